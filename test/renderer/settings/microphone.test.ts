// The settings of the microphone, and the sentence about it at the first start.
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { AccountView } from '../../../app/model/state.ts'
import { button, field } from '../scenes/controls.ts'
import { type WindowStage, windowStage } from '../scenes/window-stage.ts'
import { CLIENT_ID, following, inSettings, presence, stateWith } from '../scenes/window-states.ts'

let stage: WindowStage
beforeAll(async () => {
  stage = await windowStage()
})
afterAll(() => stage.close())

const toggle = (page: Page, name: string) => page.getByRole('switch', { name, exact: true })
const notice = 'Notice calls by the microphone'
const readLog = 'Read the log of Teams as well'
const onLinux: AccountView['microphone'] = [{ name: 'pactl', failure: null }]
const onWindows: AccountView['microphone'] = [
  { name: 'consent-store', failure: null },
  { name: 'teams-log', failure: null },
]

describe('in the settings', () => {
  const settings = (microphone: AccountView['microphone'], change: Partial<AccountView['settings']> = {}) =>
    inSettings(following(presence('Available', 'Available'), { microphone, settings: change }), 'checking')

  test('it is on and can be switched off; the log of Teams is there on Windows alone', async () => {
    const { page, commands } = await stage.open(settings(onLinux))
    expect(await toggle(page, notice).isChecked()).toBe(true)
    expect(await toggle(page, readLog).count()).toBe(0)
    await toggle(page, notice).click()
    await expect.poll(commands).toEqual([['changeSettings', { microphone: false }]])
  })

  test('the log of Teams is off, and only for who has switched the other on', async () => {
    const { page, commands, sendState } = await stage.open(settings(onWindows))
    expect(await toggle(page, readLog).isChecked()).toBe(false)
    await toggle(page, readLog).click()
    await expect.poll(commands).toEqual([['changeSettings', { teamsLog: true }]])
    await sendState(settings(onWindows, { microphone: false }))
    await expect.poll(() => toggle(page, readLog).isDisabled()).toBe(true)
  })

  test.each([
    ['pactl', 'pactl, of the package pulseaudio-utils, does not answer (ENOENT)'],
    ['pmset', 'pmset does not answer (ENOENT)'],
    ['consent-store', 'the registry does not say it (ENOENT)'],
    ['teams-log', 'The log of Teams cannot be read at the moment (ENOENT)'],
  ] as const)('it says that %s is left alone', async (name, text) => {
    const { page } = await stage.open(settings([{ name, failure: 'ENOENT' }]))
    await page.getByRole('status').filter({ hasText: text }).waitFor()
  })

  test('where nothing tells who records, there is no switch', async () => {
    const { page } = await stage.open(settings([]))
    await field(page, 'Check every').waitFor()
    expect(await toggle(page, notice).count()).toBe(0)
  })
})

describe('at the first start', () => {
  const sentence = 'To show a call at once, Tally Light asks this computer which programs are recording.'
  const off: AccountView['settings'] = { ...stateWith({}).settings, clientId: CLIENT_ID, microphone: false }

  test('one sentence says it before the sign-in', async () => {
    const { page } = await stage.open(stateWith({ session: { kind: 'not-set-up' }, microphone: onLinux }))
    await button(page, 'Sign in').click()
    await field(page, 'Client ID').fill(CLIENT_ID)
    expect(await page.getByText(sentence).count()).toBe(0)
    await button(page, 'Next').click()
    await page.getByText(sentence).waitFor()
  })

  test.each<[string, Partial<AccountView>, number]>([
    ['also where an administrator has entered the client ID', { microphone: onLinux }, 1],
    ['not where it is switched off', { microphone: onLinux, settings: off }, 0],
    ['not where nothing tells who records', { microphone: [] }, 0],
  ])('%s', async (_what, change, count) => {
    const signedOut = stateWith({
      session: { kind: 'signed-out', problem: null },
      settings: { clientId: CLIENT_ID },
    })
    const { page } = await stage.open({ ...signedOut, ...change })
    await button(page, 'Sign in').waitFor()
    expect(await page.getByText(sentence).count()).toBe(count)
  })
})
