// Managed settings in the whole program: from a policy file to a light, and nothing of it changed, kept or half applied.
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect } from 'vitest'
import type { Tally } from '../../../app/contract/contract.ts'
import { brokenPolicies } from '../../support/policies.ts'
import type { AppWindow } from '../stage/stage.ts'
import { test } from '../stage/story.ts'

const OTHER_ID = '22222222-2222-4222-8222-222222222222'

/** In the test's own folder, with which it goes. */
async function policyFile(folder: string, policy: unknown): Promise<string> {
  const path = join(folder, 'policy.json')
  await writeFile(path, typeof policy === 'string' ? policy : JSON.stringify(policy))
  return path
}
const keptIn = async (profile: string): Promise<unknown> =>
  JSON.parse(await readFile(join(profile, 'settings.json'), 'utf8'))

/** Asks the app as the window's own code could, whatever its views offer; resolves to the words of a refusal. */
const asking = (window: AppWindow, change: Parameters<Tally['changeSettings']>[0]) =>
  window
    .locator('main')
    .evaluate((_main, asked) => globalThis.window.tally.changeSettings(asked).then(String, String), change)

test.concurrent('a managed first start: one click on “Sign in”, and the light is there', async ({
  start,
  fake,
  profile,
  soon,
}) => {
  const policy = await policyFile(profile, {
    organization: 'Contoso',
    clientId: fake.clientId,
    tenant: 'contoso.example',
    intervalSeconds: 600,
  })
  const app = await start({ policy })
  const window = await app.window()
  await window.getByText('Managed by Contoso').waitFor()
  expect(await window.getByRole('textbox').count()).toBe(0)
  expect((await app.desktop()).openedUrls).toEqual([])
  await window.getByRole('button', { name: 'Sign in' }).click()
  await soon(app.light).toBe('available')
  const { openedUrls } = await app.desktop()
  expect(openedUrls.map((url) => new URL(url).pathname)).toEqual(['/contoso.example/oauth2/v2.0/authorize'])

  for (const [settingsPage, name] of [
    ['registration', 'Client ID'],
    ['registration', 'Tenant'],
    ['checking', 'Check every'],
  ] as const) {
    await app.openSettings(settingsPage)
    expect(await window.getByLabel(name, { exact: true }).getAttribute('readonly'), name).not.toBeNull()
  }
  expect(await readdir(profile)).toContain('tokens')
  expect(await readdir(profile)).not.toContain('settings.json')

  const again = await app.restart()
  await soon(again.light).toBe('available')
  await again.openSettings('about')
  await (await again.window()).getByRole('button', { name: 'Copy diagnostics' }).click()
  await soon(async () => (await again.desktop()).clipboard).toContain(
    'Policy: in force: clientId, tenant, intervalSeconds\n',
  )
  expect((await again.desktop()).clipboard).toContain('Managed: clientId, tenant, intervalSeconds')
})

test.concurrent('whatever the window asks, what is set stays, and the person’s own comes back with its end', async ({
  startSignedIn,
  fake,
  profile,
  soon,
}) => {
  const own = { intervalSeconds: 600, features: ['own-status'] }
  const policy = await policyFile(profile, {
    clientId: fake.clientId,
    cloud: 'global',
    intervalSeconds: 300,
    features: { 'own-status': false },
  })
  const app = await startSignedIn(own, { policy })
  await app.menu('Settings')
  const window = await app.window()
  const before = await keptIn(profile)
  const changes = [
    { clientId: OTHER_ID },
    { clientId: '' },
    { cloud: 'china' },
    { intervalSeconds: 5 },
  ] as const
  for (const change of changes) {
    const words = await asking(window, { theme: 'dark', ...change, language: 'ru' })
    expect(words, JSON.stringify(change)).toMatch(/is set by your organisation, so nothing was changed/)
  }
  expect(await keptIn(profile)).toEqual(before)
  expect(await app.light()).toBe('available')
  await window.getByRole('heading', { name: 'Settings', exact: true }).waitFor()
  await app.openSettings('account')
  const status = window.getByRole('switch', { name: 'Set my status' })
  expect(await status.isChecked()).toBe(false)
  await status.click({ force: true })
  // What is not set is changed as ever, also in one breath with what is as it was set.
  expect(await asking(window, { theme: 'dark', clientId: fake.clientId })).toBe('undefined')
  await soon(() => keptIn(profile)).toMatchObject({ ...own, theme: 'dark' })
  expect((await app.desktop()).openedUrls).toHaveLength(1)

  const again = await app.restart({ policy: join(profile, 'none.json') })
  await again.openSettings('checking')
  const free = await again.window()
  await soon(() => free.getByLabel('Check every').inputValue()).toBe('600')
  await again.openSettings('account')
  expect(await free.getByRole('switch', { name: 'Set my status' }).isChecked()).toBe(true)
})

