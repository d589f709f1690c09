import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { presenceIn } from '../../model/presence-in.ts'
import { ADA, type Asked, graphOnLoopback, type Told } from './graph-on-loopback.ts'

const idOf = (place: number) => `00000000-0000-4000-8000-${place.toString(16).padStart(12, '0')}`
const idsUpTo = (count: number) => Array.from({ length: count }, (_, place) => idOf(place))
const busy = { availability: 'Busy', activity: 'InAMeeting' }
const seen = (presence: object) => ({ kind: 'seen', presence: presenceIn(presence) })

const noPresences = {
  kind: 'not-an-answer',
  next: 'retries',
  host: 'graph.microsoft.com',
  expected: 'presences',
}

const wantedIds = ({ body }: Asked) => z.object({ ids: z.array(z.string()) }).parse(body).ids
const everybody = (asked: Asked): Told => ({
  body: { value: wantedIds(asked).map((id) => ({ id, ...busy })) },
})

describe('the presences of many', () => {
  test.each([
    [0, 0],
    [1, 1],
    [100, 1],
    [650, 1],
    [651, 2],
    [1300, 2],
    [1301, 3],
  ])('%i need %i requests', async (count, cost) => {
    const { graph, asked } = await graphOnLoopback({ answer: everybody })
    const answer = await graph.presencesOf(idsUpTo(count))
    expect(answer.ok && answer.value.size).toBe(count)
    expect(asked.length).toBe(cost)
    expect(Math.max(0, ...asked.map((one) => wantedIds(one).length))).toBeLessThanOrEqual(650)
    expect(answer.ok && [...answer.value.values()].every(({ kind }) => kind === 'seen')).toBe(true)
  })

  test('an id is sent once, even if repeated or in another letter case', async () => {
    const { graph, asked } = await graphOnLoopback({ answer: everybody })
    const answer = await graph.presencesOf([ADA, ADA.toUpperCase(), ADA])
    expect(asked.map(wantedIds)).toEqual([[ADA]])
    expect(answer.ok && answer.value.get(ADA.toUpperCase())).toEqual(seen(busy))
  })

  test('only object ids are sent', async () => {
    const { graph, asked } = await graphOnLoopback({ answer: everybody })
    const answer = await graph.presencesOf(['ada@contoso.com', '../me', '', ADA])
    expect(asked.map(wantedIds)).toEqual([[ADA]])
    expect(answer.ok && answer.value.get('../me')).toEqual({ kind: 'not-visible' })
  })

  test('a person missing in the answer is not visible, the others are seen', async () => {
    const [gone = '', here = ''] = idsUpTo(2)
    const { graph } = await graphOnLoopback({ answer: () => ({ body: { value: [{ id: here, ...busy }] } }) })
    const answer = await graph.presencesOf([gone, here])
    expect(answer.ok && Object.fromEntries(answer.value)).toEqual({
      [gone]: { kind: 'not-visible' },
      [here]: seen(busy),
    })
  })

  test.each([400, 403, 404, 429, 500])(
    'one request refused with %i does not affect the others',
    async (status) => {
      const ids = idsUpTo(1301)
      const { graph } = await graphOnLoopback({
        answer: (asked) => (wantedIds(asked).includes(idOf(700)) ? { status } : everybody(asked)),
      })
      const answer = await graph.presencesOf(ids)
      const kinds = answer.ok ? ids.map((id) => answer.value.get(id)?.kind) : []
      expect(kinds.filter((kind) => kind === 'seen')).toHaveLength(651)
      expect(kinds.slice(650, 1300).every((kind) => kind === 'failed')).toBe(true)
    },
  )

  test('fails if all requests are refused', async () => {
    const { graph } = await graphOnLoopback({
      answer: () => ({ status: 429, headers: { 'retry-after': '9' } }),
    })
    expect(await graph.presencesOf(idsUpTo(1301))).toMatchObject({
      ok: false,
      problem: { kind: 'throttled', retryAfterMs: 9000 },
    })
  })

  test.each([400, 404])(
    'a refusal with %i says nothing about the presence of this account',
    async (status) => {
      const { graph } = await graphOnLoopback({ answer: () => ({ status }) })
      const refusal = { kind: 'server-error', next: 'retries', host: 'graph.microsoft.com', status }
      expect(await graph.presencesOf([ADA])).toMatchObject({ ok: false, problem: refusal })
      expect(await graph.findPeople('Ada')).toMatchObject({ ok: false, problem: refusal })
    },
  )

  test.each([
    ['null', null],
    ['a string', 'x'],
    ['an error in disguise', { error: { code: 'x' } }],
    ['an invalid list', { value: 7 }],
  ])('%s is not an answer', async (_name, body) => {
    const { graph } = await graphOnLoopback({ answer: () => ({ body }) })
    expect(await graph.presencesOf([ADA])).toEqual({ ok: false, problem: noPresences })
  })

  const [other = ''] = idsUpTo(1)
  test.each<[string, string, unknown[]]>([
    ['an id alone', 'failed', [{ id: ADA }]],
    ['invalid words', 'failed', [{ id: ADA, availability: ' \u200D', activity: 7 }]],
    ['an error about them', 'failed', [{ id: ADA, error: { code: 'x' } }]],
    ['null, which may be theirs', 'failed', [null]],
    ['a user without an id', 'failed', [{ displayName: 'Ada' }]],
    ['a presence after that', 'seen', [{ id: ADA }, { id: ADA, ...busy }]],
    ['a presence before that', 'seen', [{ id: ADA, ...busy }, { id: ADA }, null]],
    ['nothing', 'not-visible', []],
    ['an invalid id', 'not-visible', [{ id: '../x', ...busy }]],
    ['another person with an id alone', 'not-visible', [{ id: idOf(9) }]],
  ])('%s makes the result %s', async (_what, kind, entries) => {
    const { graph } = await graphOnLoopback({
      answer: () => ({ body: { value: [{ id: other, ...busy }, ...entries] } }),
    })
    const answer = await graph.presencesOf([ADA, other])
    const failure = kind === 'failed' ? { problem: noPresences } : {}
    expect(answer.ok && answer.value.get(ADA)).toMatchObject({ kind, ...failure })
    expect(answer.ok && answer.value.get(other)).toEqual(seen(busy))
  })

  test('messages of colleagues are not kept, even long ones', async () => {
    const message = `<html>${'<p>A secret.</p>'.repeat(500)}</html>`
    const { graph } = await graphOnLoopback({
      answer: (asked) => ({
        body: {
          value: wantedIds(asked).map((id) => ({
            id,
            ...busy,
            outOfOfficeSettings: { isOutOfOffice: true, message },
            statusMessage: { message: { content: 'A secret.' } },
            workLocation: { workLocationType: 'remote' },
          })),
        },
      }),
    })
    const answer = await graph.presencesOf(idsUpTo(100))
    expect(answer.ok && answer.value.get(idOf(99))).toEqual({
      kind: 'seen',
      presence: {
        ...busy,
        outOfOffice: { isOutOfOffice: true, message: null },
        statusMessage: null,
        workLocation: null,
      },
    })
  })
})

