// The whole program by keyboard alone, in both languages: every view, every control, and never lost on the way.
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { expect } from 'vitest'
import type { SettingsPage } from '../../../app/model/names.ts'
import { wordsIn } from '../../../words/words.ts'
import { signInThroughBrowser } from '../../simulator/microsoft/browser.ts'
import { keyboardPerson } from '../stage/keyboard-person.ts'
import type { AppWindow } from '../stage/stage.ts'
import { test } from '../stage/story.ts'

const looks = [
  { language: 'en', theme: 'light' },
  { language: 'ru', theme: 'dark' },
] as const

const title = (window: AppWindow) => window.getByRole('heading', { level: 1 })

test.concurrent.for(looks)(
  'from the first start to the sign-out, in $language and $theme',
  { timeout: 900_000 },
  async ({ language, theme }, { start, fake, profile, soon, needs }) => {
    needs('simulator')
    const { t } = wordsIn(language)
    fake.presence = {
      availability: 'Available',
      activity: 'Available',
      outOfOfficeSettings: {
        isOutOfOffice: true,
        message: 'On leave.\nhttps://contoso.com/help\n'.repeat(9),
      },
    }
    // Only the person asks.
    const settings = { language, theme, intervalSeconds: 600 }
    const app = await start({ settings, browser: 'manual' })
    const person = await keyboardPerson(app)
    const { window, press, reach, use, isAt, walk, examine } = person
    const button = (name: string) => window.getByRole('button', { name, exact: true })
    const field = (name: string) => window.getByLabel(name, { exact: true })
    const heading = (name: string) => window.getByRole('heading', { level: 1, name, exact: true })
    const gear = button(t('tray.menu.settings'))
    const setting = (name: string) =>
      soon(async () => JSON.parse(await window.locator('html').evaluate(settingsAsJson))[name])

    // The first start, there and back.
    await title(window).waitFor()
    await walk('begin')
    await examine('begin')
    await use(button(t('setup.begin.administrator.title')))
    await isAt(heading(t('setup.administrator.title')))
    await walk('administrator')
    await examine('administrator')
    await use(button(t('window.back')))
    await isAt(heading(t('setup.title')))
    await use(button(t('setup.begin.signIn.title')))
    await isAt(field(t('setup.registration.clientId')))
    await use(button(t('setup.check.register')))
    await isAt(heading(t('setup.register.title')))
    await walk('register')
    await use(button(t('setup.copy', { what: 'http://localhost' })))
    await soon(async () => (await app.desktop()).clipboard).toBe('http://localhost')
    await use(button(t('setup.next')))
    await isAt(field(t('setup.registration.clientId')))
    await press('Enter')
    await isAt(field(t('setup.registration.clientId')))
    await person.type(fake.clientId)
    await walk('check')
    await examine('check')
    await use(button(t('setup.next')))
    await isAt(heading(t('setup.signIn.title')))
    await walk('sign in')
    await examine('sign in')
    await use(button(t('window.back')))
    await isAt(field(t('setup.registration.clientId')))
    await press('Enter')

    // Sign in and think better of it; Escape, and back through the tray.
    await use(button(t('tray.menu.sign-in')))
    await isAt(heading(t('window.signingIn.title')))
    await walk('signing in')
    await use(button(t('tray.menu.cancel-sign-in')))
    await soon(app.tooltip).toBe(t('presence.light.signed-out'))
    await isAt(title(window))
    await walk('signed out')
    await press('Escape')
    await soon(async () => (await app.desktop()).window?.visible).toBe(false)
    await openFromTray()
    await use(button(t('tray.menu.sign-in')))
    await isAt(heading(t('window.signingIn.title')))
    await soon(async () => (await app.desktop()).openedUrls.length).toBe(2)
    const { openedUrls } = await app.desktop()
    await signInThroughBrowser(fake.url, openedUrls.at(-1) ?? '')

    // Now.
    await soon(app.light).toBe('available-oof')
    await isAt(title(window))
    await walk('now')
    await use(button(t('window.message.all')))
    await use(button(t('window.message.less')))
    fake.presence = { availability: 'Busy', activity: 'InACall' }
    await use(button(t('tray.menu.check-now')))
    await soon(app.light).toBe('in-a-call')
    await isAt(button(t('tray.menu.check-now')))
    fake.presence = { availability: 'Away', activity: 'Away' }
    await press('Space')
    await soon(app.light).toBe('away')
    await use(button(t('window.pin')), 'Space')
    await setting('windowPinned').toBe(true)
    await press('Space')
    await setting('windowPinned').toBe(false)

    // Today.
    await use(button(t('today.page.today')))
    await window.getByRole('listbox').waitFor()
    await isAt(button(t('today.page.today')))
    await walk('today')
    await reach(window.getByRole('option').last())
    await press('Home')
    await isAt(window.getByRole('option').first())
    await press('ArrowRight')
    await isAt(window.getByRole('option').nth(1))
    await use(window.locator('summary'))
    await use(button(t('today.export')))
    await soon(() => readdir(join(profile, 'downloads')).catch(() => [])).toHaveLength(1)
    await window.getByRole('status').getByText('.csv').waitFor()
    await isAt(button(t('today.export')))
    await use(button(t('today.erase')))
    await isAt(button(t('today.eraseNo')))
    await press('Enter')
    await isAt(button(t('today.erase')))
    await press('Enter')
    await use(button(t('today.eraseYes')))
    await isAt(window.getByText(t('today.erased')))

    // Settings: the list by arrow keys, then every page and control.
    const entry = (page: SettingsPage) =>
      button(`${t(`settings.page.${page}`)} ${t(`settings.pageHint.${page}`)}`)
    const open = async (page: SettingsPage) => {
      await use(entry(page))
      await isAt(heading(t(`settings.page.${page}`)))
      await walk(page)
    }
    /** Back to the list, where the entry of that page has the focus. */
    const leave = async (page: SettingsPage, way: 'Escape' | 'button') => {
      if (way === 'Escape') await press('Escape')
      else await use(button(t('tray.menu.settings')))
      await isAt(entry(page))
    }
    await use(gear)
    await isAt(heading(t('tray.menu.settings')))
    await walk('settings')
    await reach(entry('account'))
    await press('End')
    await isAt(entry('about'))
    await press('ArrowUp')
    await isAt(entry('more'))
    await press('Home')
    await isAt(entry('account'))
    await press('ArrowDown')
    await isAt(entry('light'))
    await open('account')
    await leave('account', 'Escape')
    await open('checking')
    await use(field(t('settings.interval')), 'ArrowUp')
    await setting('intervalSeconds').toBe(300)
    await leave('checking', 'button')
    await open('light')
    await use(window.getByRole('radio', { checked: true }), 'ArrowDown')
    await setting('palette').toBe('colour-blind')
    await isAt(window.getByRole('radio', { checked: true }))
    await leave('light', 'Escape')
    await open('notifications')
    const staleSwitch = window.getByRole('switch', { name: t('settings.notification.stale') })
    await use(staleSwitch, 'Space')
    await setting('notifications').toEqual(['sign-in-needed', 'stale'])
    await isAt(staleSwitch)
    await leave('notifications', 'button')
    await open('elsewhere')
    await leave('elsewhere', 'Escape')
    await open('registration')
    await leave('registration', 'Escape')
    await open('more')
    await use(window.getByRole('switch', { name: t('tray.menu.start-at-login') }), 'Space')
    await soon(async () => (await app.desktop()).loginItem.openAtLogin).toBe(true)
    await use(field(t('settings.theme')), 'End')
    await setting('theme').toBe('high-contrast')
    await window.locator('.high-contrast-theme').waitFor()
    await isAt(field(t('settings.theme')))
    await use(window.getByRole('switch', { name: t('settings.keepHistory') }), 'Space')
    await setting('keepHistory').toBe(false)
    await leave('more', 'button')
    await open('about')
    await use(button(t('settings.copyDiagnostics')))
    await soon(async () => (await app.desktop()).clipboard).toMatch(/^Tally Light \d/)
    await leave('about', 'Escape')
    await use(button(t('window.back')))
    await isAt(gear)

    // Pause from the tray's menu, go on from the window, sign out.
    await press('Escape')
    await reach((await app.page()).locator('#menu-button'))
    await press('Enter')
    await choose(t('tray.menu.pause'), 'ArrowRight')
    await press('Enter')
    await soon(app.light).toBe('paused')
    await openFromTray()
    await walk('paused')
    await use(button(t('tray.menu.resume')))
    await soon(app.light).toBe('away')
    await isAt(title(window))
    await use(button(t('window.signOut')))
    await soon(app.tooltip).toBe(t('presence.light.signed-out'))
    await isAt(title(window))

    // The demo day, and a day before it.
    await use(button(t('setup.tryDemo')))
    await isAt(title(window))
    await walk('demo')
    await use(button(t('today.page.today')))
    await use(button(t('today.previous')))
    await isAt(button(t('today.previous')))
    await use(button(t('tray.menu.leave-demo')))
    await isAt(title(window))
    expect((await app.desktop()).errors).toEqual([])

    async function openFromTray() {
      await reach((await app.page()).locator('#tray button'))
      await press('Enter')
      // It takes the focus when it appears, which is later than the key.
      await soon(() => window.locator('html').evaluate(() => document.hasFocus())).toBe(true)
    }

    async function choose(label: string, key: string) {
      const entry = (await app.page()).getByRole('menuitem', { name: label })
      for (let step = 0; step < 12; step += 1) {
        if (await entry.evaluate((shown) => shown === document.activeElement)) return press(key)
        await press('ArrowDown')
      }
      throw new Error(`The menu has no ${label}`)
    }
  },
)

/** What the app answers the window. */
const settingsAsJson = async () => JSON.stringify((await globalThis.window.tally.watch()).settings)
