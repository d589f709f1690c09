// First start and settings: what is typed is checked, what is chosen takes effect, and nothing wrong is ever sent.
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { CLIENT_ID, following, presence, stateWith } from './states.ts'
import { type WindowStage, windowStage } from './window.ts'

let stage: WindowStage
beforeAll(async () => {
  stage = await windowStage()
})
afterAll(() => stage.close())

const field = (page: Page, name: string) => page.getByLabel(name, { exact: true })
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })

describe('first start', () => {
  const open = () => stage.open(stateWith({ session: { kind: 'not-set-up' } }))

  test('the demo day is one click away', async () => {
    const { page, asked } = await open()
    await button(page, 'Try the demo day').click()
    expect(await asked()).toEqual([['tryDemo']])
  })

  test('it says how to register the app, and opens the place', async () => {
    const { page, asked } = await open()
    await page.getByText('No client ID yet?').click()
    expect(await page.getByRole('listitem').count()).toBe(6)
    await button(page, 'Open the Entra admin center').click()
    expect(await asked()).toEqual([['openWebPage', 'app-registration']])
  })

  test('a client ID signs in, with the tenant and in lower case', async () => {
    const { page, asked } = await open()
    await field(page, 'Client ID').fill(`  ${CLIENT_ID.toUpperCase()} `)
    await button(page, 'Sign in').click()
    expect(await asked()).toEqual([
      ['changeSettings', { clientId: CLIENT_ID, tenant: 'organizations' }],
      ['signIn'],
    ])
  })

  test('Enter in a field signs in', async () => {
    const { page, asked } = await open()
    await field(page, 'Client ID').fill(CLIENT_ID)
    await field(page, 'Tenant').fill('contoso.com')
    await field(page, 'Tenant').press('Enter')
    await expect
      .poll(asked)
      .toEqual([['changeSettings', { clientId: CLIENT_ID, tenant: 'contoso.com' }], ['signIn']])
  })

  test('nothing is sent without a client ID; the field is told and focused', async () => {
    const { page, asked } = await open()
    await button(page, 'Sign in').click()
    await page.getByText('Enter the Application (client) ID.').waitFor()
    expect(await field(page, 'Client ID').evaluate((input) => input === document.activeElement)).toBe(true)
    expect(await asked()).toEqual([])
  })

  test('what the app does not take is not signed in with', async () => {
    const { page, asked, refuse } = await open()
    await refuse('changeSettings', 'cannot write')
    await field(page, 'Client ID').fill(CLIENT_ID)
    await button(page, 'Sign in').click()
    await page.getByRole('alert').getByText('cannot write').waitFor()
    expect((await asked()).map(([name]) => name)).toEqual(['changeSettings'])
  })

  const faults: [label: string, typed: string, asTyped: RegExp | null, afterwards: RegExp][] = [
    ['Client ID', 'not an id', /This is no client ID/, /This is no client ID/],
    ['Client ID', '8a7e1c52-90ab', null, /has 36 characters/],
    ['Client ID', `${CLIENT_ID}0`, /This is no client ID/, /This is no client ID/],
    ['Tenant', 'common', /Personal accounts have no presence/, /Personal accounts have no presence/],
    ['Tenant', 'consumers', /Personal accounts have no presence/, /Personal accounts have no presence/],
    ['Tenant', 'contoso', null, /This is not complete/],
    ['Tenant', 'contoso.com/x', /This is no tenant/, /This is no tenant/],
  ]
  test.each(faults)('%s “%s” is checked as it is typed', async (label, typed, asTyped, afterwards) => {
    const { page, asked } = await open()
    await field(page, label).fill(typed)
    const complaint = page.locator('.field-note.error')
    if (asTyped) await complaint.getByText(asTyped).waitFor()
    else expect(await complaint.count()).toBe(0)
    await field(page, label).press('Tab')
    await complaint.getByText(afterwards).waitFor()
    expect(await field(page, label).getAttribute('aria-invalid')).toBe('true')
    await button(page, 'Sign in').click()
    expect(await asked()).toEqual([])
  })

  test('the cloud takes effect at once; China is told to have no presence', async () => {
    const { page, asked, tell } = await open()
    await field(page, 'Cloud').selectOption('china')
    expect(await asked()).toEqual([['changeSettings', { cloud: 'china' }]])
    await tell(stateWith({ session: { kind: 'not-set-up' }, settings: { cloud: 'china' } }))
    await page.getByText('Microsoft Graph in China has no presence').waitFor()
  })

  test('signed out without a client ID is a first start too, and says why', async () => {
    const { page } = await stage.open(
      stateWith({
        session: { kind: 'signed-out', problem: { kind: 'tokens-unreadable', needs: 'person', keptAs: 'x' } },
      }),
    )
    await page.getByRole('region', { name: 'Please sign in once more' }).waitFor()
    await button(page, 'Try the demo day').waitFor()
  })
})

