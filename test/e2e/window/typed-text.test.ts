// What is half typed outlives the ten minutes after which a hidden window is let go, and nothing of it is written down.
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect } from 'vitest'
import { test } from '../stage/story.ts'

const TEN_MINUTES_MS = 10 * 60_000

test.concurrent('half typed, then hidden for ten minutes: it is there again, in every field and in Russian', async ({
  startSignedIn,
  fake,
  profile,
  soon,
}) => {
  // On a busy machine the search is sent before the page changes.
  fake.consent = {
    'Presence.ReadWrite': 'granted',
    'Presence.Read.All': 'granted',
    'User.ReadBasic.All': 'granted',
  }
  const app = await startSignedIn(
    { features: ['own-status', 'colleagues'], intervalSeconds: 600 },
    { clock: 'controlled' },
  )
  const window = await app.window()
  const message = window.locator('textarea')
  const search = window.locator('input[role=combobox]')
  await app.menu('Open')
  await window.getByRole('button', { name: 'Set status' }).click()
  await message.fill('Back at tvelve')
  await window.getByRole('button', { name: 'Colleagues' }).click()
  await search.fill('Konrd')
  await app.openSettings('registration')
  await window.locator('[name=tenant]').fill('contoso.exampl')

  async function letGo() {
    await app.post('window', { action: 'close' })
    await app.pass(TEN_MINUTES_MS)
    await soon(async () => (await app.desktop()).window).toBe(null)
  }
  async function isThere() {
    await app.menu('Open')
    await message.waitFor()
    expect(await message.inputValue()).toBe('Back at tvelve')
    await window.getByRole('button', { name: 'Colleagues' }).click()
    await search.waitFor()
    expect(await search.inputValue()).toBe('Konrd')
    await app.openSettings('registration')
    const tenant = window.locator('[name=tenant]')
    await tenant.waitFor()
    expect(await tenant.inputValue()).toBe('contoso.exampl')
    await app.menu('Open')
    await message.waitFor()
  }
  // Settings stay until they are closed; the window goes from any other page.
  await app.menu('Open')
  await letGo()
  await isThere()
  await app.tally.changeSettings({ language: 'ru' })
  await window.locator('html[lang=ru]').waitFor({ state: 'attached' })
  expect(await message.inputValue()).toBe('Back at tvelve')
  await app.tally.changeSettings({ language: 'en' })
  await letGo()
  await app.menu('Open')
  await message.waitFor()
  await window.getByRole('button', { name: 'Discard what was typed' }).click()
  await letGo()
  await app.menu('Open')
  await window.getByRole('button', { name: 'Set status' }).waitFor()
  expect(await message.count()).toBe(0)

  expect(fake.asked('set-status-message')).toEqual([])
  await app.quit()
  const names = await readdir(profile, { recursive: true, withFileTypes: true })
  const written = names.filter((one) => one.isFile()).map((one) => join(one.parentPath, one.name))
  const texts = await Promise.all(written.map((path) => readFile(path, 'latin1')))
  expect(texts.length).toBeGreaterThan(2)
  for (const typed of ['tvelve', 'Konrd', 'contoso.exampl']) expect(texts.join()).not.toContain(typed)
})
