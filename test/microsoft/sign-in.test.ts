import { setImmediate as turnOfTheLoop } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { signInThroughBrowser } from '../fake-microsoft/browser.ts'
import { signingIn, until } from './signing-in.ts'

const tokenRequests = (requests: readonly { path: string }[]) =>
  requests.filter(({ path }) => path.endsWith('/token')).length

/** Whether nobody listens there any more. */
const refused = (url: string) =>
  fetch(url).then(
    () => false,
    () => true,
  )

describe('signing in', () => {
  test('goes through the system’s browser and back', async () => {
    const { signIn, fake, opened, pages, accessToken } = await signingIn()
    expect(await signIn()).toEqual({
      ok: true,
      value: { name: fake.account.name, username: fake.account.username, tenantId: fake.tenantId },
    })
    const [url] = opened
    expect(url).toMatch(/^https:\/\/login\.microsoftonline\.com\/organizations\/oauth2\/v2\.0\/authorize\?/)
    const query = new URL(url ?? '').searchParams
    expect(query.get('scope')?.split(' ')).toEqual(
      expect.arrayContaining(['Presence.Read', 'openid', 'profile', 'offline_access']),
    )
    expect(query.get('prompt')).toBe('select_account')
    expect(query.get('claims')).toContain('CP1')
    expect(await until(() => pages[0])).toBe('<p>done</p>')
    expect(await accessToken({ kind: 'any' })).toMatchObject({ ok: true })
  })

  test('two clicks open one tab', async () => {
    const { signIn, opened } = await signingIn()
    const [one, other] = await Promise.all([signIn(), signIn()])
    expect(one).toEqual(other)
    expect(opened).toHaveLength(1)
  })

  test('asks the other clouds’ hosts for their own scope', async () => {
    const { signIn, opened, myPresence } = await signingIn({}, { cloud: 'us-gov-l5' })
    expect(await signIn()).toMatchObject({ ok: true })
    expect(new URL(opened[0] ?? '').host).toBe('login.microsoftonline.us')
    expect(new URL(opened[0] ?? '').searchParams.get('scope')).toContain(
      'https://dod-graph.microsoft.us/Presence.Read',
    )
    expect(await myPresence()).toMatchObject({ ok: true })
  })

  test('a refused consent is said as such, with the page of failure', async () => {
    const { signIn, fake, pages } = await signingIn()
    fake.fail('authorize', {
      error: 'access_denied',
      error_description: 'AADSTS65004: User declined to consent.',
    })
    expect(await signIn()).toEqual({
      ok: false,
      problem: { kind: 'consent-refused', needs: 'person', code: 'AADSTS65004' },
    })
    expect(await until(() => pages[0])).toBe('<p>failed</p>')
  })

  test('a browser that cannot be opened is said as such', async () => {
    const { signIn, browser } = await signingIn()
    browser.opens = false
    expect(await signIn()).toMatchObject({
      ok: false,
      problem: { kind: 'browser-not-opened', detail: 'Error: no browser' },
    })
    browser.opens = true
    expect(await signIn()).toMatchObject({ ok: true })
  })

  test('a server in trouble at the end is no wrong account', async () => {
    const { signIn, fake } = await signingIn()
    fake.fail('token', { status: 503 })
    expect(await signIn()).toMatchObject({
      ok: false,
      problem: { kind: 'server-error', needs: 'time', status: 503 },
    })
  })

  test('a code that never leads to a token is no account', async () => {
    const { signIn, fake, storedAccount } = await signingIn()
    fake.fail('token', 'html')
    expect(await signIn()).toMatchObject({ ok: false, problem: { kind: 'not-json', needs: 'time' } })
    expect(await storedAccount()).toEqual({ ok: true, value: null })
  })
})

