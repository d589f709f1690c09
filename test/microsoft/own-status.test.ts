import { describe, expect, test } from 'vitest'
import { isoDuration, preferredPresences } from '../../app/microsoft/own-status.ts'
import { graphOnLoopback } from './graph-on-loopback.ts'

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

  test('without an end leaves the end to Graph', async () => {
    const { graph, asked } = await graphOnLoopback({ answer: () => ({}) })
    await graph.setPreferredPresence({ ...busy, expirationMs: null })
    expect(asked[0]?.body).toEqual(preferredPresences.Busy)
  })

  test.each([
    ['30 min', 30 * MINUTE_MS, 'PT30M'],
    ['an hour', HOUR_MS, 'PT1H'],
    ['an hour and a half', 90 * MINUTE_MS, 'PT1H30M'],
    ['to the second', 7 * HOUR_MS + 12 * MINUTE_MS + 30_400, 'PT7H12M30S'],
    ['the long day of an autumn’s change of clocks', 25 * HOUR_MS, 'PT25H'],
    ['no time at all', 0, 'PT1S'],
    ['an end that has passed', -5000, 'PT1S'],
  ])('a length is written as ISO 8601 wants it: %s', (_name, lengthMs, duration) => {
    expect(isoDuration(lengthMs)).toBe(duration)
  })
})

describe('a status message', () => {
  test('ends at a moment in UTC, written without a zone', async () => {
    const { graph, asked } = await graphOnLoopback({ answer: () => ({}) })
    await graph.setStatusMessage('Back at one', Date.parse('2026-11-23T13:00:00.250+01:00'))
    expect(asked[0]?.body).toEqual({
      statusMessage: {
        message: { content: 'Back at one', contentType: 'text' },
        expiryDateTime: { dateTime: '2026-11-23T12:00:00.250', timeZone: 'UTC' },
      },
    })
  })

  test('without an end, and any text as it is', async () => {
    const { graph, asked } = await graphOnLoopback({ answer: () => ({}) })
    for (const text of ['', '"quoted" <b>\n😀 Привет']) {
      expect(await graph.setStatusMessage(text, null)).toEqual(done)
      expect(asked.at(-1)?.body).toEqual({
        statusMessage: { message: { content: text, contentType: 'text' } },
      })
    }
  })
})

describe('what Graph says to it', () => {
  test.each([200, 202, 204])('%i without a body is done', async (status) => {
    const { graph } = await graphOnLoopback({ answer: () => ({ status }) })
    expect(await graph.setPreferredPresence(busy)).toEqual(done)
    expect(await graph.clearPreferredPresence()).toEqual(done)
  })

  test('a page of a guest network is not, nor is nothing in answer to a question', async () => {
    const { graph } = await graphOnLoopback({ answer: () => ({ html: '<html>' }) })
    const { graph: silent } = await graphOnLoopback({ answer: () => ({}) })
    expect(await silent.myPresence()).toMatchObject({ ok: false, problem: { kind: 'not-json' } })
    expect(await graph.clearPreferredPresence()).toMatchObject({ ok: false, problem: { kind: 'not-json' } })
  })

  test.each([
    [400, 'presence-unavailable'],
    [401, 'not-own-presence'],
    [403, 'permission-missing'],
    [404, 'presence-unavailable'],
    [429, 'throttled'],
    [500, 'server-error'],
  ])('%i', async (status, kind) => {
    const { graph } = await graphOnLoopback({
      answer: () => ({
        status,
        body: { error: { code: 'x', message: 'Cannot set the presence of another user' } },
      }),
    })
    for (const answer of [
      await graph.setPreferredPresence(busy),
      await graph.clearPreferredPresence(),
      await graph.setStatusMessage('', null),
    ])
      expect(answer).toMatchObject({ ok: false, problem: { kind } })
  })

  test('401 is tried once more with a fresh token', async () => {
    let answers = 0
    const { graph, needs } = await graphOnLoopback({
      answer: () => ({ status: answers++ === 0 ? 401 : 200 }),
    })
    expect(await graph.clearPreferredPresence()).toEqual(done)
    expect(needs.map(({ need }) => need.kind)).toEqual(['any', 'fresh'])
  })
})

test.each([null, '', 'ada@contoso.com', '../../users/x'])('the account %j has no path', async (accountId) => {
  const { graph, asked } = await graphOnLoopback({ answer: () => ({}), accountId })
  expect(await graph.clearPreferredPresence()).toMatchObject({
    ok: false,
    problem: { kind: 'sign-in-needed' },
  })
  expect(asked).toEqual([])
})
