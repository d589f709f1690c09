// During the sign-in in the browser: the link to copy, and the error number that is explained while typing.

import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Explanation } from '../../app/contract/contract.ts'
import { thoroughLanguages } from './scenes/checked-languages.ts'
import { button, field } from './scenes/controls.ts'
import { type WindowStage, windowStage } from './scenes/window-stage.ts'
import { CLIENT_ID, stateWith } from './scenes/window-states.ts'

let stage: WindowStage
beforeAll(async () => {
  stage = await windowStage()
})
afterAll(() => stage.close())

const FIELD = 'Does the page show a number (AADSTS…)? Enter it'
const signingIn = stateWith({ session: { kind: 'signing-in' }, settings: { clientId: CLIENT_ID } })
const explained: Explanation = {
  kind: 'explained',
  problem: { kind: 'admin-consent-needed', next: 'person', code: 'AADSTS90094' },
}
const titleOf = (page: Page) => page.getByRole('heading', { name: 'An administrator has to agree first' })
const message = (page: Page) => page.getByRole('alert')

test('copies the link, and cancels', async () => {
  const { page, commands } = await stage.open(signingIn)
  // It is said for three seconds.
  await Promise.all([
    page.getByText('Copied', { exact: true }).waitFor(),
    button(page, 'Copy the sign-in link').click(),
  ])
  await button(page, 'Cancel sign-in').click()
  await expect.poll(commands).toEqual([['copySignInLink'], ['cancelSignIn']])
})

test('reports that there is no link to copy', async () => {
  const { page, reject } = await stage.open(signingIn)
  await reject('copySignInLink', 'No sign-in page is open just now.')
  await button(page, 'Copy the sign-in link').click()
  await page.getByText('No sign-in page is open just now.').waitFor()
  expect(await page.getByText('Copied', { exact: true }).count()).toBe(0)
})

test('explains a number while typing, with buttons but no sign-in, until it is cleared', async () => {
  const { page, answer, commands } = await stage.open(signingIn)
  await answer('explainNumber', explained)
  await field(page, FIELD).fill('AADSTS90094')
  await titleOf(page).waitFor()
  await page.getByText('Once this is mended, cancel and begin again.').waitFor()
  expect(await page.locator('.card').getByRole('button').allTextContents()).toEqual([
    'Copy a message for the administrator',
    'Copy the consent link',
    'Open the consent page',
  ])
  await button(page, 'Copy a message for the administrator').click()
  await expect.poll(commands).toEqual([['explainNumber', 'AADSTS90094'], ['copyConsentMessage']])
  await field(page, FIELD).fill(' ')
  await expect.poll(() => titleOf(page).count()).toBe(0)
})

test.each<[Explanation, string]>([
  [{ kind: 'unknown', code: 'AADSTS4567890' }, 'Tally Light knows nothing about AADSTS4567890.'],
  [{ kind: 'no-number' }, 'There is no such number in this.'],
])('reports an unknown number after a pause in typing: %j', async (explanation, words) => {
  const { page, clock, answer } = await stage.open(signingIn)
  await clock.pauseAt(Date.parse('2026-11-23T10:46:00Z'))
  await answer('explainNumber', explanation)
  await field(page, FIELD).pressSequentially('4567890')
  await clock.runFor(700)
  expect(await message(page).count()).toBe(0)
  await clock.runFor(200)
  await expect.poll(() => message(page).textContent()).toContain(words)
  await field(page, FIELD).press('Backspace')
  await expect.poll(() => message(page).count()).toBe(0)
})

test('the text of a whole page fits, and the view fits into 260 to 480 px', async () => {
  const { page, answer, sendState } = await stage.open(signingIn)
  await answer('explainNumber', explained)
  await field(page, FIELD).fill('AADSTS90094 '.repeat(1000))
  await titleOf(page).waitFor()
  for (const language of thoroughLanguages) {
    await sendState({ ...signingIn, language })
    for (let width = 260; width <= 480; width += 20) {
      await page.setViewportSize({ width, height: 480 })
      await expect.poll(() => page.evaluate(() => innerWidth)).toBe(width)
      const beyond = await page.evaluate(() =>
        [...document.querySelectorAll('#window *')]
          .filter((part) => !part.matches('.visually-hidden'))
          .filter((part) => part.getBoundingClientRect().right > innerWidth + 0.5)
          .map((part) => part.outerHTML.slice(0, 120)),
      )
      expect(beyond, `${width} px, ${language}`).toEqual([])
    }
  }
})
