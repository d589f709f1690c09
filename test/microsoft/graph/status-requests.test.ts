import { describe, expect, test } from 'vitest'
import { systemClock } from '../../../app/desktop/system-clock.ts'
import { createGraph, type Graph, type TokenNeed } from '../../../app/microsoft/graph/graph.ts'
import { isoDuration, preferredPresences } from '../../../app/microsoft/graph/status-requests.ts'
import { createNetwork } from '../../../app/microsoft/network/network.ts'
import type { StatusChange } from '../../../app/model/names.ts'
import { type Answer, ok } from '../../../app/model/problems/problem.ts'
import { ADA, graphOnLoopback } from './graph-on-loopback.ts'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const done = { ok: true, value: undefined }
const busy = { ...preferredPresences.Busy, expirationMs: HOUR_MS }

describe('a preferred presence', () => {
  test.each(Object.values(preferredPresences))('$availability, $activity for two hours', async (wanted) => {
    const { graph, asked } = await graphOnLoopback({ answer: () => ({}) })
    expect(await graph.setPreferredPresence({ ...wanted, expirationMs: 2 * HOUR_MS })).toEqual(done)
    expect(asked.map(({ body }) => body)).toEqual([{ ...wanted, expirationDuration: 'PT2H' }])
  })

  test('without a duration leaves it to Graph', async () => {
    const { graph, asked } = await graphOnLoopback({ answer: () => ({}) })
    await graph.setPreferredPresence({ ...busy, expirationMs: null })
    expect(asked[0]?.body).toEqual(preferredPresences.Busy)
  })

  test.each([
    ['30 min', 30 * MINUTE_MS, 'PT30M'],
    ['an hour', HOUR_MS, 'PT1H'],
    ['an hour and a half', 90 * MINUTE_MS, 'PT1H30M'],
    ['to the second', 7 * HOUR_MS + 12 * MINUTE_MS + 30_400, 'PT7H12M30S'],
    ['a day of 25 hours when daylight saving ends', 25 * HOUR_MS, 'PT25H'],
    ['no time at all', 0, 'PT1S'],
    ['a time in the past', -5000, 'PT1S'],
  ])('a duration is written in ISO 8601: %s', (_name, lengthMs, duration) => {
    expect(isoDuration(lengthMs)).toBe(duration)
  })
})

describe('a status message', () => {
  test('expires at a time in UTC, written without a zone', async () => {
    const { graph, asked } = await graphOnLoopback({ answer: () => ({}) })
    await graph.setStatusMessage('Back at one', Date.parse('2026-11-23T13:00:00.250+01:00'))
    expect(asked[0]?.body).toEqual({
      statusMessage: {
        message: { content: 'Back at one', contentType: 'text' },
        expiryDateTime: { dateTime: '2026-11-23T12:00:00.250', timeZone: 'UTC' },
      },
    })
  })

  test('may have no expiry, and any text', async () => {
    const { graph, asked } = await graphOnLoopback({ answer: () => ({}) })
    for (const text of ['', '"quoted" <b>\n😀 Привет']) {
      expect(await graph.setStatusMessage(text, null)).toEqual(done)
      expect(asked.at(-1)?.body).toEqual({
        statusMessage: { message: { content: text, contentType: 'text' } },
      })
    }
  })
})

