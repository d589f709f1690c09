// The request limits: what is sent, whoever requests it and however often.
import fc from 'fast-check'
import { describe, expect, onTestFinished, test } from 'vitest'
import { systemClock } from '../../../app/desktop/system-clock.ts'
import { createMicrosoft } from '../../../app/microsoft/microsoft.ts'
import type { NetworkAnswer } from '../../../app/microsoft/network/http-answer.ts'
import { createLimitedNetwork, type RequestOrigin } from '../../../app/microsoft/network/limited-network.ts'
import { ok } from '../../../app/model/problems/problem.ts'
import { overBucket, overWindow } from '../../../bench/request-audit.ts'
import { startFakeMicrosoft } from '../../../simulator/microsoft/fake-microsoft.ts'
import { wordsIn } from '../../../words/words.ts'
import { signInThroughBrowser } from '../../simulator/microsoft/browser.ts'
import { projectFiles, readProjectFile } from '../../support/project-files.ts'
import { createVirtualClock } from '../../support/virtual-clock.ts'
import { cacheInMemory } from '../sign-in/signing-in.ts'

const ME = 'https://graph.microsoft.com/v1.0/me/presence'
const OTHERS = 'https://graph.microsoft.com/v1.0/communications/getPresencesByUserId'
const TOKEN = 'https://login.microsoftonline.com/organizations/oauth2/v2.0/token'
const background: RequestOrigin = { reason: 'background', account: 'ada' }
const click: RequestOrigin = { reason: 'click', account: 'ada' }

/** A limited network on a virtual clock, and when it sent which request. */
function setUp() {
  const clock = createVirtualClock()
  const logged: string[] = []
  const sent: { url: string; atMs: number }[] = []
  const network = createLimitedNetwork({
    network: {
      async request({ url }) {
        sent.push({ url, atMs: clock.monotonicMs() })
        return ok<NetworkAnswer>({ status: 200, headers: {}, json: {} })
      },
    },
    clock,
    onHeldBack: (what) => logged.push(what),
  })
  const ask = (url: string, origin: RequestOrigin) =>
    network.withOrigin(origin, () => network.request({ method: 'GET', url }))
  const momentsOf = (url: string) => sent.filter((one) => one.url === url).map(({ atMs }) => atMs)
  return { clock, network, ask, momentsOf, logged, sent }
}

describe('background presence requests', () => {
  test('four at once, then one every 5 s; one that is held back is reported, and logged once', async () => {
    const { clock, ask, momentsOf, logged } = setUp()
    for (let number = 0; number < 4; number++) expect(await ask(ME, background)).toMatchObject({ ok: true })
    const problem = { kind: 'held-back', next: 'waits', retryAfterMs: 5000 }
    for (let number = 0; number < 20; number++)
      expect(await ask(ME, background)).toEqual({ ok: false, problem })
    expect(logged).toEqual(['Requests are held back: own presence, background, for 5000 ms'])
    await clock.pass(4999)
    expect(await ask(ME, background)).toMatchObject({ ok: false, problem: { retryAfterMs: 1 } })
    await clock.pass(1)
    expect(await ask(ME, background)).toMatchObject({ ok: true })
    expect(momentsOf(ME)).toHaveLength(5)
    // A request was sent meanwhile, so the next time is logged again.
    await ask(ME, background)
    expect(logged).toHaveLength(2)
  })

  test('are limited per account, and separately for colleagues', async () => {
    const { ask, momentsOf } = setUp()
    for (let number = 0; number < 10; number++) {
      await ask(ME, background)
      await ask(ME, { ...background, account: 'grace' })
      await ask(OTHERS, background)
    }
    expect(momentsOf(ME)).toHaveLength(8)
    expect(momentsOf(OTHERS)).toHaveLength(4)
  })

  test('include those without an origin', async () => {
    const { network, momentsOf } = setUp()
    for (let number = 0; number < 10; number++) await network.request({ method: 'GET', url: ME })
    expect(momentsOf(ME)).toHaveLength(4)
  })

  test.each([
    'https://graph.microsoft.com/beta/me/presence?x=1',
    'https://graph.microsoft.com/v1.0/ME/Presence',
    'https://graph.microsoft.us/v1.0/users/11111111-2222-4333-8444-555555555555/presence',
    'https://graph.microsoft.com/v1.0/communications/presences/11111111-2222-4333-8444-555555555555',
  ])('include %s', async (url) => {
    const { ask, momentsOf } = setUp()
    for (let number = 0; number < 10; number++) await ask(url, background)
    expect(momentsOf(url)).toHaveLength(4)
  })
})

