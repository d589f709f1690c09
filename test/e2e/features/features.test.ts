// Consent step by step: each feature asks for its own when it is switched on, and a no costs nothing else.
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect } from 'vitest'
import type { FakeMicrosoft } from '../../../simulator/microsoft/fake-microsoft.ts'
import { test } from '../stage/story.ts'

const presences = (fake: FakeMicrosoft) => fake.presenceRequests()
const scopesOf = (urls: readonly string[]) =>
  urls.map((url) => new URL(url).searchParams.get('scope')?.replace(' openid profile offline_access', ''))

const switches = { 'Set my status': 'Presence.ReadWrite', Colleagues: 'Presence.Read.All User.ReadBasic.All' }

test.concurrent('each asks in the browser when it is switched on, can be cancelled, and does not ask again after a restart', async ({
  startSignedIn,
  fake,
  profile,
  soon,
}) => {
  const app = await startSignedIn({ intervalSeconds: 600 })
  const kept = async () => JSON.parse(await readFile(join(profile, 'settings.json'), 'utf8')).features
  const window = await app.window()
  await app.openSettings('account')
  fake.fail('authorize', 'hang')
  await window.getByRole('switch', { name: 'Set my status' }).click()
  // The fault is for this page: a cancel before it is asked for would leave it to the next one.
  await soon(() => fake.requests.filter(({ path }) => path.endsWith('/authorize')).length).toBe(2)
  await window.getByRole('button', { name: 'Cancel' }).click()
  await soon(() => window.getByRole('switch', { name: 'Set my status' }).isChecked()).toBe(false)
  expect(await app.light()).toBe('available')

  await app.menu('Set my status…')
  for (const [number, name] of Object.keys(switches).entries()) {
    await window.getByRole('switch', { name }).click()
    await soon(kept).toHaveLength(number + 1)
    await soon(() => window.getByText('Continue in the browser.').count()).toBe(0)
    await soon(() => window.getByRole('switch', { name }).isChecked()).toBe(true)
  }
  expect(scopesOf((await app.desktop()).openedUrls)).toEqual([
    'Presence.Read',
    switches['Set my status'],
    ...Object.values(switches),
  ])
  expect(await app.light()).toBe('available')

  const again = await app.restart()
  await soon(again.light).toBe('available')
  await again.menu('My status', 'Busy', 'For 1 h')
  await soon(again.light).toBe('busy')
  expect((await again.desktop()).openedUrls).toEqual([])
})

for (const [refused, scopes] of Object.entries(switches)) {
  test.concurrent(`“${refused}” refused leaves the rest working`, async ({
    startSignedIn,
    fake,
    soon,
    answered,
  }) => {
    const app = await startSignedIn({ intervalSeconds: 600 })
    fake.consent = Object.fromEntries(scopes.split(' ').map((permission) => [permission, 'admin-only']))
    await app.openSettings('account')
    const window = await app.window()
    const [other = ''] = Object.keys(switches).filter((name) => name !== refused)
    await window.getByRole('switch', { name: refused }).click()
    await window.getByRole('heading', { name: 'An administrator has to allow this' }).waitFor()
    expect(await app.light()).toBe('available')

    await window.getByRole('button', { name: 'Copy a message for the administrator' }).click()
    await soon(async () => (await app.desktop()).clipboard).toContain('adminconsent?')
    const { clipboard } = await app.desktop()
    const link = /https:\S+adminconsent\S+/.exec(clipboard)?.[0] ?? ''
    expect(new URL(link).searchParams.get('scope')).toBe(`Presence.Read ${scopes}`)
    for (const permission of scopes.split(' ')) expect(clipboard).toContain(`${permission}: each person`)

    await window.getByRole('switch', { name: other }).click()
    await soon(() => window.getByRole('switch', { name: other }).isChecked()).toBe(true)
    await soon(() => window.getByText('Continue in the browser.').count()).toBe(0)
    expect(await window.getByRole('heading', { name: 'An administrator has to allow this' }).count()).toBe(1)

    // Colleagues that are switched on are asked for at once, with one's own presence.
    await answered(app)
    const before = presences(fake)
    fake.presence = { availability: 'Busy', activity: 'InACall' }
    await app.menu('Check now')
    await soon(app.light).toBe('in-a-call')
    expect(presences(fake)).toBeGreaterThan(before)

    // The administrator agrees: another try needs no page.
    const pages = (await app.desktop()).openedUrls.length
    fake.consent = Object.fromEntries(scopes.split(' ').map((permission) => [permission, 'granted']))
    await window.getByRole('button', { name: 'Try again' }).click()
    await soon(() =>
      window.getByRole('heading', { name: 'An administrator has to allow this' }).count(),
    ).toBe(0)
    expect((await app.desktop()).openedUrls).toHaveLength(pages)
  })
}

test.concurrent('a consent taken back holds up that feature alone, at its first use, without a page', async ({
  startSignedIn,
  fake,
  soon,
  answered,
}) => {
  fake.consent = { 'Presence.Read': 'granted' }
  const app = await startSignedIn({ intervalSeconds: 600, features: ['own-status'] })
  const pages = (await app.desktop()).openedUrls.length
  await app.menu('My status', 'Busy', 'For 1 h')
  const window = await app.window()
  await window.getByRole('heading', { name: 'A permission is missing' }).waitFor()
  expect(await app.light()).toBe('available')
  expect((await app.desktop()).openedUrls).toHaveLength(pages)
  // The window has come to the front, and so it asks.
  await answered(app)
  fake.presence = { availability: 'Busy', activity: 'InACall' }
  await app.menu('Check now')
  await soon(app.light).toBe('in-a-call')
})
