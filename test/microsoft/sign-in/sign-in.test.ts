import { Server } from 'node:http'
import { setImmediate as turnOfTheLoop } from 'node:timers/promises'
import { describe, expect, test, vi } from 'vitest'
import { declaredNext } from '../../../app/model/problems/problem-kinds.ts'
import { signInThroughBrowser } from '../../simulator/microsoft/browser.ts'
import { signingIn, until } from './signing-in.ts'

/** Turns of the event loop: more than a sign-in takes on an idle computer. */
const MOMENTS = 60

/** Microtasks: more than reading the tokens takes. */
const TICKS = 90

const tokenRequests = (requests: readonly { path: string }[]) =>
  requests.filter(({ path }) => path.endsWith('/token')).length

/** Whether connections are refused, as the port is closed. */
const refused = (url: string) =>
  fetch(url).then(
    () => false,
    () => true,
  )

describe('signing in', () => {
  test('completes in the system’s browser', async () => {
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

  test('requests the scope of its cloud from the host of its cloud', async () => {
    const { signIn, opened, myPresence } = await signingIn({}, { cloud: 'us-gov-l5' })
    expect(await signIn()).toMatchObject({ ok: true })
    expect(new URL(opened[0] ?? '').host).toBe('login.microsoftonline.us')
    expect(new URL(opened[0] ?? '').searchParams.get('scope')).toContain(
      'https://dod-graph.microsoft.us/Presence.Read',
    )
    expect(await myPresence()).toMatchObject({ ok: true })
  })

  test('a refused consent is reported, with the failure page', async () => {
    const { signIn, fake, pages } = await signingIn()
    fake.fail('authorize', {
      error: 'access_denied',
      error_description: 'AADSTS65004: User declined to consent.',
    })
    expect(await signIn()).toEqual({
      ok: false,
      problem: { kind: 'consent-refused', next: 'person', code: 'AADSTS65004' },
    })
    expect(await until(() => pages[0])).toBe('<p>failed</p>')
  })

  test('a browser that cannot be opened is reported', async () => {
    const { signIn, browser } = await signingIn()
    browser.opens = false
    expect(await signIn()).toMatchObject({
      ok: false,
      problem: { kind: 'browser-not-opened', detail: 'Error: no browser' },
    })
    browser.opens = true
    expect(await signIn()).toMatchObject({ ok: true })
  })

  test('a server error at the end is reported as such', async () => {
    const { signIn, fake } = await signingIn()
    fake.fail('token', { status: 503 })
    expect(await signIn()).toMatchObject({
      ok: false,
      problem: { kind: 'server-error', next: 'retries', status: 503 },
    })
  })

  test('the page in the browser shows the outcome after the code was redeemed', async () => {
    const { signIn, fake, pages, answers } = await signingIn()
    fake.fail('token', { status: 503 })
    await signIn()
    expect(await until(() => pages[0])).toBe('<p>failed</p>')
    let release = () => {}
    answers.heldBy = new Promise((resolve) => {
      release = resolve
    })
    const outcome = signIn()
    await until(() => tokenRequests(fake.requests) === 2)
    expect(pages).toHaveLength(1)
    release()
    await outcome
    expect(await until(() => pages[1])).toBe('<p>done</p>')
  })

  test('if no port can be opened this is reported, and no browser opens', async () => {
    const { signIn, opened } = await signingIn()
    const { listen } = Server.prototype
    const listening = vi.spyOn(Server.prototype, 'listen').mockImplementation(function (this: Server) {
      process.nextTick(() => this.emit('error', Object.assign(new Error('no'), { code: 'EACCES' })))
      return this
    })
    expect(await signIn()).toEqual({
      ok: false,
      problem: { kind: 'loopback-unavailable', next: 'person', detail: 'EACCES' },
    })
    expect(opened).toEqual([])
    listening.mockRestore()
    expect(Server.prototype.listen).toBe(listen)
    expect(await signIn()).toMatchObject({ ok: true })
  })

  test('a code that cannot be redeemed leaves no account', async () => {
    const { signIn, fake, storedAccount } = await signingIn()
    fake.fail('token', 'html')
    expect(await signIn()).toMatchObject({ ok: false, problem: { kind: 'not-json', next: 'retries' } })
    expect(await storedAccount()).toEqual({ ok: true, value: null })
  })
})

describe('ending a sign-in', () => {
  const cancelled = { ok: false, problem: { kind: 'sign-in-cancelled', next: 'person' } }

  test('if cancelled before the browser opens, none opens', async () => {
    const { signIn, cancel, opened } = await signingIn()
    const outcome = signIn()
    cancel()
    expect(await outcome).toEqual(cancelled)
    expect(await signIn()).toMatchObject({ ok: true })
    expect(opened).toHaveLength(1)
  })

  test('if cancelled while the page is open, the port is closed', async () => {
    const { signIn, cancel, opened, browser } = await signingIn()
    browser.act = async () => {}
    const outcome = signIn()
    const url = await until(() => opened[0])
    cancel()
    expect(await outcome).toEqual(cancelled)
    const redirect = new URL(url).searchParams.get('redirect_uri')?.replace('localhost', '127.0.0.1') ?? ''
    await until(() => refused(redirect))
  })

  test('if cancelled while the tokens are requested, they are not stored', async () => {
    const { signIn, cancel, fake, start } = await signingIn()
    fake.fail('token', 'hang')
    const outcome = signIn()
    await until(() => tokenRequests(fake.requests) > 0)
    cancel()
    expect(await outcome).toEqual(cancelled)
    expect(await start().storedAccount()).toEqual({ ok: true, value: null })
  })

  test('tokens that arrive after a cancel are dropped, and do not delay the next sign-in', async () => {
    const world = await signingIn()
    const { signIn, cancel, fake, answers, browser, tokenCache, accountId, pages, opened } = world
    let release = () => {}
    answers.heldBy = new Promise((resolve) => {
      release = resolve
    })
    const outcome = signIn()
    await until(() => tokenRequests(fake.requests) > 0)
    cancel()
    expect(await outcome).toEqual(cancelled)
    expect(await until(() => pages[0])).toBe('<p>failed</p>')
    // The first answer is still held back when the next page is open.
    browser.act = async () => {}
    const next = signIn()
    const page = await until(() => opened[1])
    release()
    for (let turns = 0; turns < 10; turns++) await turnOfTheLoop()
    expect([tokenCache.kept, accountId()]).toEqual([{ kind: 'empty' }, null])
    await signInThroughBrowser(fake.url, page)
    expect(await next).toMatchObject({ ok: true })
  })

  test('a poll that hangs does not prevent a page from opening, or keep a port open after a cancel', async () => {
    const { signIn, cancel, fake, answers, browser, accessToken, pages, opened } = await signingIn()
    await signIn()
    await until(() => pages[0])
    let release = () => {}
    answers.heldBy = new Promise((resolve) => {
      release = resolve
    })
    const hanging = accessToken({ kind: 'fresh' })
    await until(() => tokenRequests(fake.requests) === 2)
    browser.act = async () => {}
    const outcome = signIn()
    const page = await until(() => opened[1])
    // A cancel may close the connection at any moment.
    const shown = signInThroughBrowser(fake.url, page).catch(() => {})
    await until(() => fake.requests.filter(({ path }) => path.endsWith('/authorize')).length === 2)
    // By now the form has arrived, and its code is queued behind the hanging poll.
    for (let turns = 0; turns < 30; turns++) await turnOfTheLoop()
    cancel()
    expect(await outcome).toEqual(cancelled)
    await until(() => refused(new URL(page).searchParams.get('redirect_uri') ?? ''))
    await shown
    release()
    expect(await hanging).toMatchObject({ ok: true })
  })

  test('if cancelled while the tokens are parsed, they are either used or dropped', async () => {
    for (let ticks = 0; ticks < TICKS; ticks += 3) {
      const { signIn, cancel, fake, answers, tokenCache, accountId } = await signingIn()
      let release = () => {}
      answers.heldBy = new Promise((resolve) => {
        release = resolve
      })
      const outcome = signIn()
      await until(() => tokenRequests(fake.requests) > 0)
      await turnOfTheLoop()
      release()
      for (let tick = 0; tick < ticks; tick++) await null
      cancel()
      const answer = await outcome
      await turnOfTheLoop()
      const left = [tokenCache.kept.kind, accountId() === null]
      expect(left, `tick ${ticks}`).toEqual(answer.ok ? ['tokens', false] : ['empty', true])
    }
  })

  test(`if cancelled at any of ${MOMENTS} moments, it is either complete or leaves nothing behind`, async () => {
    const { start, tokenCache } = await signingIn()
    for (let moment = 0; moment < MOMENTS; moment++) {
      const { signIn, cancel, signOut, accountId } = start()
      const outcome = signIn()
      for (let turns = 0; turns < moment; turns++) await turnOfTheLoop()
      cancel()
      const answer = await outcome
      if (!answer.ok) expect(answer, `moment ${moment}`).toEqual(cancelled)
      await turnOfTheLoop()
      const left = [tokenCache.kept.kind, accountId() === null]
      expect(left, `moment ${moment}`).toEqual(answer.ok ? ['tokens', false] : ['empty', true])
      await signOut()
    }
  })

  test('a sign-in that is not completed ends after 5 minutes, and the next one works', async () => {
    const { signIn, clock, opened, browser, fake } = await signingIn()
    browser.act = async () => {}
    const outcome = signIn()
    await until(() => opened[0])
    await clock.pass(5 * 60_000)
    expect(await outcome).toEqual({
      ok: false,
      problem: { kind: 'sign-in-timed-out', next: 'person', afterMs: 300_000 },
    })
    browser.act = async (url) => void (await signInThroughBrowser(fake.url, url))
    expect(await signIn()).toMatchObject({ ok: true })
    await until(() => clock.waiting() === 0)
  })

  test('the open page has an address for another browser; before and after it there is none', async () => {
    const { signIn, consent, cancel, pageAddress, clock, opened, browser, fake } = await signingIn()
    browser.act = async () => {}
    expect(pageAddress()).toBeNull()
    const ends: (() => unknown)[] = [
      cancel,
      () => clock.pass(5 * 60_000),
      () => signInThroughBrowser(fake.url, pageAddress() ?? ''),
    ]
    for (const [place, end] of ends.entries()) {
      const outcome = signIn()
      const url = await until(() => opened[place])
      expect(pageAddress()).toBe(url)
      expect(new URL(url).origin).toBe('https://login.microsoftonline.com')
      await end()
      await outcome
      expect(pageAddress()).toBeNull()
    }
    const consented = consent(['Presence.ReadWrite'])
    const url = await until(() => opened[ends.length])
    expect(pageAddress()).toBe(url)
    cancel()
    await consented
    expect(pageAddress()).toBeNull()
  })

  test('a browser that does not open leaves no page address', async () => {
    const { signIn, pageAddress, browser } = await signingIn()
    browser.opens = false
    await signIn()
    expect(pageAddress()).toBeNull()
  })

  test('a response of another program on the loopback port changes nothing', async () => {
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

describe('an address that the system does not open', () => {
  const claimsOf = (characters: number) =>
    JSON.stringify({ access_token: { acrs: { essential: true, value: 'x'.repeat(characters) } } })

  /** Signed in, and then required to satisfy claims that need the user. */
  async function owing(characters: number, platform: NodeJS.Platform) {
    const world = await signingIn({}, {}, platform)
    await world.signIn()
    world.fake.revoke()
    const need = { kind: 'with-claims', claims: claimsOf(characters) } as const
    expect(await world.accessToken(need)).toMatchObject({ problem: { kind: 'sign-in-needed' } })
    return world
  }

  test.each([
    ['win32', 2000, 2081],
    ['win32', 9000, 2081],
    ['linux', 17_000, 16_384],
    ['darwin', 17_000, 16_384],
  ] as const)(
    '%s, %i characters of claims: reported, and the next sign-in goes without them',
    async (platform, asked, limit) => {
      const { signIn, opened } = await owing(asked, platform)
      const answer = await signIn()
      expect(answer).toMatchObject({
        ok: false,
        problem: { kind: 'address-too-long', next: 'person', limit, length: expect.any(Number) },
      })
      expect(opened).toHaveLength(1)
      expect(await signIn()).toMatchObject({ ok: true })
      expect(opened[1]).not.toContain('xxx')
    },
  )

  test.each([
    ['win32', 500],
    ['linux', 9000],
    ['darwin', 9000],
  ] as const)('%s, %i characters of claims: it opens', async (platform, asked) => {
    const { signIn, opened } = await owing(asked, platform)
    expect(await signIn()).toMatchObject({ ok: true })
    expect(opened[1]).toContain('x'.repeat(asked))
  })
})

describe('the account', () => {
  test('is restored after a restart without any request', async () => {
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

  test('is removed with its tokens on sign-out', async () => {
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

  test('is removed with a token that was being requested', async () => {
    const { signIn, signOut, tokenCache, accessToken, accountId } = await signingIn()
    await signIn()
    const { write } = tokenCache
    const slowDisk: { release: (() => void) | null } = { release: null }
    tokenCache.write = async (json) => {
      tokenCache.write = write
      await new Promise<void>((resolve) => {
        slowDisk.release = resolve
      })
      await tokenCache.write(json)
    }
    const token = accessToken({ kind: 'fresh' })
    const release = await until(() => slowDisk.release)
    const left = signOut()
    // A sign-out that did not wait would be done by now, as it needs only microtasks.
    for (let turns = 0; turns < 10; turns++) await turnOfTheLoop()
    expect(tokenCache.kept).toMatchObject({ kind: 'tokens' })
    release()
    await left
    expect(await token).toMatchObject({ ok: false })
    expect(tokenCache.kept).toEqual({ kind: 'empty' })
    expect(accountId()).toBeNull()
  })

  test('behind a locked keyring is still there after a cancelled sign-in', async () => {
    const { start, tokenCache } = await signingIn()
    tokenCache.kept = { kind: 'locked' }
    const { signIn, cancel, storedAccount } = start()
    const outcome = signIn()
    cancel()
    await outcome
    expect(await storedAccount()).toMatchObject({ ok: false, problem: { kind: 'keyring-locked' } })
    expect(tokenCache.kept).toEqual({ kind: 'locked' })
  })

  test('a locked keyring is not a missing account, and does not prevent a new sign-in', async () => {
    const { start, tokenCache } = await signingIn()
    tokenCache.kept = { kind: 'locked' }
    const { storedAccount, signIn } = start()
    expect(await storedAccount()).toEqual({ ok: false, problem: { kind: 'keyring-locked', next: 'person' } })
    expect(await signIn()).toMatchObject({ ok: true })
  })

  test('a damaged cache means signed out, and is reported once', async () => {
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
  test('is requested once while it is valid, and again when it has to be fresh', async () => {
    const { signIn, accessToken, fake } = await signingIn()
    await signIn()
    const first = await accessToken({ kind: 'any' })
    for (let i = 0; i < 5; i++) expect(await accessToken({ kind: 'any' })).toEqual(first)
    expect(tokenRequests(fake.requests)).toBe(1)
    expect(await accessToken({ kind: 'fresh' })).not.toEqual(first)
    expect(tokenRequests(fake.requests)).toBe(2)
  })

  test('is refreshed before it expires', async () => {
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
    ['a revoked consent', 'consent_required', 65001],
  ])('%s needs a new sign-in', async (_name, suberror, code) => {
    const { signIn, accessToken, fake } = await signingIn()
    await signIn()
    fake.revoke({ code, ...(suberror ? { suberror } : {}) })
    expect(await accessToken({ kind: 'fresh' })).toEqual({
      ok: false,
      problem: { kind: 'sign-in-needed', next: 'person', code: `AADSTS${code}` },
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
      'entra-busy',
    ],
    [{ status: 200, body: {} }, 'not-an-answer'],
  ] as const)('a server error (%j) does not need one', async (fault, kind) => {
    const { signIn, accessToken, fake } = await signingIn()
    await signIn()
    fake.fail('token', fault)
    expect(await accessToken({ kind: 'fresh' })).toMatchObject({
      ok: false,
      problem: { kind, next: declaredNext[kind] },
    })
    // MSAL's memory of it must not look like a lost sign-in either.
    expect(await accessToken({ kind: 'fresh' })).not.toMatchObject({ problem: { next: 'person' } })
  })
})
