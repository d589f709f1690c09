// An account comes back after a restart, goes when it is signed out, and a sign-in can be given up at any moment.
import { readdir } from 'node:fs/promises'
import { expect } from 'vitest'
import type { FakeMicrosoft } from '../../../simulator/microsoft/fake-microsoft.ts'
import { signInThroughBrowser } from '../../simulator/microsoft/browser.ts'
import type { RunningApp } from '../stage/running-app.ts'
import { test } from '../stage/story.ts'

const grace = {
  name: 'Grace Hopper',
  username: 'grace@contoso.example',
  oid: '66825e03-7ef5-42da-9069-724602c31f6b',
}
const another = 'Another account was chosen · In the browser you chose'

const lightsOf = async ({ tally }: RunningApp) => (await tally.readHistory()).map(({ light }) => light)

/** Asks once more, as a light that was seen once was on for a moment only. */
async function askAgain(app: RunningApp, fake: FakeMicrosoft, soon: Soon) {
  const asked = fake.presenceRequests()
  await app.menu('Check now')
  await soon(() => fake.presenceRequests()).toBe(asked + 1)
}
type Soon = (read: () => number) => { toBe(value: number): Promise<void> }

async function colleaguesOf(app: RunningApp): Promise<string[]> {
  const { accounts } = await app.tally.watch()
  return accounts[0].colleagues.people.map(({ name }) => name)
}

