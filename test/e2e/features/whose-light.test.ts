// The light of a colleague, as a person chooses it: asked for, marked everywhere, kept, and forgotten.
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect } from 'vitest'
import { test } from '../stage/story.ts'

const GRACE = 'Grace Hopper'

test.concurrent('is chosen in the settings and in the menu, marked with the name, and forgotten at a sign-out', async ({
  startSignedIn,
  fake,
  profile,
  soon,
}) => {
  const app = await startSignedIn({ intervalSeconds: 600 })
  await app.menu("Show a colleague's light…")
  const window = await app.window()
  await window.getByText('Show somebody else').click()
  await window.getByText('what every colleague can see in Teams').waitFor()
  expect((await app.desktop()).openedUrls).toHaveLength(1)

  // The consent, at this moment.
  await window.getByRole('switch', { name: 'Colleagues' }).click()
  const field = window.getByRole('combobox', { name: 'Name or address' })
  await field.waitFor()
  expect((await app.desktop()).openedUrls.at(-1)).toContain('Presence.Read.All')
  await field.fill('grace')
  await window.getByRole('option', { name: new RegExp(GRACE) }).click()
  await soon(app.light).toBe('presenting')
  const own = fake.presenceRequests()
  expect(await app.tooltip()).toMatch(/^Grace Hopper · Presenting · since /)
  expect((await app.desktop()).menu[0]?.label).toMatch(/^Grace Hopper · Presenting/)
  await window.getByRole('region', { name: 'Whose light' }).getByText(GRACE).waitFor()
  const status = async () => JSON.parse(await readFile(join(profile, 'status.json'), 'utf8'))
  await soon(async () => (await status()).person).toBe(GRACE)
  expect((await status()).words).toBe('Grace Hopper · Presenting')

  // Only the colleague is asked for, also after a restart.
  const again = await app.restart()
  await soon(again.tooltip).toMatch(/^Grace Hopper · Presenting/)
  expect(fake.presenceRequests()).toBe(own)
  expect(fake.asked('presence-of-user').length).toBeGreaterThan(1)

  // Left: said, and not replaced by one's own.
  fake.people = fake.people.map((one) => ({ ...one, visibility: 'left' }))
  await again.menu('Check now')
  await soon(again.tooltip).toContain(GRACE)

  await again.menu('Whose light', 'My own')
  await soon(again.tooltip).toMatch(/^Available · since /)
  fake.people = fake.people.map((one) => ({ ...one, visibility: 'visible' }))
  expect(await readdir(join(profile, 'whose-light'))).toEqual([])

  await again.menu('Whose light', 'Somebody else…')
  const nextWindow = await again.window()
  await nextWindow.getByText('Show somebody else').click()
  await nextWindow.getByRole('combobox', { name: 'Name or address' }).fill('alan')
  await nextWindow.getByRole('option', { name: /Alan Turing/ }).click()
  await soon(again.tooltip).toMatch(/^Alan Turing · Be right back/)
  await again.menu('Sign out')
  await soon(again.light).toBe('signed-out')
  expect(await again.tooltip()).toBe('Signed out')
  await soon(() => readdir(join(profile, 'whose-light'))).toEqual([])
})