describe('the presence of a colleague', () => {
  const paths = (asked: readonly Asked[]) => asked.map(({ path }) => path.split('/v1.0')[1])
  const both = [`/users/${ADA}/presence`, `/communications/presences/${ADA}`]

  test.each([403, 404])('refused with %i, is requested from communications', async (status) => {
    const { graph, asked } = await graphOnLoopback({
      answer: ({ path }) => (path.includes('/users/') ? { status } : { body: { id: ADA, ...busy } }),
    })
    expect(await graph.presenceOf(ADA)).toEqual({ ok: true, value: seen(busy) })
    expect(paths(asked)).toEqual(both)
  })

  test.each([403, 404])('refused twice with %i, is not visible', async (status) => {
    const { graph, asked } = await graphOnLoopback({ answer: () => ({ status }) })
    expect(await graph.presenceOf(ADA)).toEqual({ ok: true, value: { kind: 'not-visible' } })
    expect(paths(asked)).toEqual(both)
  })

  test.each([
    [429, 'throttled'],
    [503, 'server-error'],
    [400, 'presence-unavailable'],
  ])('%i is not about the person', async (status, kind) => {
    const { graph, asked } = await graphOnLoopback({ answer: () => ({ status }) })
    expect(await graph.presenceOf(ADA)).toMatchObject({ ok: false, problem: { kind } })
    expect(asked).toHaveLength(1)
  })

  test.each([
    ['null', null],
    ['an empty collection', { value: [] }],
    ['a collection with null', { value: [null] }],
    ['a collection with several', { value: [{ ...busy }, { ...busy }] }],
    ['a user', { id: ADA, displayName: 'Ada' }],
  ])('%s is not an answer', async (_what, body) => {
    const { graph } = await graphOnLoopback({ answer: () => ({ body }) })
    expect(await graph.presenceOf(ADA)).toMatchObject({
      ok: false,
      problem: { kind: 'not-an-answer', expected: 'presence' },
    })
  })

  test.each(['ada@contoso.com', '../../me', ''])('%s is not an object id and is not sent', async (id) => {
    const { graph, asked } = await graphOnLoopback({ answer: () => ({ body: busy }) })
    expect(await graph.presenceOf(id)).toEqual({ ok: true, value: { kind: 'not-visible' } })
    expect(asked).toEqual([])
  })
})