describe('clicks', () => {
  test('always cause a request, at most one a second, whatever the background has used', async () => {
    const { clock, ask, momentsOf, logged } = setUp()
    for (let number = 0; number < 100; number++) {
      await ask(ME, background)
      await ask(TOKEN, background)
    }
    const before = momentsOf(ME).length
    const first = ask(ME, click)
    const second = ask(ME, click)
    const third = ask(ME, click)
    await clock.pass(999)
    expect(await first).toMatchObject({ ok: true })
    expect(await third).toMatchObject({ ok: false, problem: { kind: 'held-back' } })
    expect(momentsOf(ME)).toHaveLength(before + 1)
    await clock.pass(1)
    expect(await second).toMatchObject({ ok: true })
    expect(momentsOf(ME)).toHaveLength(before + 2)
    expect(logged.filter((line) => line.includes('click'))).toHaveLength(1)
  })

  test('for anything else are sent at once, as many as a user may make', async () => {
    const { ask, momentsOf, clock } = setUp()
    for (let number = 0; number < 100; number++) await ask(TOKEN, background)
    const before = momentsOf(TOKEN).length
    for (let number = 0; number < 20; number++) expect(await ask(TOKEN, click)).toMatchObject({ ok: true })
    const rest = Array.from({ length: 50 }, () => ask(TOKEN, click))
    await clock.pass(10_000)
    await Promise.all(rest)
    expect(momentsOf(TOKEN)).toHaveLength(before + 21)
  })
})

test('all background requests together are limited to sixty a minute', async () => {
  const { clock, ask, sent, logged } = setUp()
  for (let second = 0; second < 600; second++) {
    for (let number = 0; number < 3; number++) await ask(`https://x.example/${number}`, background)
    await clock.pass(1000)
  }
  const moments = sent.map(({ atMs }) => atMs)
  expect(moments).toHaveLength(600)
  expect(overWindow(moments, 60, 60_000)).toBe(0)
  expect(logged.length).toBeLessThanOrEqual(10)
})

test('no sequence of requests exceeds the limits, and each is answered within a second', async () => {
  const origin = fc.record({
    reason: fc.constantFrom('click' as const, 'background' as const),
    account: fc.constantFrom('ada', 'grace'),
  })
  const step = fc.record({
    origin,
    url: fc.constantFrom(ME, OTHERS, TOKEN, 'no address'),
    pauseMs: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 3000 }), fc.constant(30_000)),
  })
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 200 }), async (steps) => {
      const { clock, ask, sent } = setUp()
      const made: { atMs: number; origin: RequestOrigin; url: string }[] = []
      const answers: Promise<unknown>[] = []
      for (const { origin: from, url, pauseMs } of steps) {
        const before = sent.length
        answers.push(ask(url, from))
        await clock.pass(0)
        if (sent.length > before && from.reason === 'background')
          made.push({ atMs: clock.monotonicMs(), origin: from, url })
        if (pauseMs > 0) await clock.pass(pauseMs)
      }
      await clock.pass(1000)
      await Promise.all(answers)
      const of = (account: string, url: string) =>
        made.filter((one) => one.origin.account === account && one.url === url).map(({ atMs }) => atMs)
      for (const account of ['ada', 'grace'])
        for (const url of [ME, OTHERS]) expect(overBucket(of(account, url), 4, 5000)).toBe(0)
      expect(
        overWindow(
          made.map(({ atMs }) => atMs),
          60,
          60_000,
        ),
      ).toBe(0)
    }),
    { numRuns: 30 },
  )
})

test('no other module creates a network', () => {
  const using = projectFiles('app').filter(
    (path) => path.endsWith('.ts') && /\bcreateNetwork\(/.test(readProjectFile(path)),
  )
  expect(using.sort()).toEqual(['app/microsoft/microsoft.ts', 'app/microsoft/network/network.ts'])
})

test('also through MSAL: a sign-in is a click, and proceeds while the background is held back', async () => {
  const fake = await startFakeMicrosoft()
  onTestFinished(() => fake.close())
  const logged: string[] = []
  const asked: string[] = []
  const microsoft = createMicrosoft({
    fetch(url, init) {
      asked.push(new URL(url).pathname)
      return fetch(url, init)
    },
    isOnline: () => true,
    microsoftUrl: fake.url,
    platform: process.platform,
    clock: systemClock,
    tokenCache: cacheInMemory(),
    openBrowser: async (url) => void signInThroughBrowser(fake.url, url).catch(() => {}),
    wordsNow: () => wordsIn('en'),
    graphVersion: () => 'v1.0',
    log: { debug: () => {}, warn: (what) => logged.push(what) },
  })
  const registration = { clientId: fake.clientId, tenant: 'organizations', cloud: 'global' } as const
  const graphOf = (account: string) =>
    microsoft.sourceFor(registration, {
      ...microsoft.signInFor(registration),
      accessToken: async () => ok('no token'),
      accountId: () => account,
    })
  // Sixty in this minute.
  for (let number = 0; number < 60; number++) await graphOf(`account ${number}`).myPresence()
  expect(await graphOf('another').myPresence()).toMatchObject({ ok: false, problem: { kind: 'held-back' } })

  const signIn = microsoft.signInFor(registration)
  expect(await signIn.signIn()).toMatchObject({ ok: true })
  const graph = microsoft.sourceFor(registration, signIn)
  expect(await graph.myPresence('click')).toMatchObject({ ok: true })
  expect(logged).toEqual([expect.stringContaining('background in a minute')])
  expect(asked.filter((path) => path.endsWith('/me/presence'))).toHaveLength(61)
})
