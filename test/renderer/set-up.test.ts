// First start and settings: input is validated, choices take effect, and nothing invalid is sent.

import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { languageNames, type SettingsPage } from '../../app/model/names.ts'
import type { AccountView } from '../../app/model/state.ts'
import { button, field } from './scenes/controls.ts'
import { choosing } from './scenes/views.ts'
import { type WindowStage, windowStage } from './scenes/window-stage.ts'
import {
  CLIENT_ID,
  following,
  inSettings,
  NOW,
  presence,
  presenceUnknown,
  stateWith,
  withoutUsername,
} from './scenes/window-states.ts'

let stage: WindowStage
beforeAll(async () => {
  stage = await windowStage()
})
afterAll(() => stage.close())

const TENANT_ID = '99999999-8888-4777-8666-555555555555'

describe('first start', () => {
  const notSetUp = { session: { kind: 'not-set-up' } } as const
  const open = () => stage.open(stateWith(notSetUp))
  /** Opens the window at the first step of the sign-in. */
  async function atCheck() {
    const opened = await open()
    await button(opened.page, 'Sign in').click()
    return opened
  }
  /** Opens the window at the registration. */
  async function atRegister() {
    const opened = await atCheck()
    await button(opened.page, 'I have no ID: register the app myself').click()
    return opened
  }
  const step = (page: Page) => page.locator('[aria-current=step]').textContent()

  const answers = (page: Page) => page.getByRole('list', { name: 'How do you want to begin?' })

  test('asks how to begin, with four answers, and registers nothing', async () => {
    const { page, commands } = await open()
    const names = ['Sign in', 'Ask my administrator', 'This computer only', 'Try the demo day']
    const all = answers(page).getByRole('button')
    expect(await all.count()).toBe(4)
    for (const name of names) await button(page, name).waitFor()
    expect(await page.getByRole('list', { name: 'Steps' }).count()).toBe(0)
    await button(page, 'This computer only').click()
    await button(page, 'Try the demo day').click()
    await expect.poll(commands).toEqual([['followThisComputer'], ['tryDemo']])
  })

  test.each(languageNames)(
    'in %s the question, and the message for the administrator, need no scrolling',
    async (language) => {
      const { page } = await stage.open(stateWith({ ...notSetUp, language }))
      const scrolls = () => page.locator('main').evaluate((main) => main.scrollHeight - main.clientHeight)
      await page.locator('.answers').waitFor()
      expect(await scrolls()).toBe(0)
      await page.locator('.answers button').nth(1).click()
      await page.locator('.letter').waitFor()
      expect(await scrolls()).toBe(0)
    },
  )

  test('shows the message for the administrator and copies it; this computer is one click away', async () => {
    const { page, commands } = await open()
    await button(page, 'Ask my administrator').click()
    await expect
      .poll(() => page.evaluate(() => document.activeElement?.textContent))
      .toBe('Ask your administrator')
    const letter = await page.getByRole('region', { name: 'The message' }).textContent()
    for (const part of ['https://entra.microsoft.com', 'http://localhost', 'Presence.Read', 'client secret'])
      expect(letter).toContain(part)
    await button(page, 'Copy the message').click()
    await button(page, 'This computer only').click()
    await expect.poll(commands).toEqual([['copyText', letter], ['followThisComputer']])
    await answers(page).waitFor()
  })

  test('goes back from each answer', async () => {
    const { page } = await open()
    for (const name of ['Sign in', 'Ask my administrator']) {
      await button(page, name).click()
      await button(page, 'Back').click()
      await answers(page).waitFor()
    }
  })

  test('has two steps to sign in, beside the registration, and keeps the input in both directions', async () => {
    const { page, commands } = await atRegister()
    await button(page, 'Next').click()
    expect(await page.getByRole('list', { name: 'Steps' }).getByRole('listitem').allTextContents()).toEqual([
      'Paste',
      'Sign in',
    ])
    await expect.poll(() => step(page)).toBe('Paste')
    await field(page, 'Client ID').fill(CLIENT_ID)
    await field(page, 'Tenant').fill('contoso.com')
    await button(page, 'Next').click()
    await expect.poll(() => step(page)).toBe('Sign in')
    await page.getByText(CLIENT_ID).waitFor()
    await button(page, 'Back').click()
    await expect.poll(() => step(page)).toBe('Paste')
    await button(page, 'Back').click()
    await answers(page).waitFor()
    await button(page, 'Sign in').click()
    expect(await field(page, 'Client ID').inputValue()).toBe(CLIENT_ID)
    expect(await field(page, 'Tenant').inputValue()).toBe('contoso.com')
    await expect.poll(async () => (await commands()).map(([name]) => name)).toEqual(['checkTenant'])
  })

  test('keeps the input while another view is shown', async () => {
    const { page, sendState } = await atCheck()
    await field(page, 'Client ID').fill('8a7e1c52')
    await sendState(stateWith({ ...notSetUp, page: 'settings' }))
    await page.getByRole('heading', { level: 1, name: 'Settings' }).waitFor()
    await sendState(stateWith(notSetUp))
    await expect.poll(() => field(page, 'Client ID').inputValue()).toBe('8a7e1c52')
  })

  test('offers the demo day on every step', async () => {
    const { page, commands } = await open()
    await button(page, 'Try the demo day').click()
    await button(page, 'Ask my administrator').click()
    await button(page, 'Try the demo day').click()
    await button(page, 'Back').click()
    await button(page, 'Sign in').click()
    await button(page, 'I have no ID: register the app myself').click()
    await button(page, 'Try the demo day').click()
    await button(page, 'Next').click()
    await field(page, 'Client ID').fill(CLIENT_ID)
    await button(page, 'Try the demo day').click()
    await button(page, 'Next').click()
    await expect.poll(() => step(page)).toBe('Sign in')
    await button(page, 'Try the demo day').click()
    await expect.poll(commands).toEqual(Array(5).fill(['tryDemo']))
  })

  test('explains the registration with values to copy, and opens the admin center', async () => {
    const { page, commands } = await atRegister()
    expect(await page.locator('.how-to > li').count()).toBe(6)
    await page.getByText('Open entra.microsoft.com, then Entra ID').waitFor()
    await button(page, 'Open the Entra admin center').click()
    const values = ['Tally Light', 'http://localhost', 'Presence.Read']
    for (const value of values) await button(page, `Copy ${value}`).click()
    await expect
      .poll(commands)
      .toEqual([['openWebPage', 'app-registration'], ...values.map((value) => ['copyText', value])])
  })

  test('copies a message for the person who registers the app', async () => {
    const { page, clock, commands, sendState } = await atRegister()
    await sendState(stateWith({ ...notSetUp, settings: { cloud: 'us-gov-l4' } }))
    await page.getByText('Open entra.microsoft.us').waitFor()
    await clock.pauseAt(NOW)
    await button(page, 'Copy a message for them').click()
    await expect.poll(commands).toEqual([['copyText', expect.any(String)]])
    const [[, letter] = []] = await commands()
    for (const part of ['https://entra.microsoft.us', 'http://localhost', 'Presence.Read', 'client secret']) {
      expect(letter).toContain(part)
    }
    await page.getByText('Copied', { exact: true }).waitFor()
  })

  test('says before the registration that China has no presence', async () => {
    const { page, commands, sendState } = await atRegister()
    await field(page, 'Cloud').selectOption('china')
    await expect.poll(commands).toEqual([['changeSettings', { cloud: 'china' }]])
    await sendState(stateWith({ ...notSetUp, settings: { cloud: 'china' } }))
    await page.getByText('Microsoft Graph in China has no presence').waitFor()
    expect(await button(page, 'Next').count()).toBe(0)
    expect(await page.locator('.how-to').count()).toBe(0)
  })

  test('signs in with client ID and tenant in lower case', async () => {
    const { page, commands } = await atCheck()
    await field(page, 'Client ID').fill(`  ${CLIENT_ID.toUpperCase()} `)
    await button(page, 'Next').click()
    await button(page, 'Sign in').click()
    await expect
      .poll(commands)
      .toEqual([['changeSettings', { clientId: CLIENT_ID, tenant: 'organizations' }], ['signIn']])
  })

  test('after pasting and Enter, Sign in is visible', async () => {
    const { page } = await atCheck()
    // The step starts with the focus in the field.
    await expect
      .poll(() => field(page, 'Client ID').evaluate((input) => input === document.activeElement))
      .toBe(true)
    await page.keyboard.insertText(CLIENT_ID)
    await page.keyboard.press('Enter')
    await page.getByText('one permission, Presence.Read').waitFor()
    const box = await button(page, 'Sign in').boundingBox()
    expect(box && box.y + box.height).toBeLessThanOrEqual(480)
    await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe('Sign in')
  })

  test('a missing client ID stops Next; the field gets the message and the focus', async () => {
    const { page, commands } = await atCheck()
    await button(page, 'Next').click()
    await page.getByText('Enter the Application (client) ID.').waitFor()
    await expect
      .poll(() => field(page, 'Client ID').evaluate((input) => input === document.activeElement))
      .toBe(true)
    expect(await commands()).toEqual([])
  })

  test('does not sign in if saving fails', async () => {
    const { page, commands, reject } = await atCheck()
    await reject('changeSettings', 'cannot write')
    await field(page, 'Client ID').fill(CLIENT_ID)
    await button(page, 'Next').click()
    await button(page, 'Sign in').click()
    await page.getByRole('alert').getByText('cannot write').waitFor()
    await expect.poll(async () => (await commands()).map(([name]) => name)).toEqual(['changeSettings'])
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
  test.each(faults)('%s “%s” is validated while typing', async (label, typed, asTyped, afterwards) => {
    const { page, commands } = await atCheck()
    await field(page, label).fill(typed)
    const message = page.locator('.field-note.error')
    if (asTyped) await message.getByText(asTyped).waitFor()
    else expect(await message.count()).toBe(0)
    await field(page, label).press('Tab')
    await message.getByText(afterwards).waitFor()
    expect(await field(page, label).getAttribute('aria-invalid')).toBe('true')
    await button(page, 'Next').click()
    // The focus moves to the first invalid field.
    await expect
      .poll(() => field(page, 'Client ID').evaluate((input) => input === document.activeElement))
      .toBe(true)
    expect(await step(page)).toBe('Paste')
    expect(await commands()).toEqual([])
  })

  test('signed out without a client ID: the first start, with the reason', async () => {
    const { page } = await stage.open(
      stateWith({
        session: { kind: 'signed-out', problem: { kind: 'tokens-unreadable', next: 'person', keptAs: 'x' } },
      }),
    )
    await page.getByRole('region', { name: 'Please sign in once more' }).waitFor()
    await button(page, 'Try the demo day').waitFor()
  })

  describe('whether the tenant exists', () => {
    const found = (cloud: string | null) => ({ ok: true, value: { tenantId: TENANT_ID, cloud } })
    const failed = (problem: object) => ({ ok: false, problem })
    const unknown = { kind: 'tenant-unknown', next: 'person', code: 'AADSTS90002' }

    test.each<[name: string, answer: object, said: string]>([
      ['found', found('global'), `contoso.com is tenant ${TENANT_ID}.`],
      ['found, without its cloud', found(null), `contoso.com is tenant ${TENANT_ID}.`],
      ['in another cloud', found('us-gov-l4'), 'lives in another cloud: US Government L4.'],
      ['unknown', failed(unknown), 'There is no such tenant in this cloud.'],
      [
        'failed',
        failed({ kind: 'offline', next: 'waits' }),
        'Could not be checked just now: No network. You can go on.',
      ],
    ])('%s', async (_name, answer, said) => {
      const opened = await atCheck()
      await opened.answer('checkTenant', answer)
      await field(opened.page, 'Tenant').fill(' Contoso.com')
      await field(opened.page, 'Tenant').press('Tab')
      await opened.page.getByRole('status').getByText(said, { exact: false }).waitFor()
      await expect
        .poll(opened.commands)
        .toEqual([['checkTenant', { tenant: 'contoso.com', cloud: 'global' }]])
    })

    test('offers to switch to the other cloud', async () => {
      const { page, commands, answer } = await atCheck()
      await answer('checkTenant', found('us-gov-l5'))
      await field(page, 'Tenant').fill('contoso.us')
      await field(page, 'Tenant').press('Tab')
      await button(page, 'Use that cloud').click()
      await expect
        .poll(async () => (await commands()).at(-1))
        .toEqual(['changeSettings', { cloud: 'us-gov-l5' }])
    })

    test('is not checked for organizations, for an invalid tenant, or twice', async () => {
      const { page, commands } = await atCheck()
      for (const typed of ['organizations', 'contoso', 'contoso.com', 'contoso.com']) {
        await field(page, 'Tenant').fill(typed)
        await field(page, 'Tenant').press('Tab')
      }
      await page.getByText(TENANT_ID).waitFor()
      await expect.poll(commands).toEqual([['checkTenant', { tenant: 'contoso.com', cloud: 'global' }]])
    })

    test('an unknown tenant stops the sign-in; a failed check does not', async () => {
      const { page, commands, answer } = await atCheck()
      await answer('checkTenant', failed(unknown))
      await field(page, 'Client ID').fill(CLIENT_ID)
      await field(page, 'Tenant').fill('nobody.example')
      await button(page, 'Next').click()
      await page.getByText('There is no such tenant').waitFor()
      await button(page, 'Sign in').click()
      await expect.poll(() => step(page)).toBe('Paste')
      await answer('checkTenant', failed({ kind: 'timed-out', next: 'retries', host: 'x', afterMs: 10_000 }))
      await field(page, 'Tenant').fill('slow.example')
      await button(page, 'Next').click()
      await page.getByText('Could not be checked just now').waitFor()
      await button(page, 'Sign in').click()
      await expect
        .poll(async () => (await commands()).slice(-2).map(([name]) => name))
        .toEqual(['changeSettings', 'signIn'])
    })

    test('another refusal by Entra does not stop it, and can be retried', async () => {
      const { page, commands, answer } = await atCheck()
      const refused = { kind: 'entra-refused', next: 'person', code: 'AADSTS9999999', detail: 'No.' }
      await answer('checkTenant', failed(refused))
      await field(page, 'Client ID').fill(CLIENT_ID)
      for (const wanted of ['contoso.com', ' contoso.com']) {
        await field(page, 'Tenant').fill(wanted)
        await field(page, 'Tenant').press('Tab')
        await page.getByText('You can go on.').waitFor()
      }
      await button(page, 'Next').click()
      await button(page, 'Sign in').click()
      const names = async () => (await commands()).map(([name]) => name)
      await expect.poll(async () => (await names()).slice(-2)).toEqual(['changeSettings', 'signIn'])
      expect((await names()).filter((name) => name === 'checkTenant').length).toBeGreaterThan(1)
    })
  })
})

describe('when an administrator has to consent', () => {
  test.each(['consent-refused', 'admin-consent-needed'] as const)(
    '%s offers a message, the link and the page',
    async (kind) => {
      const { page, clock, commands } = await stage.open(
        stateWith({
          session: { kind: 'signed-out', problem: { kind, next: 'person', code: 'AADSTS65004' } },
          settings: { clientId: CLIENT_ID },
        }),
      )
      // The confirmation disappears after three seconds.
      await clock.pauseAt(NOW)
      await button(page, 'Copy a message for the administrator').click()
      await button(page, 'Copy the consent link').click()
      await button(page, 'Open the consent page').click()
      await expect
        .poll(commands)
        .toEqual([
          ['copyConsentMessage'],
          ['copyWebAddress', 'admin-consent'],
          ['openWebPage', 'admin-consent'],
        ])
      await expect.poll(() => page.getByText('Copied', { exact: true }).count()).toBe(2)
    },
  )
})

describe('settings', () => {
  const list = following(presence('Away', 'Away'), { page: 'settings' })
  const settingsOn = (page: SettingsPage) => inSettings(list, page)

  test.each([
    ['Check every', 'checking', '60', { intervalSeconds: 60 }],
    ['Theme', 'more', 'dark', { theme: 'dark' }],
    ['Language', 'more', 'ru', { language: 'ru' }],
    ['Cloud', 'registration', 'us-gov-l5', { cloud: 'us-gov-l5' }],
  ] as const)('%s takes effect at once', async (label, settingsPage, choice, change) => {
    const { page, commands } = await stage.open(settingsOn(settingsPage))
    await field(page, label).selectOption(choice)
    await expect.poll(commands).toEqual([['changeSettings', change]])
  })

  test('the switches', async () => {
    const { page, commands } = await stage.open(settingsOn('more'))
    const turn = (name: string) => page.getByRole('switch', { name, exact: true }).click()
    await turn('Start at login')
    await turn("Keep the days' lights")
    await expect.poll(commands).toEqual([
      ['setOpenAtLogin', true],
      ['changeSettings', { keepHistory: false }],
    ])
  })

  test.each<
    [openAtLogin: AccountView['openAtLogin'], on: boolean, note: string, button: string, command: unknown[]]
  >([
    [
      { kind: 'held-back', by: 'windows' },
      false,
      'Task Manager',
      "Open the system's settings",
      ['openWebPage', 'login-settings'],
    ],
    [
      { kind: 'held-back', by: 'macos' },
      false,
      'Login Items',
      "Open the system's settings",
      ['openWebPage', 'login-settings'],
    ],
    [
      { kind: 'held-back', by: 'desktop' },
      false,
      "your desktop's list",
      'Start this program at login',
      ['setOpenAtLogin', true],
    ],
    [
      { kind: 'held-back', by: 'other-desktop' },
      false,
      'leaves out the desktop',
      'Start this program at login',
      ['setOpenAtLogin', true],
    ],
    [
      { kind: 'held-back', by: 'broken' },
      false,
      'starts nothing',
      'Start this program at login',
      ['setOpenAtLogin', true],
    ],
    [
      { kind: 'other-program', program: '/opt/old/tally' },
      true,
      'something else: /opt/old/tally',
      'Start this program at login',
      ['setOpenAtLogin', true],
    ],
  ])('start at login %j: the reason, and the fix', async (openAtLogin, on, note, name, command) => {
    const { page, commands } = await stage.open({ ...settingsOn('more'), openAtLogin })
    await page.getByRole('status').filter({ hasText: note }).waitFor()
    const turn = page.getByRole('switch', { name: 'Start at login' })
    expect(await turn.isChecked()).toBe(on)
    await button(page, name).click()
    await expect.poll(commands).toEqual([command])
  })

  test.each([true, false])('start at login as last read from the system: %s', async (on) => {
    const { page, commands } = await stage.open({
      ...settingsOn('more'),
      openAtLogin: { kind: 'as-answered', on },
    })
    await page.getByText('As the system last answered').waitFor()
    const turn = page.getByRole('switch', { name: 'Start at login' })
    expect(await turn.isChecked()).toBe(on)
    await turn.click()
    await expect.poll(commands).toEqual([['setOpenAtLogin', !on]])
  })

  test.each([
    ['Sign-in needed', []],
    ['My light changed', ['sign-in-needed', 'light-changed']],
    ['Out of office is still on', ['sign-in-needed', 'still-out-of-office']],
    ['Light not confirmed', ['sign-in-needed', 'stale']],
  ])('switches a kind of notification: %s', async (name, notifications) => {
    const { page, commands } = await stage.open(settingsOn('notifications'))
    await page.getByRole('switch', { name, exact: true }).click()
    await expect.poll(commands).toEqual([['changeSettings', { notifications }]])
  })

  test('a palette shows its lights, and takes effect at once', async () => {
    const { page, commands } = await stage.open(settingsOn('light'))
    for (const [palette, name] of [
      ['teams', 'Teams'],
      ['colour-blind', 'For colour-blind eyes'],
    ] as const) {
      const pictures = page.locator('.palette').filter({ hasText: name }).locator('img')
      await expect.poll(() => pictures.count()).toBe(7)
      for (const picture of await pictures.all()) {
        expect(await picture.getAttribute('src')).toContain(`/${palette}/light/`)
        // A missing picture has no width.
        await expect
          .poll(() => picture.evaluate((img: HTMLImageElement) => img.naturalWidth))
          .toBeGreaterThan(0)
      }
    }
    expect(await page.getByRole('radio', { name: 'Teams' }).isChecked()).toBe(true)
    await page.getByRole('radio', { name: 'For colour-blind eyes' }).click()
    await expect.poll(commands).toEqual([['changeSettings', { palette: 'colour-blind' }]])
  })

  test('the account, and Sign out', async () => {
    const { page, commands, sendState } = await stage.open(settingsOn('account'))
    await page.getByText('adele.vance@contoso.com').waitFor()
    await button(page, 'Sign out').click()
    await expect.poll(commands).toEqual([['signOut']])
    await sendState({ ...settingsOn('account'), session: withoutUsername })
    await expect.poll(() => page.locator('.account bdi').allTextContents()).toEqual(['Adele Vance'])
  })

  test.each<[name: string, session: AccountView['session'], buttons: string[]]>([
    ['nobody', { kind: 'signed-out', problem: null }, ['Sign in', 'Try the demo day']],
    ['a sign-in in progress', { kind: 'signing-in' }, ['Cancel sign-in']],
    ['the demo day', { kind: 'demo', pretending: null }, []],
    ['this computer', { kind: 'this-computer' }, ['Sign in', 'Stop showing this computer']],
    [
      'another account',
      choosing().session,
      ['Follow grace@contoso.com', 'Stay with adele.vance@contoso.com'],
    ],
  ])('the account: %s', async (_name, session, buttons) => {
    const { page } = await stage.open({ ...settingsOn('account'), session })
    const account = page.locator('.settings-page')
    await account.waitFor()
    expect(await account.getByRole('button').allTextContents()).toEqual(buttons)
  })

  test('copies diagnostics with a confirmation, and opens the logs', async () => {
    const { page, clock, commands } = await stage.open(settingsOn('about'))
    await clock.pauseAt(NOW)
    await button(page, 'Copy diagnostics').click()
    await page.getByText('Copied', { exact: true }).waitFor()
    await button(page, 'Open logs').click()
    await expect.poll(commands).toEqual([['copyDiagnostics'], ['openLogs']])
  })

  test('saves and checks a tenant when its field loses the focus', async () => {
    const { page, commands, sendState } = await stage.open(settingsOn('registration'))
    await field(page, 'Tenant').fill('contoso.com')
    await field(page, 'Tenant').press('Tab')
    await sendState({
      ...settingsOn('registration'),
      settings: { ...list.settings, tenant: 'contoso.com' },
    })
    await page.getByText('contoso.com is tenant').waitFor()
    await expect.poll(commands).toEqual([
      ['checkTenant', { tenant: 'contoso.com', cloud: 'global' }],
      ['changeSettings', { tenant: 'contoso.com' }],
    ])
  })

  test('shows an interval that is not among the choices', async () => {
    const { page } = await stage.open(
      inSettings(
        following(presenceUnknown, { settings: { clientId: CLIENT_ID, intervalSeconds: 45 } }),
        'checking',
      ),
    )
    expect(await field(page, 'Check every').locator('option:checked').textContent()).toBe('45 seconds')
  })

  test('saves a valid client ID when its field loses the focus', async () => {
    const { page, commands } = await stage.open(settingsOn('registration'))
    const other = CLIENT_ID.replace('8', '9')
    await field(page, 'Client ID').fill(other)
    expect(await commands()).toEqual([])
    await field(page, 'Client ID').press('Tab')
    await expect.poll(commands).toEqual([['changeSettings', { clientId: other }]])
  })

  test('an invalid tenant shows a message, and the old one stays in use', async () => {
    const { page, commands } = await stage.open(settingsOn('registration'))
    await field(page, 'Tenant').fill('nowhere')
    await field(page, 'Tenant').press('Tab')
    await page.getByText('Still in use: organizations').waitFor()
    expect(await commands()).toEqual([])
  })

  test('Back opens the Now page', async () => {
    const { page, commands } = await stage.open(list)
    await button(page, 'Back').click()
    await expect.poll(commands).toEqual([['showPage', 'now']])
  })

  test('applies the theme and the language of the state', async () => {
    const { page, sendState } = await stage.open(list)
    const background = () =>
      page.locator('.window').evaluate((window) => getComputedStyle(window).backgroundColor)
    expect(await background()).toBe('rgb(255, 255, 255)')
    await sendState({ ...list, language: 'ru', settings: { ...list.settings, theme: 'dark' } })
    await page.getByRole('heading', { level: 1, name: 'Настройки' }).waitFor()
    await expect.poll(background).toBe('rgb(41, 41, 41)')
    await expect.poll(() => page.evaluate(() => document.documentElement.lang)).toBe('ru')
  })

  test.each([
    [{ colorScheme: 'dark' }, 'rgb(41, 41, 41)'],
    [{ colorScheme: 'light' }, 'rgb(255, 255, 255)'],
    [{ contrast: 'more' }, 'rgb(0, 0, 0)'],
  ] as const)('the system theme follows %j', async (options, colour) => {
    const { page } = await stage.open(list, options)
    expect(await page.locator('.window').evaluate((window) => getComputedStyle(window).backgroundColor)).toBe(
      colour,
    )
  })
})
