// The settings: each choice takes effect at once and is still there after a restart.
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect } from 'vitest'
import { test } from '../stage/story.ts'

test.concurrent('interval, theme and language change at once and survive a restart', async ({
  startSignedIn,
  fake,
  profile,
  soon,
}) => {
  const app = await startSignedIn({ intervalSeconds: 600 }, { clock: 'controlled' })
  const window = await app.window()
  // Opening the window makes it ask; from here on only the interval does.
  fake.presence = { availability: 'Busy', activity: 'Busy' }
  await app.openSettings('checking')
  await soon(app.light).toBe('busy')
  fake.presence = { availability: 'Available', activity: 'Available' }
  await window.getByLabel('Check every').selectOption('5 seconds')
  await soon(async () => (await app.tally.watch()).settings.intervalSeconds).toBe(5)
  await app.pass(5500)
  await soon(app.light).toBe('available')

  await app.openSettings('more')
  await window.getByLabel('Theme').selectOption('Dark')
  const background = () =>
    window.locator('.window').evaluate((page) => getComputedStyle(page).backgroundColor)
  await soon(background).toBe('rgb(41, 41, 41)')
  await window.getByLabel('Theme').selectOption('Light')
  await soon(background).not.toBe('rgb(41, 41, 41)')
  await window.getByLabel('Theme').selectOption('Dark')

  await window.getByLabel('Language').selectOption('Русский')
  await window.getByRole('heading', { name: 'Ещё', exact: true }).waitFor()
  await soon(app.tooltip).toMatch(/^Доступен · /)
  await soon(async () => (await app.desktop()).menu.map(({ label }) => label)).toContain('Проверить сейчас')

  const stored: unknown = JSON.parse(await readFile(join(profile, 'settings.json'), 'utf8'))
  expect(stored).toMatchObject({ intervalSeconds: 5, theme: 'dark', language: 'ru', clientId: fake.clientId })
  const again = await app.restart()
  await soon(again.tooltip).toMatch(/^Доступен · /)
  const shown = await again.window()
  await soon(() => shown.locator('.window').evaluate((page) => getComputedStyle(page).backgroundColor)).toBe(
    'rgb(41, 41, 41)',
  )
})

test.concurrent('another client id signs out and forgets the tokens; a wrong one changes nothing; the switches', async ({
  startSignedIn,
  fake,
  profile,
  soon,
  answered,
}) => {
  const app = await startSignedIn({ intervalSeconds: 600 })
  const window = await app.window()
  await app.openSettings('registration')
  const field = window.getByLabel('Client ID')

  await field.fill('no client id')
  await field.press('Tab')
  await window.getByText(`Still in use: ${fake.clientId}`).waitFor()
  expect(await app.light()).toBe('available')
  expect(await readdir(profile)).toContain('tokens')

  await field.fill('22222222-2222-4222-8222-222222222222')
  await field.press('Tab')
  await soon(app.tooltip).toBe('Signed out')
  await soon(() => readdir(profile)).not.toContain('tokens')
  expect((await app.desktop()).openedUrls).toHaveLength(1)

  await field.fill(fake.clientId)
  await field.press('Tab')
  await soon(async () => JSON.parse(await readFile(join(profile, 'settings.json'), 'utf8')).clientId).toBe(
    fake.clientId,
  )
  await app.menu('Sign in')
  await soon(app.light).toBe('available')

  await app.openSettings('more')
  await window.getByLabel('Start at login').click()
  await soon(async () => (await app.desktop()).loginItem.openAtLogin).toBe(true)
  const entry = async () => (await app.desktop()).menu.find(({ label }) => label === 'Start at login')
  await soon(async () => (await entry())?.checked).toBe(true)

  await app.openSettings('notifications')
  const signInNeeded = window.getByRole('switch', { name: 'Sign-in needed' })
  await signInNeeded.click()
  await soon(() => signInNeeded.isChecked()).toBe(false)
  await answered(app)
  fake.revoke()
  await app.menu('Check now')
  await soon(app.light).toBe('attention')
  expect((await app.desktop()).notifications).toEqual([])
})

test.concurrent('diagnostics are copied, and hold nothing of the person or the tokens', async ({
  startSignedIn,
  fake,
  soon,
}) => {
  const app = await startSignedIn({ tenant: 'contoso.example' })
  const window = await app.window()
  fake.presence = {
    availability: 'Busy',
    activity: 'InACall',
    statusMessage: { message: { content: 'Heads down on the release', contentType: 'text' } },
  }
  await app.menu('Check now')
  await soon(app.light).toBe('in-a-call')
  await app.openSettings('about')
  // It says so for three seconds.
  const copied = window.getByText('Copied', { exact: true }).waitFor()
  await Promise.all([copied, window.getByRole('button', { name: 'Copy diagnostics' }).click()])
  const { clipboard } = await app.desktop()
  expect(clipboard).toMatch(/^Tally Light \d/)
  expect(clipboard).toContain('Light: in-a-call\nReason: Busy/InACall')
  expect(clipboard).toContain('available → in-a-call')
  const { name, username } = fake.account
  const personal = [name, username, 'contoso', 'Heads down', fake.clientId, fake.tenantId, ...fake.secrets()]
  for (const text of personal) expect(clipboard).not.toContain(text)
})