test.concurrent('a broken policy: the person’s own settings and light go on; a client ID that comes to be managed needs another sign-in', async ({
  startSignedIn,
  fake,
  profile,
  soon,
}) => {
  const wrong = brokenPolicies.find(({ key }) => key === 'cloud')
  const app = await startSignedIn(
    { intervalSeconds: 600 },
    { policy: await policyFile(profile, wrong?.policy) },
  )
  expect(await app.light()).toBe('available')
  const window = await app.window()
  await app.menu('Settings')
  const card = window.getByRole('region', { name: "Your organisation's settings could not be read" })
  await soon(() => card.textContent()).toContain('“cloud” has to be global, us-gov-l4')
  await app.openSettings('registration')
  expect(await window.getByLabel('Client ID').inputValue()).toBe(fake.clientId)
  expect(await window.locator('input[readonly]').count()).toBe(0)
  expect((await app.desktop()).notifications).toEqual([])

  const again = await app.restart({ policy: await policyFile(profile, '{\n  "clientId": nobody\n}') })
  await soon(again.light).toBe('available')
  await again.menu('Settings')
  const words = (await again.window()).getByText('line 2 is not JSON')
  await words.waitFor()

  // A client ID that comes to be managed needs another sign-in, and the old one is there without it.
  const managed = await again.restart({ policy: await policyFile(profile, { clientId: OTHER_ID }) })
  await soon(managed.light).toBe('signed-out')
  expect((await managed.desktop()).openedUrls).toEqual([])
  await managed.menu('Sign in')
  await soon(async () => (await managed.desktop()).openedUrls.length).toBe(1)
  const { openedUrls } = await managed.desktop()
  expect(new URL(openedUrls[0] ?? '').searchParams.get('client_id')).toBe(OTHER_ID)

  const free = await managed.restart({ policy: join(profile, 'none.json') })
  await soon(free.light).toBe('available')
  expect((await free.desktop()).openedUrls).toEqual([])
})

test.concurrent('a feature switched on for everybody asks nobody by itself, and upon a click', async ({
  startSignedIn,
  profile,
  soon,
}) => {
  const policy = await policyFile(profile, { features: { colleagues: true } })
  const app = await startSignedIn({ intervalSeconds: 600 }, { policy })
  const pages = (await app.desktop()).openedUrls.length
  const window = await app.window()
  await window.getByRole('button', { name: 'Colleagues' }).click()
  await window.getByRole('combobox').fill('Gra')
  await window.getByRole('heading', { name: 'A permission is missing' }).waitFor()
  await window.getByText('Managed by your organisation').waitFor()
  expect((await app.desktop()).openedUrls).toHaveLength(pages)
  await window.getByRole('button', { name: 'Try again' }).click()
  await window.getByRole('combobox').waitFor()
  await soon(async () => (await app.desktop()).openedUrls.length).toBe(pages + 1)
  await window.getByRole('combobox').fill('Gra')
  await soon(() => window.getByRole('option').count()).toBeGreaterThan(0)
})

test.concurrent('an installed program takes no policy but the system’s', async ({
  start,
  fake,
  profile,
  needs,
}) => {
  needs('simulator')
  const policy = await policyFile(profile, { organization: 'Nobody', clientId: fake.clientId })
  const app = await start({ policy, packaged: profile })
  const window = await app.window()
  await window.getByRole('heading', { level: 1 }).waitFor()
  expect(await window.getByText('Managed by Nobody').count()).toBe(0)
})
