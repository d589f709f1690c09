// What Entra refuses: each click asks it anew, and the window says what it refused, to whom it is to be said, and nothing
// of what is inside.
import { expect } from 'vitest'
import type { Fault } from '../../../simulator/microsoft/faults.ts'
import type { AppWindow } from '../stage/stage.ts'
import { test } from '../stage/story.ts'

const CORRELATION = 'fb3d2015-bc17-4bb9-bb85-30c5cf1aaaa7'
const added = `Trace ID: 255d1aef-8c98-452f-ac51-23d051240864 Correlation ID: ${CORRELATION} Timestamp: 2026-11-23 10:45:00Z`

/** As the token endpoint refuses. */
const refused = (number: number, sentence: string, error = 'invalid_grant'): Fault => ({
  status: 400,
  body: {
    error,
    error_description: `AADSTS${number}: ${sentence} ${added}`,
    error_codes: [number],
    timestamp: '2026-11-23 10:45:00Z',
    correlation_id: CORRELATION,
  },
})

const tokenRequests = (requests: readonly { path: string }[]) =>
  requests.filter(({ path }) => path.endsWith('/token')).length

/** What only those who made it should read. */
const INSIDES = /Error\(s\)|Trace ID|Timestamp|\w+Error\b|msal|invalid_|access_denied|undefined|null/
async function saysNoInsides(window: AppWindow) {
  expect(await window.locator('main').innerText()).not.toMatch(INSIDES)
}

test.concurrent('after a fault at the end of a sign-in nothing is tried, and each click’s trip asks for tokens', async ({
  start,
  fake,
  soon,
  needs,
}) => {
  needs('simulator')
  const app = await start({ settings: { clientId: fake.clientId }, clock: 'controlled' })
  const window = await app.window()
  await soon(app.tooltip).toBe('Signed out')
  await app.hold()
  let asked = 0
  for (const pauseMs of [0, 5000, 20_000, 45_000, 120_000]) {
    await app.pass(pauseMs + 1100)
    expect(tokenRequests(fake.requests)).toBe(asked)
    fake.fail('token', { status: 503 })
    await app.menu('Sign in')
    await soon(() => tokenRequests(fake.requests)).toBe(++asked)
    await window.getByRole('heading', { name: 'Microsoft has a fault' }).waitFor()
    await window.getByText('Nothing is tried again by itself: try once more when you like.').waitFor()
    expect((await app.desktop()).openedUrls).toHaveLength(asked)
  }
  await app.passToNextClick()
  await app.menu('Sign in')
  await soon(app.light).toBe('available')
})

test.concurrent('a sign-in that Entra refuses says what was refused, and is no circle', async ({
  start,
  fake,
  soon,
}) => {
  const app = await start({ settings: { clientId: fake.clientId } })
  const window = await app.window()
  const tokens: [fault: Fault, title: string, words: readonly (string | RegExp)[]][] = [
    [
      refused(530032, 'Blocked by a security policy.', 'interaction_required'),
      "Your organisation's rules stopped the sign-in",
      [/token protection/, /AADSTS530032/, /Entra ID → Conditional Access → Policies/],
    ],
    [
      refused(53011, 'User blocked due to risk on home tenant.', 'access_denied'),
      "Your organisation's rules stopped the sign-in",
      [/at risk/, /ID Protection → Risky users/],
    ],
    [
      refused(50076, 'You must use multi-factor authentication.', 'interaction_required'),
      'The second proof of who you are is missing',
      [/multifactor authentication/, /Authentication methods/],
    ],
    [
      refused(7000218, "The request body must contain 'client_secret'.", 'invalid_client'),
      'The app registration is not set up for a desktop program',
      [/“Web”.*public client flows/, /Mobile and desktop applications.*Allow public client flows/],
    ],
    [
      refused(9002327, "Tokens issued for the 'Single-Page Application' client-type.", 'invalid_request'),
      'The redirect address is registered for a web page',
      [/Single-page application/, /Mobile and desktop applications/],
    ],
  ]
  for (const [fault, title, words] of tokens) {
    fake.fail('token', fault)
    await app.menu('Sign in')
    const card = window.getByRole('region', { name: title })
    await soon(app.tooltip).toBe(title)
    // The card of the refusal before can have the same title.
    for (const text of words) await soon(() => card.innerText()).toMatch(text)
    expect(await card.innerText()).not.toContain('the sign-in that Tally Light has kept')
    await saysNoInsides(window)
  }
  const pages: [number: number, title: string, words: RegExp][] = [
    [50105, 'You are not on the list for this application', /Enterprise apps.*Users and groups/],
    [500213, 'You are not let into this organisation', /Cross-tenant access settings/],
  ]
  for (const [number, title, words] of pages) {
    fake.fail('authorize', { error: 'access_denied', error_description: `AADSTS${number}: No. ${added}` })
    await app.menu('Sign in')
    await soon(app.tooltip).toBe(title)
    const card = window.getByRole('region', { name: title })
    expect(await card.innerText()).toMatch(words)
    expect(await card.getByRole('button', { name: 'Copy the consent link' }).count()).toBe(0)
    await saysNoInsides(window)
  }

  // An unknown one is told in Entra’s words, with the correlation ID to copy.
  fake.fail('token', refused(9999999, 'Something new stands in the way.', 'invalid_request'))
  await app.menu('Sign in')
  await soon(app.tooltip).toBe('Microsoft refused the sign-in')
  const card = window.getByRole('region', { name: 'Microsoft refused the sign-in' })
  expect(await card.innerText()).toContain('AADSTS9999999: Something new stands in the way.')
  await saysNoInsides(window)
  await card.getByRole('button', { name: 'Copy the correlation ID' }).click()
  await soon(async () => (await app.desktop()).clipboard).toBe(CORRELATION)
  await app.tally.copyDiagnostics()
  await soon(async () => (await app.desktop()).clipboard).toContain(
    `Problem: entra-refused AADSTS9999999 correlation ${CORRELATION}`,
  )
})

test.concurrent('what Graph asks for again after a sign-in is said, and no further sign-in is asked for', async ({
  startSignedIn,
  fake,
  soon,
  answered,
  needs,
}) => {
  needs('simulator')
  const app = await startSignedIn({ intervalSeconds: 600 }, { clock: 'controlled' })
  const window = await app.window()
  const claims = JSON.stringify({ access_token: { acrs: { essential: true, value: 'c1' } } })
  fake.fail('presence', { claims }, Number.POSITIVE_INFINITY)
  await app.menu('Check now')
  await soon(app.tooltip).toMatch(/Sign in again/)
  await app.passToNextClick()
  await app.menu('Sign in')
  await soon(app.tooltip).toMatch(/Signing in was not enough/)
  await window.getByText('authentication context “c1”').waitFor()
  const asked = new URL((await app.desktop()).openedUrls[1] ?? '').searchParams.get('claims')
  expect(JSON.parse(asked ?? '{}')).toMatchObject({ access_token: { acrs: { value: 'c1' } } })
  const tokens = tokenRequests(fake.requests)
  for (let check = 0; check < 5; check++) {
    await app.passToNextClick()
    const before = fake.presenceRequests()
    await app.menu('Check now')
    await soon(fake.presenceRequests).toBe(before + 1)
    await answered(app)
    expect(await app.tooltip()).toMatch(/Signing in was not enough/)
  }
  expect(tokenRequests(fake.requests)).toBe(tokens)
  fake.mend()
  await app.passToNextClick()
  await app.menu('Check now')
  await soon(app.light).toBe('available')
})