describe('Graph’s answer', () => {
  test.each([200, 202, 204])('%i without a body is a success', async (status) => {
    const { graph } = await graphOnLoopback({ answer: () => ({ status }) })
    expect(await graph.setPreferredPresence(busy)).toEqual(done)
    expect(await graph.clearPreferredPresence()).toEqual(done)
  })

  test('a captive portal’s page is not, and neither is an empty answer to a GET', async () => {
    const { graph } = await graphOnLoopback({ answer: () => ({ html: '<html>' }) })
    const { graph: silent } = await graphOnLoopback({ answer: () => ({}) })
    expect(await silent.myPresence()).toMatchObject({ ok: false, problem: { kind: 'not-json' } })
    expect(await graph.clearPreferredPresence()).toMatchObject({ ok: false, problem: { kind: 'not-json' } })
  })

  const changes = (graph: Graph, need?: TokenNeed) =>
    ({
      'set-status': () => graph.setPreferredPresence(busy, need),
      'reset-status': () => graph.clearPreferredPresence(need),
      'set-message': () => graph.setStatusMessage('Back at one', null, need),
      'remove-message': () => graph.setStatusMessage('', null, need),
    }) satisfies Record<StatusChange, () => Promise<Answer<void>>>

  test('each status from 400 to 599 refuses only this change', async () => {
    let status = 400
    const error = { code: 'Forbidden', message: 'Cannot set the presence of another user' }
    // Not over HTTP: Node's fetch handles 407 and 421 itself.
    const fetch = async () =>
      Response.json({ error }, { status, headers: status % 2 === 0 ? { 'retry-after': '9' } : {} })
    const graph = createGraph({
      network: createNetwork({ fetch, isOnline: () => true, microsoftUrl: null, clock: systemClock }),
      cloud: 'global',
      version: () => 'v1.0',
      accessToken: async () => ok('token'),
      accountId: () => ADA,
      nowMs: Date.now,
    })
    for (; status < 600; status++) {
      const retryAfterMs = status % 2 === 0 ? 9000 : null
      for (const [change, ask] of Object.entries(changes(graph))) {
        const problem = { kind: 'status-refused', next: 'person', change, status, retryAfterMs }
        const ofProxy = { kind: 'proxy-sign-in-wanted' }
        expect(await ask()).toMatchObject({ ok: false, problem: status === 407 ? ofProxy : problem })
      }
    }
  })

  test.each([
    ['any', 'Forbidden', 'status-refused'],
    ['fresh', 'Forbidden', 'permission-missing'],
    ['fresh', 'accessDenied', 'permission-missing'],
    ['fresh', 'Authorization_RequestDenied', 'permission-missing'],
    ['fresh', 'notAllowed', 'status-refused'],
    ['fresh', undefined, 'status-refused'],
  ] as const)('403 to a token that is %s, with the code %s, is %s', async (need, code, kind) => {
    const { graph } = await graphOnLoopback({ answer: () => ({ status: 403, body: { error: { code } } }) })
    for (const ask of Object.values(changes(graph, { kind: need })))
      expect(await ask()).toMatchObject({ ok: false, problem: { kind } })
  })

  test.each([{}, null, [], 'ok', 7, { error: {} }, { availability: 'Busy', activity: 'Busy' }])(
    '200 with %j is not a confirmation',
    async (body) => {
      const { graph } = await graphOnLoopback({ answer: () => ({ body }) })
      for (const ask of Object.values(changes(graph)))
        expect(await ask()).toMatchObject({
          ok: false,
          problem: { kind: 'not-an-answer', expected: 'confirmation' },
        })
    },
  )

  test('401 is retried once with a fresh token', async () => {
    let answers = 0
    const { graph, needs } = await graphOnLoopback({
      answer: () => ({ status: answers++ === 0 ? 401 : 200 }),
    })
    expect(await graph.clearPreferredPresence()).toEqual(done)
    expect(needs.map(({ need }) => need.kind)).toEqual(['any', 'fresh'])
  })

  test('401 for a fresh token is not retried', async () => {
    const { graph, needs } = await graphOnLoopback({ answer: () => ({ status: 401 }) })
    expect(await graph.clearPreferredPresence({ kind: 'fresh' })).toMatchObject({ problem: { status: 401 } })
    expect(needs.map(({ need }) => need.kind)).toEqual(['fresh'])
  })
})

test.each([null, '', 'ada@contoso.com', '../../users/x'])(
  'the account id %j is not sent in a path',
  async (accountId) => {
    const { graph, asked } = await graphOnLoopback({ answer: () => ({}), accountId })
    expect(await graph.clearPreferredPresence()).toMatchObject({
      ok: false,
      problem: { kind: 'sign-in-needed' },
    })
    expect(asked).toEqual([])
  },
)
