// Managed settings: they name who manages them, can be focused and copied, and send no change.
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type PolicyField, policyFields, settingsPages } from '../../../app/model/names.ts'
import type { Problem } from '../../../app/model/problems/problem.ts'
import { type AccountView, notManaged } from '../../../app/model/state.ts'
import { onPage } from '../scenes/colleague-states.ts'
import { button, field } from '../scenes/controls.ts'
import { brokenManaged, managed, managedAtFirst } from '../scenes/managed-states.ts'
import { type OpenWindow, type WindowStage, windowStage } from '../scenes/window-stage.ts'
import { CLIENT_ID, following, inSettings, presence, stateWith } from '../scenes/window-states.ts'

let stage: WindowStage
beforeAll(async () => {
  stage = await windowStage()
})
afterAll(() => stage.close())

const toggle = (page: Page, name: string) => page.getByRole('switch', { name, exact: true })

const settings = {
  ...following(presence('Available', 'Available'), {
    settings: { tenant: 'contoso.com', cloud: 'us-gov-l4', intervalSeconds: 120, features: ['colleagues'] },
    features: { colleagues: { kind: 'on' }, 'own-status': { kind: 'off' } },
  }),
  page: 'settings',
} as const

/** How often the text is on the pages of the settings, together. */
async function countOnPages(
  { page, sendState }: Pick<OpenWindow, 'page' | 'sendState'>,
  state: AccountView,
  text: string,
): Promise<number> {
  let count = 0
  for (const settingsPage of settingsPages) {
    await sendState(inSettings(state, settingsPage))
    await page.locator('.settings-page').waitFor()
    count += await page.getByText(text).count()
  }
  return count
}

describe('in the settings', () => {
  const locked = [
    ['Client ID', 'registration', CLIENT_ID],
    ['Tenant', 'registration', 'contoso.com'],
    ['Cloud', 'registration', 'US Government L4'],
    ['Check every', 'checking', '2 minutes'],
  ] as const

  test.each(locked)(
    '%s is shown with its administrator, and is read-only',
    async (name, settingsPage, value) => {
      const { page, commands } = await stage.open({ ...inSettings(settings, settingsPage), managed })
      const control = field(page, name)
      expect(await control.inputValue()).toBe(value)
      await control.focus()
      await page.keyboard.type('other')
      await page.keyboard.press('ArrowDown')
      await page.keyboard.press('Tab')
      expect(await control.inputValue()).toBe(value)
      expect(await control.evaluate((input) => input instanceof HTMLInputElement && input.readOnly)).toBe(
        true,
      )
      const described = await control.evaluate((input) =>
        (input.getAttribute('aria-describedby') ?? '')
          .split(' ')
          .map((id) => document.getElementById(id)?.textContent),
      )
      expect(described).toEqual(['Managed by Contoso'])
      expect(await commands()).toEqual([])
    },
  )

  test.each([
    ['Colleagues', 'account', true],
    ['Set my status', 'account', false],
    ['Notice calls by the microphone', 'checking', true],
    ['Update by itself', 'about', true],
  ] as const)('the switch %s does not change, and is focusable', async (name, settingsPage, on) => {
    const { page, commands } = await stage.open({ ...inSettings(settings, settingsPage), managed })
    const control = toggle(page, name)
    expect(await control.isChecked()).toBe(on)
    await control.click({ force: true })
    await control.focus()
    await page.keyboard.press('Space')
    expect(await control.isChecked()).toBe(on)
    expect(await control.getAttribute('aria-disabled')).toBe('true')
    expect(await control.evaluate((input) => document.activeElement === input)).toBe(true)
    expect(await commands()).toEqual([])
  })

  test('a held-up feature can be tried again', async () => {
    const { page, commands } = await stage.open({
      ...inSettings(settings, 'account'),
      managed,
      features: {
        ...settings.features,
        colleagues: {
          kind: 'held-up',
          problem: {
            kind: 'permission-missing',
            next: 'person',
            permission: 'Presence.Read.All',
            by: 'entra',
          },
        },
      },
    })
    await button(page, 'Try again').click()
    await expect.poll(commands).toEqual([['switchFeature', { feature: 'colleagues', on: true }]])
  })

  test('other settings can be changed; without a name it reads “your organisation”', async () => {
    const partly: AccountView = {
      ...settings,
      managed: { ...notManaged, fields: ['tenant', 'own-status'] },
    }
    const { page, commands, sendState } = await stage.open(partly)
    await expect.poll(() => countOnPages({ page, sendState }, partly, 'Managed by your organisation')).toBe(2)
    await sendState(inSettings(partly, 'checking'))
    await field(page, 'Check every').selectOption('30 seconds')
    await sendState(inSettings(partly, 'registration'))
    await field(page, 'Cloud').selectOption('Global')
    await sendState(inSettings(partly, 'account'))
    await toggle(page, 'Colleagues').click()
    await expect.poll(commands).toEqual([
      ['changeSettings', { intervalSeconds: 30 }],
      ['changeSettings', { cloud: 'global' }],
      ['switchFeature', { feature: 'colleagues', on: false }],
    ])
  })

  test('also in Russian', async () => {
    const russian: AccountView = {
      ...settings,
      managed,
      language: 'ru',
      settings: { ...settings.settings, colleagueLight: false },
    }
    const opened = await stage.open(russian)
    await expect.poll(() => countOnPages(opened, russian, 'Задаёт Contoso')).toBe(policyFields.length)
  })

  test('unmanaged settings do not mention it', async () => {
    const opened = await stage.open(settings)
    await expect.poll(() => countOnPages(opened, settings, 'Managed')).toBe(0)
    for (const settingsPage of settingsPages) {
      await opened.sendState(inSettings(settings, settingsPage))
      expect(await opened.page.locator('input[readonly], [aria-disabled=true]').count()).toBe(0)
    }
  })
})

