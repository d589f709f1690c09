// The tray and its menu: all that the app can do without its window, and how it starts and ends.
import { readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { expect } from 'vitest'
import type { Desktop } from '../stage/running-app.ts'
import { test } from '../stage/story.ts'

const labels = ({ menu }: Desktop) =>
  menu.filter(({ type }) => type !== 'separator').map(({ label }) => label)
const entry = ({ menu }: Desktop, label: string) => menu.find((one) => one.label === label)

test.concurrent('a pause stops every question, survives a restart, and ends with Resume; Quit ends with code 0', async ({
  startSignedIn,
  fake,
  soon,
}) => {
  const app = await startSignedIn({ intervalSeconds: 600 })
  await app.menu('Pause', '1 h')
  await soon(app.light).toBe('paused')
  await soon(app.tooltip).toMatch(/^Paused · until (tomorrow, )?\d\d:\d\d$/)
  const before = fake.presenceRequests()
  await soon(async () => entry(await app.desktop(), 'Check now')?.enabled).toBe(false)
  await app.menu('Open')
  await app.post('power', { event: 'resume' })

  const again = await app.restart()
  await soon(again.light).toBe('paused')
  const window = await again.window()
  await window.getByText(/^Nothing is checked until/).waitFor()
  expect(fake.presenceRequests()).toBe(before)
  fake.presence = { availability: 'Busy', activity: 'Busy' }
  await again.menu('Pause', 'Resume')
  await soon(again.light).toBe('busy')

  await again.menu('Pause', 'Until tomorrow')
  await soon(again.light).toBe('paused')
  await window.getByRole('button', { name: 'Resume' }).click()
  await soon(again.light).toBe('busy')

  // The answer may be cut off by the end it asks for.
  await again.menu('Quit').catch(() => {})
  expect(await again.ended()).toBe(0)
})

test.concurrent('Start at login writes the autostart file, quoted and hidden, and takes it away', async ({
  start,
  profile,
  soon,
  needs,
}) => {
  needs('Linux')
  // What runs is Node here, and nobody else's program: the image is where that is.
  needs('simulator')
  const APPDIR = dirname(process.execPath)
  const app = await start({
    environment: { APPDIR, APPIMAGE: '/home/ada/My Apps/Tally $1 "100%".AppImage' },
  })
  expect(await app.desktop()).toMatchObject({ loginItem: { openAtLogin: false } })
  await app.menu('Start at login')
  await soon(async () => (await app.desktop()).loginItem.openAtLogin).toBe(true)
  await soon(async () => entry(await app.desktop(), 'Start at login')?.checked).toBe(true)
  const file = await readFile(join(profile, 'appdata', 'autostart', 'tally-light.desktop'), 'utf8')
  const command = /^Exec=(.*)$/m.exec(file)?.[1]
  expect(command).toContain(String.raw`"/home/ada/My Apps/Tally \\$1 \\"100%%\\".AppImage" `)
  expect(command).toMatch(/ --hidden$/)

  const again = await app.restart()
  await soon(async () => entry(await again.desktop(), 'Start at login')?.checked).toBe(true)
  await again.menu('Start at login')
  await soon(async () => (await again.desktop()).loginItem.openAtLogin).toBe(false)
  await soon(async () => entry(await again.desktop(), 'Start at login')?.checked).toBe(false)
})

test.concurrent('the window opens, shows the settings, hides when closed, and the app lives on; the menu says the light first', async ({
  startSignedIn,
  fake,
  soon,
  answered,
}) => {
  const app = await startSignedIn({ intervalSeconds: 600 })
  const window = await app.window()
  const visible = async () => (await app.desktop()).window?.visible ?? false
  await soon(visible).toBe(true)

  await app.menu('Settings')
  await window.getByRole('heading', { name: 'Settings' }).waitFor()
  await window.getByRole('button', { name: 'Close' }).click()
  await soon(async () => (await app.desktop()).window).toMatchObject({ visible: false })
  await answered(app)
  fake.presence = { availability: 'Busy', activity: 'Busy' }
  await app.menu('Check now')
  await soon(app.light).toBe('busy')

  await app.menu('Open')
  await soon(visible).toBe(true)
  await window.getByRole('heading', { name: 'Busy', exact: true }).waitFor()
  await window.getByRole('button', { name: 'Check now' }).press('Escape')
  await soon(visible).toBe(false)
  await app.post('second-instance', { args: ['--hidden-from-nobody'] })
  await soon(visible).toBe(true)

  // Another palette draws the same light in other colours, at once.
  const { icon, image } = (await app.desktop()).tray
  await app.tally.changeSettings({ palette: 'colour-blind' })
  await soon(async () => (await app.desktop()).tray.image).not.toBe(image)
  expect((await app.desktop()).tray.icon).toBe(icon)

  const desktop = await app.desktop()
  expect(labels(desktop)).toEqual([
    desktop.tray.tooltip,
    'Open',
    'Check now',
    'Pause',
    'Set my status…',
    "Show a colleague's light…",
    'Sign out',
    'Start at login',
    'Settings',
    'Quit',
  ])
  expect(desktop.menu[0]?.enabled).toBe(false)
  expect(
    entry(desktop, 'Pause')?.submenu?.map(({ label, type, enabled }) => [
      type === 'separator' ? '' : label,
      enabled,
    ]),
  ).toEqual([
    ['30 min', true],
    ['1 h', true],
    ['Until tomorrow', true],
    ['', true],
    ['Resume', false],
  ])

  await app.menu('Sign out')
  await soon(app.tooltip).toBe('Signed out')
  await soon(async () => labels(await app.desktop())).toEqual([
    'Signed out',
    'Open',
    'Check now',
    'Pause',
    'Sign in',
    'Start at login',
    'Settings',
    'Quit',
  ])
  expect(entry(await app.desktop(), 'Check now')?.enabled).toBe(false)
})

test.concurrent('started with --hidden it stays in the tray until it is opened', async ({
  startSignedIn,
  soon,
}) => {
  const app = await startSignedIn({}, { args: '--hidden' })
  expect((await app.desktop()).window?.visible ?? false).toBe(false)
  await app.menu('Open')
  await soon(async () => (await app.desktop()).window?.visible).toBe(true)
  await (await app.window()).getByRole('heading', { name: 'Available', exact: true }).waitFor()
})

test.concurrent('a Russian system hears Russian', async ({ start, fake, soon }) => {
  const app = await start({ args: '--lang=ru', settings: { clientId: fake.clientId } })
  await app.menu('Войти')
  await soon(app.tooltip).toMatch(/^Доступен · /)
  await soon(async () => labels(await app.desktop())).toContain('Проверить сейчас')
  const window = await app.window()
  await window.getByRole('heading', { name: 'Доступен' }).waitFor()
  await soon(() => window.locator('html').getAttribute('lang')).toBe('ru')
})
