// Start at login shows what the next login will do, on each system, and what puts it right.
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect } from 'vitest'
import type { RunningApp } from '../stage/running-app.ts'
import { test } from '../stage/story.ts'

const inMenu = async (app: RunningApp) =>
  (await app.desktop()).menu.find(({ label }) => label === 'Start at login')?.checked

test.concurrent('Windows: switched off in the Task Manager, and on again here', async ({
  start,
  soon,
  needs,
}) => {
  needs('simulator')
  const app = await start({ system: 'windows' })
  await app.menu('Start at login')
  await soon(() => inMenu(app)).toBe(true)
  await app.post('login-item', { allowed: false })
  await app.openSettings('more')
  await soon(() => inMenu(app)).toBe(false)
  const window = await app.window()
  const note = window.getByText('it was switched off in the Task Manager')
  await note.waitFor()
  await window.getByRole('button', { name: "Open the system's settings" }).click()
  await soon(async () => (await app.desktop()).openedUrls).toContain('ms-settings:startupapps')
  await window.getByRole('switch', { name: 'Start at login' }).click()
  await note.waitFor({ state: 'hidden' })
  expect(await inMenu(app)).toBe(true)
  expect(await app.desktop()).toMatchObject({ loginItem: { openAtLogin: true }, errors: [] })
})

test.concurrent('macOS: waits for an approval, and the menu leads to where that is said', async ({
  start,
  soon,
  needs,
}) => {
  needs('simulator')
  const app = await start({ system: 'macos' })
  await app.post('login-item', { allowed: false })
  await app.menu('Start at login')
  const window = await app.window()
  const note = window.getByText('until you allow Tally Light under Login Items')
  await note.waitFor()
  expect(await inMenu(app)).toBe(false)
  await window.getByRole('button', { name: "Open the system's settings" }).click()
  await soon(async () => (await app.desktop()).openedUrls).toContain(
    'x-apple.systempreferences:com.apple.LoginItems-Settings.extension',
  )
  await app.post('login-item', { allowed: true })
  await window.getByRole('button', { name: 'Settings', exact: true }).click()
  await app.openSettings('more')
  await note.waitFor({ state: 'hidden' })
  await soon(() => inMenu(app)).toBe(true)
})

test.concurrent('Linux: an entry whose program is gone, and one that the desktop has switched off', async ({
  start,
  profile,
  soon,
  needs,
}) => {
  needs('Linux')
  const file = join(profile, 'appdata', 'autostart', 'tally-light.desktop')
  await mkdir(join(file, '..'), { recursive: true })
  await writeFile(file, '[Desktop Entry]\nName=Tally Light\nExec=/gone/Tally.AppImage --hidden\n')
  const app = await start({ args: '--password-store=basic' })
  await app.openSettings('more')
  const window = await app.window()
  const broken = window.getByText('Its entry starts nothing')
  await broken.waitFor()
  expect(await inMenu(app)).toBe(false)
  await window.getByRole('button', { name: 'Start this program at login' }).click()
  await broken.waitFor({ state: 'hidden' })
  await soon(() => inMenu(app)).toBe(true)
  expect(await readFile(file, 'utf8')).toMatch(/^Exec=.* --password-store=basic --hidden$/m)

  await writeFile(file, `${await readFile(file, 'utf8')}Hidden=true\n`)
  const back = window.getByRole('button', { name: 'Settings', exact: true })
  await back.click()
  // A choice in the menu goes another way, and may come before it.
  await back.waitFor({ state: 'hidden' })
  await app.openSettings('more')
  await window.getByText("switched off in your desktop's list").waitFor()
  await soon(() => inMenu(app)).toBe(false)
})
