// The user's status and the features: controls, commands, and problems.
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { FeatureState } from '../../app/model/account-state.ts'
import type { Problem } from '../../app/model/problems/problem.ts'
import type { AccountView } from '../../app/model/state.ts'
import { button } from './scenes/controls.ts'
import { expectEverythingFits, expectNothingFoundByAxe } from './scenes/view-checks.ts'
import { type WindowStage, windowStage } from './scenes/window-stage.ts'
import { following, inSettings, minutesAgo, presence, stateWith } from './scenes/window-states.ts'

let stage: WindowStage
beforeAll(async () => {
  stage = await windowStage()
})
afterAll(() => stage.close())

const available = following(presence('Available', 'Available'))
const withFeature = (ownStatus: FeatureState, state: AccountView = available): AccountView => ({
  ...state,
  features: { colleagues: { kind: 'off' }, 'own-status': ownStatus },
})
const allowed = withFeature({ kind: 'on' })
const missing: Problem = { kind: 'teams-session-missing', next: 'person', status: 'Busy' }
const adminNeeded: Problem = {
  kind: 'feature-admin-consent-needed',
  next: 'person',
  permissions: ['Presence.ReadWrite'],
}
const unconfirmed: AccountView = {
  ...allowed,
  ownStatus: {
    askedFor: { status: 'Busy', at: minutesAgo(1), until: null },
    sending: false,
    problem: null,
  },
}

describe('my status', () => {
  test('is hidden while the feature is off', async () => {
    const { page } = await stage.open(available)
    await page.getByRole('heading', { level: 1, name: 'Available' }).waitFor()
    expect(await button(page, 'Set status').count()).toBe(0)
  })

  test('starts closed; a click sets a status for the chosen time', async () => {
    const { page, commands } = await stage.open(allowed)
    const opener = button(page, 'Set status')
    expect(await opener.getAttribute('aria-expanded')).toBe('false')
    expect(await button(page, 'Busy').count()).toBe(0)
    await opener.click()
    await button(page, 'Busy').click()
    await page.getByLabel('How long').first().selectOption({ label: 'Until I change it' })
    await button(page, 'Appear offline').click()
    await button(page, 'Reset my status').click()
    await expect
      .poll(commands)
      .toEqual([
        ['setStatus', { status: 'Busy', length: '1-h' }],
        ['setStatus', { status: 'Offline', length: 'until-changed' }],
        ['clearStatus'],
      ])
    await opener.click()
    await button(page, 'Busy').waitFor({ state: 'detached' })
  })

  test('works with the keyboard', async () => {
    const { page, commands } = await stage.open(allowed)
    await button(page, 'Set status').focus()
    await page.keyboard.press('Enter')
    await page.getByLabel('How long').first().waitFor()
    for (const _ of ['length', 'Available', 'Busy']) await page.keyboard.press('Tab')
    await page.keyboard.press('Space')
    await expect.poll(commands).toEqual([['setStatus', { status: 'Busy', length: '1-h' }]])
  })

  test('has a message with a counter and a duration, which can be removed', async () => {
    const said = following(
      presence('Available', 'Available', { statusMessage: { message: { content: 'In Oslo' } } }),
    )
    const { page, commands } = await stage.open(withFeature({ kind: 'on' }, said))
    await button(page, 'Set status').click()
    const field = page.getByRole('textbox', { name: 'Status message' })
    await field.waitFor()
    expect(await field.inputValue()).toBe('In Oslo')
    await field.fill('a'.repeat(300))
    await page.getByText('280 of 280 characters.').waitFor()
    await field.fill(' Back at one ')
    await button(page, 'Set the message').click()
    await button(page, 'Remove the message').click()
    await expect.poll(commands).toEqual([
      ['setStatusMessage', { text: 'Back at one', length: 'end-of-day' }],
      ['setStatusMessage', { text: '', length: 'end-of-day' }],
    ])
    await expect.poll(() => field.inputValue()).toBe('')
    await expect.poll(() => button(page, 'Set the message').isDisabled()).toBe(true)
  })

  test('a message field has the direction of its text', async () => {
    const { page } = await stage.open(allowed)
    await button(page, 'Set status').click()
    const field = page.getByRole('textbox', { name: 'Status message' })
    const direction = () => field.evaluate((area) => getComputedStyle(area).direction)
    for (const [text, runs] of [
      ['أنا في إجازة', 'rtl'],
      ['In Oslo', 'ltr'],
      ['12:30 שלום', 'rtl'],
      ['В отпуске', 'ltr'],
    ] as const) {
      await field.fill(text)
      expect(await direction(), text).toBe(runs)
    }
  })

  test('marks a status that Microsoft has not confirmed yet', async () => {
    const { page } = await stage.open(unconfirmed)
    await page.getByRole('heading', { level: 1, name: 'Busy' }).waitFor()
    await page.getByText('Asked for at 10:44; Microsoft has not confirmed it yet.').waitFor()
    await expect.poll(() => page.title()).toBe('Busy · asked for at 10:44 – Tally Light')
  })

  test('says that it is being sent', async () => {
    const { page, sendState } = await stage.open(allowed)
    await button(page, 'Set status').click()
    await sendState({ ...allowed, ownStatus: { ...allowed.ownStatus, sending: true } })
    await page.getByText('Telling Microsoft…').waitFor()
  })

  test('explains a status that Teams does not show, with buttons', async () => {
    const { page, commands } = await stage.open({
      ...allowed,
      ownStatus: { ...allowed.ownStatus, problem: missing },
    })
    await page.getByRole('heading', { name: 'Teams does not show your status' }).waitFor()
    await page.getByText('Microsoft Graph took “Busy”').waitFor()
    await button(page, 'Reset my status').click()
    await expect.poll(commands).toEqual([['clearStatus']])
  })
})