describe('ending a sign-in', () => {
  const cancelled = { ok: false, problem: { kind: 'sign-in-cancelled', needs: 'time' } }

  test('cancelled before the browser opens, none opens', async () => {
    const { signIn, cancel, opened } = await signingIn()
    const outcome = signIn()
    cancel()
    expect(await outcome).toEqual(cancelled)
    expect(await signIn()).toMatchObject({ ok: true })
    expect(opened).toHaveLength(1)
  })

  test('cancelled while the person looks at the page, the port is let go', async () => {
    const { signIn, cancel, opened, browser } = await signingIn()
    browser.act = async () => {}
    const outcome = signIn()
    const url = await until(() => opened[0])
    cancel()
    expect(await outcome).toEqual(cancelled)
    const redirect = new URL(url).searchParams.get('redirect_uri')?.replace('localhost', '127.0.0.1') ?? ''
    await until(() => refused(redirect))
  })

  test('cancelled while the tokens are on their way, they are not kept', async () => {
    const { signIn, cancel, fake, start } = await signingIn()
    fake.fail('token', 'hang')
    const outcome = signIn()
    await until(() => tokenRequests(fake.requests) > 0)
    cancel()
    expect(await outcome).toEqual(cancelled)
    expect(await start().storedAccount()).toEqual({ ok: true, value: null })
  })

  test('a sign-in that nobody finishes ends after 5 minutes, and the next one works', async () => {
    const { signIn, clock, opened, browser, fake } = await signingIn()
    browser.act = async () => {}
    const outcome = signIn()
    await until(() => opened[0])
    await clock.pass(5 * 60_000)
    expect(await outcome).toEqual({
      ok: false,
      problem: { kind: 'sign-in-timed-out', needs: 'time', afterMs: 300_000 },
    })
    browser.act = async (url) => void (await signInThroughBrowser(fake.url, url))
    expect(await signIn()).toMatchObject({ ok: true })
    await until(() => clock.waiting() === 0)
  })

  test('a stranger’s answer on the loopback port changes nothing', async () => {
    const { signIn, opened, browser, fake } = await signingIn()
    browser.act = async () => {}
    const outcome = signIn()
    const url = new URL(await until(() => opened[0]))
    const redirect = url.searchParams.get('redirect_uri') ?? ''
    const body = new URLSearchParams({ code: 'stolen', state: 'guessed' })
    expect((await fetch(`${redirect}/`, { method: 'POST', body })).status).toBe(400)
    await signInThroughBrowser(fake.url, url.href)
    expect(await outcome).toMatchObject({ ok: true })
  })
})

describe('the account', () => {
  test('comes back after a restart without any question', async () => {
    const { signIn, fake, start, opened } = await signingIn()
    await signIn()
    const asked = tokenRequests(fake.requests)
    const again = start()
    expect(await again.storedAccount()).toMatchObject({
      ok: true,
      value: { username: fake.account.username },
    })
    expect(await again.accessToken({ kind: 'any' })).toMatchObject({ ok: true })
    expect(tokenRequests(fake.requests)).toBe(asked)
    expect(opened).toHaveLength(1)
  })

  test('is forgotten with its tokens on sign-out', async () => {
    const { signIn, signOut, start, tokenCache, accessToken } = await signingIn()
    await signIn()
    await signOut()
    expect(tokenCache.kept).toEqual({ kind: 'empty' })
    expect(await start().storedAccount()).toEqual({ ok: true, value: null })
    expect(await accessToken({ kind: 'any' })).toMatchObject({
      ok: false,
      problem: { kind: 'sign-in-needed' },
    })
  })

  test('is forgotten with the token that was on its way', async () => {
    const { signIn, signOut, tokenCache, accessToken, accountId } = await signingIn()
    await signIn()
    const { write } = tokenCache
    const slowDisk: { letGo: (() => void) | null } = { letGo: null }
    tokenCache.write = async (json) => {
      tokenCache.write = write
      await new Promise<void>((resolve) => {
        slowDisk.letGo = resolve
      })
      await tokenCache.write(json)
    }
    const token = accessToken({ kind: 'fresh' })
    const letGo = await until(() => slowDisk.letGo)
    const left = signOut()
    // Who forgot without waiting would have done so by then: nothing in it takes more than promises.
    for (let turns = 0; turns < 10; turns++) await turnOfTheLoop()
    expect(tokenCache.kept).toMatchObject({ kind: 'tokens' })
    letGo()
    await left
    expect(await token).toMatchObject({ ok: false })
    expect(tokenCache.kept).toEqual({ kind: 'empty' })
    expect(accountId()).toBeNull()
  })

  test('a locked keyring is not a lost account, and does not stop a new sign-in', async () => {
    const { start, tokenCache } = await signingIn()
    tokenCache.kept = { kind: 'locked' }
    const { storedAccount, signIn } = start()
    expect(await storedAccount()).toEqual({ ok: false, problem: { kind: 'keyring-locked', needs: 'person' } })
    expect(await signIn()).toMatchObject({ ok: true })
  })

  test('a damaged cache means signed out, said once', async () => {
    const { start, tokenCache } = await signingIn()
    tokenCache.kept = { kind: 'unreadable', keptAs: 'tokens.unreadable-1' }
    const { storedAccount } = start()
    expect(await storedAccount()).toMatchObject({
      ok: false,
      problem: { kind: 'tokens-unreadable', keptAs: 'tokens.unreadable-1' },
    })
    tokenCache.kept = { kind: 'empty' }
    expect(await storedAccount()).toEqual({ ok: true, value: null })
  })
})