describe('settings', () => {
  const state = following(presence('Away', 'Away'), { page: 'settings' })

  test.each([
    ['Check every', '60', { intervalSeconds: 60 }],
    ['Theme', 'dark', { theme: 'dark' }],
    ['Language', 'ru', { language: 'ru' }],
    ['Cloud', 'us-gov-l5', { cloud: 'us-gov-l5' }],
  ])('%s takes effect at once', async (label, choice, change) => {
    const { page, asked } = await stage.open(state)
    await field(page, label).selectOption(choice)
    expect(await asked()).toEqual([['changeSettings', change]])
  })

  test('the switches', async () => {
    const { page, asked } = await stage.open(state)
    await page.getByRole('switch', { name: 'Notifications' }).click()
    await page.getByRole('switch', { name: 'Start at login' }).click()
    expect(await asked()).toEqual([
      ['changeSettings', { notifications: [] }],
      ['setOpenAtLogin', true],
    ])
  })

  test('an interval nobody offers is still shown', async () => {
    const { page } = await stage.open(
      following({}, { page: 'settings', settings: { clientId: CLIENT_ID, intervalSeconds: 45 } }),
    )
    expect(await field(page, 'Check every').locator('option:checked').textContent()).toBe('45 seconds')
  })

  test('a right client ID is used when the field is left', async () => {
    const { page, asked } = await stage.open(state)
    const other = CLIENT_ID.replace('8', '9')
    await field(page, 'Client ID').fill(other)
    expect(await asked()).toEqual([])
    await field(page, 'Client ID').press('Tab')
    await expect.poll(asked).toEqual([['changeSettings', { clientId: other }]])
  })

  test('a wrong one is told beside the field, and the old one stays in use', async () => {
    const { page, asked } = await stage.open(state)
    await field(page, 'Tenant').fill('nowhere')
    await field(page, 'Tenant').press('Tab')
    await page.getByText('Still in use: organizations').waitFor()
    expect(await asked()).toEqual([])
  })

  test('Back leads to the light', async () => {
    const { page, asked } = await stage.open(state)
    await button(page, 'Back').click()
    expect(await asked()).toEqual([['showPage', 'now']])
  })

  test('the theme and the language of the state are drawn', async () => {
    const { page, tell } = await stage.open(state)
    const background = () =>
      page.locator('.window').evaluate((window) => getComputedStyle(window).backgroundColor)
    expect(await background()).toBe('rgb(255, 255, 255)')
    await tell({ ...state, language: 'ru', settings: { ...state.settings, theme: 'dark' } })
    await page.getByRole('heading', { level: 1, name: 'Настройки' }).waitFor()
    expect(await background()).toBe('rgb(41, 41, 41)')
    expect(await page.evaluate(() => document.documentElement.lang)).toBe('ru')
  })

  test.each([
    [{ colorScheme: 'dark' }, 'rgb(41, 41, 41)'],
    [{ colorScheme: 'light' }, 'rgb(255, 255, 255)'],
    [{ contrast: 'more' }, 'rgb(0, 0, 0)'],
  ] as const)('the system theme follows %j', async (options, colour) => {
    const { page } = await stage.open(state, options)
    expect(await page.locator('.window').evaluate((window) => getComputedStyle(window).backgroundColor)).toBe(
      colour,
    )
  })
})