describe('the features in the settings', () => {
  const settings = (state: AccountView): AccountView => inSettings(state, 'account')
  const own = (page: Page) => page.getByRole('switch', { name: 'Set my status' })

  test('each names its permissions, and is switched on with a click', async () => {
    const { page, commands } = await stage.open(settings(available))
    await page.getByText(/Asks in your browser for Presence\.ReadWrite/).waitFor()
    await page.getByText(/Presence\.Read\.All.*User\.ReadBasic\.All/).waitFor()
    expect(await own(page).isChecked()).toBe(false)
    await own(page).click()
    await expect.poll(commands).toEqual([['switchFeature', { feature: 'own-status', on: true }]])
  })

  test('can be switched off', async () => {
    const { page, commands } = await stage.open(settings(allowed))
    expect(await own(page).isChecked()).toBe(true)
    await own(page).click()
    await expect.poll(commands).toEqual([['switchFeature', { feature: 'own-status', on: false }]])
  })

  test('can be cancelled during the sign-in', async () => {
    const { page, commands } = await stage.open(settings(withFeature({ kind: 'asking' })))
    await page.getByText('Continue in the browser.').waitFor()
    await button(page, 'Cancel').click()
    await expect.poll(commands).toEqual([['cancelSignIn']])
  })

  test('held up: the problem, what an administrator needs, and Try again', async () => {
    const { page, commands } = await stage.open(
      settings(withFeature({ kind: 'held-up', problem: adminNeeded })),
    )
    await page.getByText(/does not let people accept Presence\.ReadWrite themselves/).waitFor()
    await button(page, 'Copy a message for the administrator').click()
    await button(page, 'Copy the consent link').click()
    await button(page, 'Open the consent page').click()
    await button(page, 'Try again').click()
    await expect
      .poll(commands)
      .toEqual([
        ['copyConsentMessage'],
        ['copyWebAddress', 'admin-consent'],
        ['openWebPage', 'admin-consent'],
        ['switchFeature', { feature: 'own-status', on: true }],
      ])
  })

  test('the problem of a feature offers no sign-in', async () => {
    const lost: Problem = { kind: 'sign-in-timed-out', next: 'person', afterMs: 300_000 }
    const { page } = await stage.open(settings(withFeature({ kind: 'held-up', problem: lost })))
    await button(page, 'Try again').waitFor()
    expect(await button(page, 'Sign in').count()).toBe(0)
    await page.getByLabel('Does the page show a number (AADSTS…)? Enter it').waitFor()
  })

  test.each(['demo', 'signed-out'] as const)('are disabled without an account: %s', async (kind) => {
    const session: AccountView['session'] =
      kind === 'demo' ? { kind, pretending: null } : { kind, problem: null }
    const { page } = await stage.open(settings({ ...available, session }))
    await page.getByText(/^Sign in first/).waitFor()
    expect(await own(page).isDisabled()).toBe(true)
  })
})

const views: Readonly<Record<string, AccountView>> = {
  'my status, open': allowed,
  'not confirmed': unconfirmed,
  'not shown by Teams': { ...allowed, ownStatus: { ...allowed.ownStatus, problem: missing } },
  'features, held up': inSettings(withFeature({ kind: 'held-up', problem: adminNeeded }), 'account'),
  'features, asking': inSettings(withFeature({ kind: 'asking' }), 'account'),
  'features, signed out': inSettings(
    stateWith({ session: { kind: 'signed-out', problem: null } }),
    'account',
  ),
}

describe.each(Object.entries(views))('%s', (name, state) => {
  const opened = async () => {
    const window = await stage.open(state, { reducedMotion: 'reduce' })
    if (name === 'my status, open') {
      await button(window.page, 'Set status').click()
      await window.page.locator('textarea').waitFor()
    }
    return window
  }

  test('axe finds nothing, in any theme and language', async () => {
    await expectNothingFoundByAxe(await opened(), state)
  })

  test('everything fits into the window, at any width and zoom and in every language', async () => {
    await expectEverythingFits(await opened(), state)
  })
})
