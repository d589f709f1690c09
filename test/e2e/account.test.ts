// An account comes back after a restart, goes when it is signed out, and a sign-in can be given up at any moment.
import { readdir } from 'node:fs/promises'
import { expect } from 'vitest'
import { signInThroughBrowser } from '../fake-microsoft/browser.ts'
import { test } from './story.ts'

test.concurrent('a restart keeps the account and opens no browser; a sign-out forgets it', async ({
  startSignedIn,
  fake,
  profile,
  soon,
}) => {
  const first = await startSignedIn()
  expect(await readdir(profile)).toContain('tokens')

  fake.presence = { availability: 'Busy', activity: 'InACall' }
  const second = await first.restart()
  await soon(second.light).toBe('in-a-call')
  const window = await second.window()
  await window.getByText(fake.account.username).waitFor()
  expect((await second.desktop()).openedUrls).toEqual([])

  await window.getByRole('button', { name: 'Sign out' }).click()
  await soon(second.tooltip).toBe('Signed out')
  await soon(() => readdir(profile)).not.toContain('tokens')
  await window.getByRole('button', { name: 'Sign in' }).waitFor()

  const third = await second.restart()
  await soon(third.tooltip).toBe('Signed out')
  expect(await third.desktop()).toMatchObject({
    tray: { icon: 'signed-out' },
    openedUrls: [],
    notifications: [],
  })
})

test.concurrent('an access token that has run out is renewed by itself', async ({
  startSignedIn,
  fake,
  soon,
}) => {
  const app = await startSignedIn()
  fake.expireAccessTokens()
  fake.presence = { availability: 'Busy', activity: 'Busy' }
  await app.menu('Check now')
  await soon(app.light).toBe('busy')
  // The renewed sign-in is the one that is kept: the fake ends a refresh token with its use.
  fake.expireAccessTokens()
  fake.presence = { availability: 'Away', activity: 'Away' }
  const again = await app.restart()
  await soon(again.light).toBe('away')
  expect((await again.desktop()).openedUrls).toEqual([])
})

test.concurrent('Cancel while the browser waits: signed out at once, and a new sign-in works', async ({
  start,
  fake,
  soon,
}) => {
  const app = await start({ settings: { clientId: fake.clientId }, browser: 'manual' })
  const window = await app.window()
  const urls = async () => (await app.desktop()).openedUrls
  const signIn = window.getByRole('button', { name: 'Sign in' })

  await signIn.click()
  await window.getByRole('heading', { name: 'Signing in' }).waitFor()
  await soon(async () => (await urls()).length).toBe(1)
  await soon(app.tooltip).toBe('Signing in · continue in the browser')
  await window.getByRole('button', { name: 'Cancel sign-in' }).click()
  await soon(app.tooltip).toBe('Signed out')
  await window.getByText('Sign-in cancelled').waitFor()

  // The page of the first sign-in is still open in the browser; it changes nothing any more.
  const [late = ''] = await urls()
  await signInThroughBrowser(fake.url, late).catch(() => {})
  expect(await app.tooltip()).toBe('Signed out')

  await app.menu('Sign in')
  await soon(async () => (await urls()).length).toBe(2)
  await app.menu('Cancel sign-in')
  await soon(app.tooltip).toBe('Signed out')
  await app.menu('Sign in')
  await soon(async () => (await urls()).length).toBe(3)
  const page = await signInThroughBrowser(fake.url, (await urls())[2] ?? '')
  expect(await page.text()).toContain('Microsoft has let you in')
  await soon(app.light).toBe('available')
})

test.concurrent('two clicks on Sign in open one page', async ({ start, fake, soon }) => {
  const app = await start({ settings: { clientId: fake.clientId }, browser: 'manual' })
  const window = await app.window()
  // Both before the app can answer: what comes in the place of the button is another one.
  await window.getByRole('button', { name: 'Sign in' }).evaluate((button: HTMLElement) => {
    button.click()
    button.click()
  })
  await window.getByRole('heading', { name: 'Signing in' }).waitFor()
  await window
    .locator('html')
    .evaluate(() => Promise.all([globalThis.window.tally.signIn(), globalThis.window.tally.signIn()]))
  await soon(async () => (await app.desktop()).openedUrls.length).toBe(1)
  const [url = ''] = (await app.desktop()).openedUrls
  await signInThroughBrowser(fake.url, url)
  await soon(app.light).toBe('available')
  // Nor does one open later, when the first has done its work.
  fake.presence = { availability: 'Busy', activity: 'Busy' }
  await app.menu('Check now')
  await soon(app.light).toBe('busy')
  expect((await app.desktop()).openedUrls).toHaveLength(1)
})

test.concurrent('a refusal in the browser is told in the window, with the page saying so too', async ({
  start,
  fake,
  soon,
}) => {
  const app = await start({ settings: { clientId: fake.clientId }, browser: 'manual' })
  fake.fail('authorize', {
    error: 'access_denied',
    error_description: 'AADSTS65004: User declined to consent.',
  })
  await app.menu('Sign in')
  await soon(async () => (await app.desktop()).openedUrls.length).toBe(1)
  const page = await signInThroughBrowser(fake.url, (await app.desktop()).openedUrls[0] ?? '')
  expect(await page.text()).toContain('The sign-in did not work')
  await soon(app.light).toBe('attention')
  await soon(app.tooltip).toBe('Permission was not given')
  const window = await app.window()
  await window.getByText('Choose Sign in and accept the one permission').waitFor()
  const copy = window.getByRole('button', { name: 'Copy a message for the administrator' })
  // It says so for three seconds.
  await Promise.all([window.getByText('Copied', { exact: true }).waitFor(), copy.click()])
  const { clipboard } = await app.desktop()
  expect(clipboard).toContain(`Application (client) ID: ${fake.clientId}`)
  expect(clipboard).toContain('https://login.microsoftonline.com/organizations/v2.0/adminconsent?')
})