describe('a token', () => {
  test('is asked for once while it is good, and anew when it has to be fresh', async () => {
    const { signIn, accessToken, fake } = await signingIn()
    await signIn()
    const first = await accessToken({ kind: 'any' })
    for (let i = 0; i < 5; i++) expect(await accessToken({ kind: 'any' })).toEqual(first)
    expect(tokenRequests(fake.requests)).toBe(1)
    expect(await accessToken({ kind: 'fresh' })).not.toEqual(first)
    expect(tokenRequests(fake.requests)).toBe(2)
  })

  test('is renewed before its end', async () => {
    const { signIn, accessToken, fake, clock } = await signingIn({ accessTokenSeconds: 400 })
    await signIn()
    clock.setWall(clock.nowMs() + 150_000)
    expect(await accessToken({ kind: 'any' })).toMatchObject({ ok: true })
    expect(tokenRequests(fake.requests)).toBe(1)
  })

  test.each([
    ['a plain invalid_grant', undefined, 700082],
    ['a revoked one', undefined, 50173],
    ['with a suberror', 'bad_token', 70000],
    ['consent taken back', 'consent_required', 65001],
  ])('%s means: sign in again', async (_name, suberror, code) => {
    const { signIn, accessToken, fake } = await signingIn()
    await signIn()
    fake.revoke({ code, ...(suberror ? { suberror } : {}) })
    expect(await accessToken({ kind: 'fresh' })).toEqual({
      ok: false,
      problem: { kind: 'sign-in-needed', needs: 'person', code: `AADSTS${code}` },
    })
  })

  test.each([
    [{ status: 500 }, 'server-error'],
    [{ status: 503, headers: { 'Retry-After': '7' } }, 'server-error'],
    [{ status: 429, headers: { 'Retry-After': '7' } }, 'throttled'],
    ['html', 'not-json'],
    ['reset', 'unreachable'],
    ['cut-short', 'cut-short'],
    [
      {
        status: 400,
        body: { error: 'temporarily_unavailable', error_description: 'AADSTS90033: A transient error.' },
      },
      'server-error',
    ],
    [{ status: 200, body: {} }, 'not-json'],
  ] as const)('a server error (%j) never means that', async (fault, kind) => {
    const { signIn, accessToken, fake } = await signingIn()
    await signIn()
    fake.fail('token', fault)
    expect(await accessToken({ kind: 'fresh' })).toMatchObject({
      ok: false,
      problem: { kind, needs: 'time' },
    })
    // What MSAL remembers of it must not be taken for a lost sign-in either.
    expect(await accessToken({ kind: 'fresh' })).not.toMatchObject({ problem: { needs: 'person' } })
  })
})