describe('another person’s presence', () => {
  const GRACE = '66825e03-7ef5-42da-9069-724602c31f6b'
  const refused = {
    ok: false,
    problem: { kind: 'other-account-answered', next: 'retries', host: 'graph.microsoft.com' },
  }
  const ids = [
    ['another person', GRACE, false],
    ['the account itself', ADA, true],
    ['the account in upper case', ADA.toUpperCase(), true],
    ['no id', undefined, true],
    ['null', null, true],
    ['a number', 5, true],
    ['a string that is not an object id', 'somebody', true],
  ] as const

  test.each(ids)('as the user’s own, with %s as id', async (_what, id, isOwn) => {
    const body = id === undefined ? busy : { id, ...busy }
    const { graph } = await graphOnLoopback({ answer: () => ({ body }) })
    expect(await graph.myPresence()).toEqual(isOwn ? { ok: true, value: presenceIn(busy) } : refused)
  })

  test.each(ids)('as a colleague’s, with %s as id', async (_what, id, isWanted) => {
    const body = id === undefined ? busy : { id, ...busy }
    for (const given of [body, { value: [body] }]) {
      const { graph } = await graphOnLoopback({ answer: () => ({ body: given }) })
      expect(await graph.presenceOf(ADA)).toEqual(isWanted ? { ok: true, value: seen(busy) } : refused)
    }
  })

  test('is recognized by the id regardless of letter case', async () => {
    const answer = () => ({ body: { id: ADA, ...busy } })
    const { graph } = await graphOnLoopback({ accountId: ADA.toUpperCase(), answer })
    expect(await graph.myPresence()).toEqual({ ok: true, value: presenceIn(busy) })
    expect(await graph.presenceOf(ADA.toUpperCase())).toEqual({ ok: true, value: seen(busy) })
  })

  test('among many is ignored', async () => {
    const { graph } = await graphOnLoopback({
      answer: () => ({ body: { value: [{ id: GRACE, ...busy }, { ...busy }] } }),
    })
    const answer = await graph.presencesOf([ADA])
    expect(answer.ok && Object.fromEntries(answer.value)).toEqual({ [ADA]: { kind: 'not-visible' } })
  })

  test('is not recognized if the account has no object id', async () => {
    const { graph } = await graphOnLoopback({
      accountId: null,
      answer: () => ({ body: { id: GRACE, ...busy } }),
    })
    expect(await graph.myPresence()).toMatchObject({ ok: true })
  })
})
