// Microsoft's page stops with an error that it does not send back: the window helps while it waits, and says so in the end.
import { join } from 'node:path'
import { expect } from 'vitest'
import { atFake, openPage, signInThroughBrowser } from '../../simulator/microsoft/browser.ts'
import { test } from '../stage/story.ts'

const UNKNOWN_CLIENT = '22222222-3333-4444-8555-666666666666'
const FIELD = 'Does the page show a number (AADSTS…)? Enter it'

test.concurrent('a number on the page is explained at once, the link can be copied, and the trip goes on', async ({
  start,
  fake,
  soon,
  needs,
}) => {
  needs('simulator')
  const settings = { clientId: UNKNOWN_CLIENT }
  const app = await start({ settings, browser: 'manual', clock: 'controlled' })
  const window = await app.window()
  await window.getByRole('button', { name: 'Sign in' }).click()
  await soon(async () => (await app.desktop()).openedUrls.length).toBe(1)
  await app.hold()
  const [address = ''] = (await app.desktop()).openedUrls

  await window.getByRole('button', { name: 'Copy the sign-in link' }).click()
  await soon(async () => (await app.desktop()).clipboard).toBe(address)
  // It is the main process's alone.
  const page = await app.inside()
  expect(await page.evaluate((html) => html.outerHTML)).not.toContain('code_challenge')
  expect(JSON.stringify(await app.tally.watch())).not.toContain('code_challenge')

  const { text, form } = await openPage(atFake(fake.url, address))
  expect(form).toBeNull()
  const field = window.getByLabel(FIELD)
  await field.fill(text.replace(/<[^>]*>/g, ' '))
  await window.getByRole('heading', { name: 'The client ID is not known there' }).waitFor()
  await window.getByText('AADSTS700016', { exact: true }).waitFor()

  for (const [typed, title] of [
    ['AADSTS50011', 'The redirect address is missing'],
    ['90002', 'There is no such tenant'],
    [
      'AADSTS50194: Application is not configured as a multi-tenant application',
      'This app registration is for one tenant only',
    ],
  ] as const) {
    await field.fill(typed)
    await window.getByRole('heading', { name: title }).waitFor()
  }
  await field.fill('AADSTS90094')
  await window.getByRole('button', { name: 'Copy a message for the administrator' }).click()
  await soon(async () => (await app.desktop()).clipboard).toContain(
    `Application (client) ID: ${UNKNOWN_CLIENT}`,
  )

  await field.fill('AADSTS4567890')
  await window.getByText('Tally Light knows nothing about AADSTS4567890.').waitFor()
  await field.fill('it does not work')
  await window.getByText('There is no such number in this.').waitFor()

  expect(await app.tooltip()).toBe('Signing in · continue in the browser')
  await app.pass(5 * 60_000)
  await window.getByRole('heading', { name: 'The sign-in was not finished' }).waitFor()
  await window.getByText("If Microsoft's page showed an error, it may not have sent it back.").waitFor()
  await window.getByLabel(FIELD).fill('700016')
  await window.getByRole('heading', { name: 'The client ID is not known there' }).waitFor()
  expect((await app.desktop()).openedUrls).toHaveLength(1)
})

test.concurrent('in the first start too', async ({ start, fake, soon }) => {
  const app = await start({ browser: 'manual' })
  const window = await app.window()
  await window.getByRole('button', { name: 'Sign in' }).click()
  await window.getByLabel('Client ID').fill(fake.clientId)
  await window.getByRole('button', { name: 'Next' }).click()
  await window.getByRole('button', { name: 'Sign in' }).click()
  await window.getByLabel(FIELD).fill('50011')
  await window.getByRole('heading', { name: 'The redirect address is missing' }).waitFor()
  await soon(async () => (await app.desktop()).openedUrls.length).toBe(1)
  await window.getByRole('button', { name: 'Copy the sign-in link' }).click()
  const [address = ''] = (await app.desktop()).openedUrls
  await soon(async () => (await app.desktop()).clipboard).toBe(address)

  await app.menu('Cancel sign-in')
  await soon(app.tooltip).toBe('Signed out')
  await expect(app.tally.copySignInLink()).rejects.toThrow('No sign-in page is open just now.')
})

for (const code of ['EACCES', 'EADDRINUSE', 'EPERM']) {
  test.concurrent(`where the answer cannot be listened for (${code}) it is said at once, and nothing is promised`, async ({
    start,
    fake,
    soon,
    needs,
  }) => {
    needs('simulator')
    const app = await start({
      settings: { clientId: fake.clientId },
      clock: 'controlled',
      inFront: [join(import.meta.dirname, '..', 'stage', 'preloaded-failing-listener.ts')],
      environment: { TALLY_LIGHT_LISTENING: code },
    })
    const window = await app.window()
    await app.hold()
    await window.getByRole('button', { name: 'Sign in' }).click()
    await window.getByRole('heading', { name: "The browser's answer cannot be received" }).waitFor()
    await window.getByText(`cannot use it alone (${code}). No page was opened.`).waitFor()
    expect(await window.getByText(/by itself|keeps trying/).count()).toBe(0)
    expect((await app.desktop()).openedUrls).toEqual([])
    await window.getByRole('button', { name: 'Settings', exact: true }).click()
    await window.getByRole('button', { name: /^About / }).click()
    await window.getByRole('button', { name: 'Copy diagnostics' }).click()
    await soon(async () => (await app.desktop()).clipboard).toContain(`loopback-unavailable ${code}`)
  })
}

test.concurrent("the port of a sign-in says what is missing, and claims no success before Microsoft's answer; a feature's page is about what it needs", async ({
  start,
  fake,
  soon,
}) => {
  const app = await start({ settings: { clientId: fake.clientId }, browser: 'manual' })
  await app.menu('Sign in')
  await soon(async () => (await app.desktop()).openedUrls.length).toBe(1)
  const [address = ''] = (await app.desktop()).openedUrls
  const port = new URL(address).searchParams.get('redirect_uri') ?? ''
  for (const path of ['/', '/?code=1', '/favicon.ico']) {
    const page = await (await fetch(`${port}${path}`)).text()
    expect(page).toContain('Tally Light is waiting for something else')
    expect(page).not.toContain('has let you in')
  }
  expect(await app.tooltip()).toBe('Signing in · continue in the browser')
  const page = await signInThroughBrowser(fake.url, address)
  expect(await page.text()).toContain('Microsoft has let you in')
  await soon(app.light).toBe('available')

  await app.openSettings('account')
  const window = await app.window()
  await window.getByRole('switch', { name: 'Colleagues' }).click()
  await soon(async () => (await app.desktop()).openedUrls.length).toBe(2)
  await window.getByRole('button', { name: 'Copy the sign-in link' }).click()
  const [, featureAddress = ''] = (await app.desktop()).openedUrls
  await soon(async () => (await app.desktop()).clipboard).toBe(featureAddress)
  await window.getByLabel(FIELD).fill('AADSTS90094')
  await window.getByRole('heading', { name: 'An administrator has to allow this' }).waitFor()
  await window.getByRole('button', { name: 'Copy a message for the administrator' }).click()
  await soon(async () => (await app.desktop()).clipboard).toContain('Presence.Read.All: each person')
  const { clipboard } = await app.desktop()
  expect(clipboard).toContain(fake.clientId)
  await window.getByRole('button', { name: 'Cancel' }).click()
  await soon(() => window.getByLabel(FIELD).count()).toBe(0)
  expect(await app.light()).toBe('available')
})
