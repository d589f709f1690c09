// When a refusal needs a person: a table, and what holds for every sequence of refusals.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Problem } from '../../app/model/problems/problem.ts'
import {
  asPassing,
  LEAST_SPREAD_MS,
  LEAST_TIMES,
  noRefusals,
  type Refusals,
  refusalKindOf,
  wantsFreshToken,
  withRefusal,
} from '../../app/polling/refusals.ts'

const forbidden = {
  kind: 'permission-missing',
  next: 'person',
  permission: 'Presence.Read',
  by: 'graph',
} as const
const turnedAway = { kind: 'token-refused', next: 'person' } as const
const noPresence = { kind: 'presence-unavailable', next: 'person', status: 404 } as const
const busy = {
  kind: 'server-error',
  next: 'retries',
  host: 'graph.microsoft.com',
  status: 503,
  retryAfterMs: null,
} as const
const lost = { kind: 'sign-in-needed', next: 'person', code: 'AADSTS700082' } as const

/** Seconds, what was answered, and whether the token was a fresh one. */
type Answered = readonly [atSeconds: number, problem: Problem | 'presence', token: 'kept' | 'fresh']

function judged(answers: readonly Answered[], firstAnswer = false) {
  let refusals: Refusals = noRefusals
  let shown: Problem | null = null
  for (const [atSeconds, problem, token] of answers) {
    if (problem === 'presence') {
      refusals = noRefusals
      shown = null
      continue
    }
    const check = { nowMs: atSeconds * 1000, freshToken: token === 'fresh', firstAnswer }
    refusals = withRefusal(refusals, problem, check)
    shown = asPassing(problem, refusals)
  }
  return { refusals, shown }
}

describe('a refusal', () => {
  test.each<[string, Answered[], boolean]>([
    ['once', [[0, forbidden, 'kept']], false],
    [
      'twice within a second',
      [
        [0, forbidden, 'kept'],
        [1, forbidden, 'fresh'],
      ],
      false,
    ],
    [
      'twice, a minute apart',
      [
        [0, forbidden, 'kept'],
        [60, forbidden, 'fresh'],
      ],
      false,
    ],
    ['often within a minute', [0, 5, 15, 35, 59].map((at) => [at, forbidden, 'fresh'] as const), false],
    ['three times over a minute', [0, 20, 60].map((at) => [at, forbidden, 'fresh'] as const), true],
    [
      'three times over a minute, with a token that is kept',
      [0, 20, 60].map((at) => [at, forbidden, 'kept'] as const),
      false,
    ],
    [
      'the last time with a fresh token',
      [
        [0, forbidden, 'kept'],
        [20, forbidden, 'kept'],
        [60, forbidden, 'fresh'],
      ],
      true,
    ],
    [
      'three different ones',
      [
        [0, forbidden, 'fresh'],
        [30, turnedAway, 'fresh'],
        [60, noPresence, 'fresh'],
      ],
      false,
    ],
    [
      'with faults and other refusals in between',
      [
        [0, forbidden, 'fresh'],
        [10, busy, 'fresh'],
        [20, forbidden, 'fresh'],
        [40, turnedAway, 'fresh'],
        [70, forbidden, 'fresh'],
      ],
      true,
    ],
    [
      'with an answer in between',
      [
        [0, forbidden, 'fresh'],
        [20, forbidden, 'fresh'],
        [40, 'presence', 'kept'],
        [60, forbidden, 'fresh'],
      ],
      false,
    ],
    [
      'that has lasted, once more',
      [...[0, 20, 60].map((at) => [at, forbidden, 'fresh'] as const), [61, forbidden, 'kept']],
      true,
    ],
  ])('%s', (_what, answers, lasts) => {
    const { shown } = judged(answers)
    expect(shown).toEqual(
      lasts
        ? forbidden
        : {
            kind: 'passing-refusal',
            next: 'retries',
            refused: answers.at(-1)?.[1] === noPresence ? 'presence-unavailable' : 'permission-missing',
          },
    )
  })

  test('of the first check of an account lasts at once', () => {
    for (const problem of [forbidden, turnedAway, noPresence]) {
      expect(judged([[0, problem, 'kept']], true).shown).toEqual(problem)
    }
  })
})

test('other problems, and what Entra refuses by a number, are shown unchanged', () => {
  for (const problem of [busy, lost]) {
    expect(refusalKindOf(problem)).toBeNull()
    expect(judged([[0, problem, 'kept']]).shown).toEqual(problem)
  }
})

test('the third try and all later ones use a fresh token, until an answer', () => {
  const wants = (answers: readonly Answered[]) => wantsFreshToken(judged(answers).refusals)
  expect(wants([])).toBe(false)
  expect(wants([[0, noPresence, 'kept']])).toBe(false)
  expect(
    wants([
      [0, noPresence, 'kept'],
      [5, noPresence, 'kept'],
    ]),
  ).toBe(true)
  expect(
    wants([
      [0, noPresence, 'kept'],
      [5, noPresence, 'kept'],
      [6, 'presence', 'kept'],
    ]),
  ).toBe(false)
})

test('no sequence of refusals needs a person before one came three times over a minute', () => {
  const answer = fc.tuple(
    fc.integer({ min: 0, max: 40 }),
    fc.constantFrom<Problem | 'presence'>('presence', forbidden, turnedAway, noPresence, busy),
    fc.constantFrom('kept', 'fresh'),
  )
  fc.assert(
    fc.property(fc.array(answer, { minLength: 1, maxLength: 30 }), (steps) => {
      let at = 0
      const answers = steps.map(([gap, problem, token]): Answered => {
        at += gap
        return [at, problem, token]
      })
      const { shown } = judged(answers)
      const refused = answers.at(-1)?.[1]
      if (refused === undefined || refused === 'presence' || !refusalKindOf(refused)) return
      const sinceAnswer = answers.slice(answers.findLastIndex(([, problem]) => problem === 'presence') + 1)
      const same = sinceAnswer.filter(([, problem]) => problem === refused)
      // The same rule, written without state: one was the third, a minute after the first, with a fresh token.
      const lasted = same.some(
        ([atSeconds, , token], place) =>
          place + 1 >= LEAST_TIMES &&
          (atSeconds - (same[0]?.[0] ?? 0)) * 1000 >= LEAST_SPREAD_MS &&
          (token === 'fresh' || refused === turnedAway),
      )
      expect(shown?.kind).toBe(lasted ? refused.kind : 'passing-refusal')
    }),
  )
})