describe('a problem whose next step is a setting', () => {
  const code = 'AADSTS700016'
  const throttled: Problem = {
    kind: 'throttled',
    next: 'waits',
    host: 'graph.microsoft.com',
    retryAfterMs: 9000,
  }
  test.each<[problem: Problem, field: PolicyField, other: PolicyField, buttons: string[]]>([
    [throttled, 'intervalSeconds', 'cloud', []],
    [{ kind: 'single-tenant-client', next: 'person', code }, 'tenant', 'clientId', ['Sign in']],
    [{ kind: 'cloud-without-presence', next: 'person' }, 'cloud', 'tenant', []],
  ])('%j names the administrator instead of the page', async (problem, managedField, other, buttons) => {
    const state = following(presence('Busy', 'Busy'))
    const failing = { ...state, following: { ...state.following, problem } }
    const only = (one: PolicyField) => ({
      ...failing,
      managed: { ...notManaged, fields: [one], organization: 'Contoso' },
    })
    const { page, sendState } = await stage.open(only(managedField))
    await page.getByText('Managed by Contoso').waitFor()
    expect(await page.locator('.card .buttons button').allTextContents()).toEqual(buttons)
    await sendState(only(other))
    await button(page, 'Open settings').waitFor()
    expect(await page.getByText('Managed by Contoso').count()).toBe(0)
  })

  test('keeps the page while one of its settings can be changed', async () => {
    const state = following(presence('Busy', 'Busy'))
    const problem: Problem = { kind: 'client-unknown', next: 'person', code }
    const { page } = await stage.open({
      ...state,
      following: { ...state.following, problem },
      managed: { ...notManaged, fields: ['tenant'] },
    })
    await button(page, 'Open settings').waitFor()
  })
})

test('the page of a feature that is managed and off names the administrator', async () => {
  const { page } = await stage.open({ ...onPage({ kind: 'off' }), managed })
  await page.getByText('Managed by Contoso').waitFor()
  expect(await toggle(page, 'Colleagues').getAttribute('aria-disabled')).toBe('true')
})

describe('at the first start', () => {
  test('a managed client ID leaves only Sign in', async () => {
    const { page, commands } = await stage.open(managedAtFirst)
    await page.getByText('Managed by Contoso').waitFor()
    expect(await page.getByRole('list', { name: 'Steps' }).count()).toBe(0)
    expect(await page.getByRole('textbox').count()).toBe(0)
    await button(page, 'Sign in').click()
    await expect.poll(commands).toEqual([['signIn']])
  })

  test('a managed tenant and cloud leave the client ID to paste', async () => {
    const { page, commands } = await stage.open(
      stateWith({
        session: { kind: 'not-set-up' },
        settings: { tenant: 'contoso.com', cloud: 'us-gov-l4' },
        managed: { ...notManaged, fields: ['tenant', 'cloud'], organization: 'Contoso' },
      }),
    )
    await button(page, 'Sign in').click()
    await button(page, 'I have no ID: register the app myself').click()
    expect(await field(page, 'Cloud').getAttribute('readonly')).not.toBeNull()
    await button(page, 'Next').click()
    await field(page, 'Client ID').fill(CLIENT_ID)
    expect(await field(page, 'Tenant').getAttribute('readonly')).not.toBeNull()
    await button(page, 'Next').click()
    await button(page, 'Sign in').click()
    await expect
      .poll(commands)
      .toEqual([
        ['checkTenant', { tenant: 'contoso.com', cloud: 'us-gov-l4' }],
        ['changeSettings', { clientId: CLIENT_ID, tenant: 'contoso.com' }],
        ['signIn'],
      ])
  })

  test('a managed cloud has no button to switch it', async () => {
    const { page, answer } = await stage.open(
      stateWith({
        session: { kind: 'not-set-up' },
        managed: { ...notManaged, fields: ['cloud'] },
      }),
    )
    await answer('checkTenant', { ok: true, value: { tenantId: CLIENT_ID, cloud: 'us-gov-l4' } })
    await button(page, 'Sign in').click()
    await field(page, 'Tenant').fill('contoso.com')
    await page.keyboard.press('Tab')
    await page.getByText('This tenant lives in another cloud').waitFor()
    expect(await button(page, 'Use that cloud').count()).toBe(0)
  })
})

describe('a broken policy', () => {
  const title = "Your organisation's settings could not be read"
  test.each([
    ['in the settings', settings],
    ['signed out', managedAtFirst],
    ['at the first start', stateWith({ session: { kind: 'not-set-up' } })],
  ])('is shown %s, with its path and its faults', async (_where, state) => {
    const { page } = await stage.open({ ...state, managed: brokenManaged })
    const card = page.getByRole('region', { name: title })
    const words = await card.textContent()
    for (const part of ['/Tally Light/policy.json', '“intervalSeconds”', 'from 5 to 600', '“clientid”']) {
      expect(words).toContain(part)
    }
    expect(await page.getByText('Managed by').count()).toBe(0)
  })

  test('does not change the light', async () => {
    const { page } = await stage.open({ ...settings, page: 'now', managed: brokenManaged })
    await page.getByRole('heading', { level: 1, name: 'Available' }).waitFor()
    expect(await page.getByText(title).count()).toBe(0)
  })
})