test.concurrent('an access token that has run out is renewed; a restart keeps the account and opens no browser; a sign-out forgets it', async ({
  startSignedIn,
  fake,
  profile,
  soon,
}) => {
  const first = await startSignedIn()
  expect(await readdir(profile)).toContain('tokens')
  fake.expireAccessTokens()
  fake.presence = { availability: 'Busy', activity: 'Busy' }
  await first.menu('Check now')
  await soon(first.light).toBe('busy')

  // The renewed sign-in is the one that is kept: the fake ends a refresh token with its use.
  fake.expireAccessTokens()
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

test.concurrent('Cancel while the browser waits, two clicks, a refusal in the browser: one page at a time, and told in the window', async ({
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

  // Two clicks open one page.
  await app.menu('Sign out')
  await soon(app.tooltip).toBe('Signed out')
  // Both before the app can answer: what comes in the place of the button is another one.
  await signIn.evaluate((button: HTMLElement) => {
    button.click()
    button.click()
  })
  await window.getByRole('heading', { name: 'Signing in' }).waitFor()
  await Promise.all([app.tally.signIn(), app.tally.signIn()])
  await soon(async () => (await urls()).length).toBe(4)
  await signInThroughBrowser(fake.url, (await urls())[3] ?? '')
  await soon(app.light).toBe('available')
  // Nor does one open later, when the first has done its work.
  fake.presence = { availability: 'Busy', activity: 'Busy' }
  await app.menu('Check now')
  await soon(app.light).toBe('busy')
  expect(await urls()).toHaveLength(4)

  // A refusal in the browser is told in the window, with the page saying so too.
  await app.menu('Sign out')
  await soon(app.tooltip).toBe('Signed out')
  fake.fail('authorize', {
    error: 'access_denied',
    error_description: 'AADSTS65004: User declined to consent.',
  })
  await app.menu('Sign in')
  await soon(async () => (await urls()).length).toBe(5)
  const refusal = await signInThroughBrowser(fake.url, (await urls())[4] ?? '')
  expect(await refusal.text()).toContain('The sign-in did not work')
  await soon(app.light).toBe('attention')
  await soon(app.tooltip).toBe('Permission was not given')
  await window.getByText('Choose Sign in and accept the one permission').waitFor()
  const copy = window.getByRole('button', { name: 'Copy a message for the administrator' })
  // It says so for three seconds.
  await Promise.all([window.getByText('Copied', { exact: true }).waitFor(), copy.click()])
  const { clipboard } = await app.desktop()
  expect(clipboard).toContain(`Application (client) ID: ${fake.clientId}`)
  expect(clipboard).toContain('https://login.microsoftonline.com/organizations/v2.0/adminconsent?')
})

test.concurrent('another account is said before it is followed, and the one before stays until then', async ({
  needs,
  startSignedIn,
  answered,
  fake,
  soon,
}) => {
  needs('notifications')
  const ada = fake.account
  let app = await startSignedIn()
  await askAgain(app, fake, soon)
  await answered(app)
  fake.revoke()
  fake.account = grace
  fake.presence = { availability: 'Busy', activity: 'Busy' }
  await app.menu('Check now')
  await soon(app.tooltip).toBe('Sign in again')
  await app.menu('Sign in')
  await soon(app.tooltip).toBe(`${another} ${grace.username}; so far ${ada.username} was followed.`)
  expect(await app.light()).toBe('attention')
  await soon(async () => (await app.desktop()).notifications.map(({ title }) => title)).toEqual([
    'Sign in again',
    'Another account was chosen',
  ])
  await expect(app.menu('Sign in')).rejects.toThrow()
  await expect(app.menu('Check now')).rejects.toThrow()

  // Whoever quits without a word is who they were.
  app = await app.restart()
  await soon(app.tooltip).toBe('Sign in again')
  expect(await lightsOf(app)).toEqual(['available'])

  await app.menu('Sign in')
  await soon(app.tooltip).toMatch(another)
  const window = await app.window()
  await window.getByRole('button', { name: `Stay with ${ada.username}` }).click()
  await soon(app.tooltip).toBe('Sign in again')
  await window.getByText(ada.username).first().waitFor()
  expect(await lightsOf(app)).toEqual(['available'])

  fake.account = ada
  await app.menu('Sign in')
  await soon(app.light).toBe('busy')
  expect(await lightsOf(app)).toEqual(['available', 'busy'])
})

test.concurrent('history and colleagues belong to their account, also after going back and forth', async ({
  startSignedIn,
  answered,
  fake,
  soon,
}) => {
  const ada = fake.account
  fake.consent = { 'Presence.Read.All': 'granted', 'User.ReadBasic.All': 'granted' }
  let app = await startSignedIn({ features: ['colleagues'] })
  const [first, second] = fake.people
  if (!first || !second) throw new Error('Nobody is there')
  async function add({ id, displayName, userPrincipalName }: typeof first & object) {
    await app.tally.addColleague({ id, name: displayName, address: userPrincipalName })
    expect(await colleaguesOf(app)).toEqual([displayName])
  }
  /** The sign-in is lost, and the browser brings somebody else. */
  async function change(to: typeof ada, presence: string) {
    if ((await app.light()) !== 'attention') {
      await askAgain(app, fake, soon)
      await answered(app)
    }
    fake.revoke()
    await app.menu('Check now')
    await soon(app.tooltip).toBe('Sign in again')
    fake.account = to
    fake.presence = { availability: presence, activity: presence }
    await app.menu('Sign in')
    await soon(app.tooltip).toMatch(another)
    expect(await colleaguesOf(app)).toEqual([])
    expect(await lightsOf(app)).toEqual([])
  }
  await add(first)

  await change(grace, 'Busy')
  await app.menu(`Follow ${grace.username}`)
  await soon(app.light).toBe('busy')
  expect(await lightsOf(app)).toEqual(['busy'])
  expect(await colleaguesOf(app)).toEqual([])
  await add(second)

  await change(ada, 'Away')
  await app.menu(`Stay with ${grace.username}`)
  await soon(app.tooltip).toBe('Sign in again')
  expect(await lightsOf(app)).toEqual(['busy'])
  expect(await colleaguesOf(app)).toEqual([second.displayName])

  await change(ada, 'Away')
  await app.menu(`Follow ${ada.username}`)
  await soon(app.light).toBe('away')
  expect(await lightsOf(app)).toEqual(['available', 'away'])
  expect(await colleaguesOf(app)).toEqual([first.displayName])

  app = await app.restart()
  await soon(app.light).toBe('away')
  expect(await colleaguesOf(app)).toEqual([first.displayName])
  await change(grace, 'Busy')
  await app.menu(`Follow ${grace.username}`)
  await soon(app.light).toBe('busy')
  expect(await lightsOf(app)).toEqual(['busy', 'busy'])
  expect(await colleaguesOf(app)).toEqual([second.displayName])
})
