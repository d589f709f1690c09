// One's own status: what is sent, what the light says until Graph confirms, and what is said when it does not.
import { describe, expect, test } from 'vitest'
import type { Graph, TokenNeed } from '../../app/microsoft/graph/graph.ts'
import type { PreferredPresence } from '../../app/microsoft/graph/status-requests.ts'
import { lightOf } from '../../app/model/light.ts'
import { type Answer, failed, ok, type Problem, withoutRetry } from '../../app/model/problems/problem.ts'
import { createOwnStatus } from '../../app/services/own-status.ts'
import { statusLine } from '../../words/status.ts'
import { wordsIn } from '../../words/words.ts'
import { account, following, presence } from '../model/states.ts'
import { createAccountStore } from '../support/account-store.ts'
import { brokenCalls } from '../support/broken-calls.ts'
import { createVirtualClock } from '../support/virtual-clock.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const start = Date.parse('2026-11-23T10:42:00')
const slow: Problem = { kind: 'timed-out', next: 'retries', host: 'graph.microsoft.com', afterMs: 10_000 }

type Sent =
  | { name: 'set'; status: string; expirationMs: number | null }
  | { name: 'clear' }
  | { name: 'message'; text: string; expiryMs: number | null }

/** A person, and a Graph that answers "Available" until set otherwise. */
function aPerson({ at = start } = {}) {
  const clock = createVirtualClock(at)
  const first = following(presence('Available'), at - HOUR)
  const store = createAccountStore({
    ...first,
    features: { colleagues: { kind: 'off' }, 'own-status': { kind: 'on' } },
  })
  const sent: Sent[] = []
  const graphSays = {
    presence: presence('Available'),
    answer: ok(undefined) as Answer<void>,
    /** Before that one, each once. */
    answers: [] as Answer<void>[],
    /** How long an answer takes, ms. */
    takes: 0,
    up: true,
  }
  let checks = 0
  const needs: string[] = []
  const answering = (one: Sent, need?: TokenNeed) => {
    sent.push(one)
    needs.push(need?.kind ?? '')
    const answer = graphSays.answers.shift() ?? graphSays.answer
    return new Promise<Answer<void>>((resolve) => clock.after(graphSays.takes, () => resolve(answer)))
  }
  const graph = {
    setPreferredPresence: (
      { availability, expirationMs }: PreferredPresence & { expirationMs: number | null },
      need?: TokenNeed,
    ) => answering({ name: 'set', status: availability, expirationMs }, need),
    clearPreferredPresence: (need?: TokenNeed) => answering({ name: 'clear' }, need),
    setStatusMessage: (text: string, expiryMs: number | null, need?: TokenNeed) =>
      answering({ name: 'message', text, expiryMs }, need),
  } as unknown as Graph
  const heldUp: Problem[] = []
  const { wishes, stop } = createOwnStatus({
    store,
    clock,
    features: {
      graphFor: () => (store.getState().features['own-status'].kind === 'on' ? graph : null),
      heldUp(_feature, problem) {
        if (problem.kind !== 'permission-missing') return false
        heldUp.push(problem)
        return true
      },
    },
    check() {
      checks += 1
      if (!graphSays.up) return
      const last = {
        presence: graphSays.presence,
        at: clock.nowMs() + 1,
        since: clock.nowMs(),
        witnessed: true,
      }
      store.setState((state) => ({
        following: { ...state.following, last, nextCheckAt: clock.nowMs() + 30_000 },
      }))
    },
  })
  return {
    ...wishes,
    stop,
    graph,
    clock,
    store,
    sent,
    needs,
    graphSays,
    heldUp,
    checks: () => checks,
    ownStatus: () => store.getState().ownStatus,
    light: () => lightOf(store.getState()).name,
    line: () => statusLine(store.getState(), lightOf(store.getState()), wordsIn('en'), clock.nowMs()),
  }
}

/** Waits until the wish was answered. */
async function finished(person: ReturnType<typeof aPerson>, wish: Promise<void>) {
  await person.clock.pass(0)
  await wish
}

describe('the light', () => {
  test('changes at once, marked as set, until Graph confirms', async () => {
    const person = aPerson()
    await finished(person, person.setStatus({ status: 'Busy', length: '1-h' }))
    expect(person.sent).toEqual([{ name: 'set', status: 'Busy', expirationMs: HOUR }])
    expect(person.light()).toBe('busy')
    expect(person.line()).toBe('Busy · asked for at 10:42')
    expect(person.ownStatus().askedFor).toEqual({ status: 'Busy', at: start, until: start + HOUR })
    await person.clock.pass(4000)
    expect(person.light()).toBe('busy')
    person.graphSays.presence = presence('busy', 'inAMeeting')
    await person.clock.pass(1000)
    expect(person.ownStatus()).toEqual({ askedFor: null, sending: false, problem: null })
    expect(person.line()).toBe('Busy · since 10:42')
    expect(person.clock.waiting()).toBe(0)
  })

  test.each([
    ['Available', 'available', presence('Available')],
    ['Busy', 'busy', presence('Busy')],
    ['DoNotDisturb', 'do-not-disturb', presence('doNotDisturb')],
    ['BeRightBack', 'be-right-back', presence('Away', 'BeRightBack')],
    ['Away', 'away', presence('Away')],
    ['Offline', 'offline', presence('Offline', 'OffWork')],
  ] as const)('%s lights %s until it is confirmed', async (status, light, confirmed) => {
    const person = aPerson()
    person.graphSays.presence = presence('Presenting')
    await finished(person, person.setStatus({ status, length: 'until-changed' }))
    expect(person.sent).toEqual([{ name: 'set', status, expirationMs: null }])
    expect(person.light()).toBe(light)
    expect(person.ownStatus().askedFor).not.toBeNull()
    person.graphSays.presence = confirmed
    await person.clock.pass(5000)
    expect(person.ownStatus().askedFor).toBeNull()
    expect(person.light()).toBe(light)
  })

  test('keeps its out-of-office form', async () => {
    const person = aPerson()
    person.graphSays.presence = presence('Available', 'Available', true)
    await finished(person, person.setStatus({ status: 'Busy', length: '1-h' }))
    expect(person.light()).toBe('busy-oof')
  })

  test('stays paused, and stays what needs a person', async () => {
    const person = aPerson()
    await finished(person, person.setStatus({ status: 'Busy', length: '1-h' }))
    person.store.setState({ pausedUntil: start + HOUR })
    expect(person.light()).toBe('paused')
    const lost: Problem = { kind: 'sign-in-needed', next: 'person', code: null }
    person.store.setState(({ following }) => ({
      pausedUntil: null,
      following: { ...following, problem: lost },
    }))
    expect(person.light()).toBe('attention')
  })

  test('is Graph’s again after five minutes, with the reason; a late confirmation removes the reason', async () => {
    const person = aPerson()
    person.graphSays.presence = presence('Offline')
    await finished(person, person.setStatus({ status: 'Busy', length: '1-h' }))
    await person.clock.pass(5 * MINUTE - 1)
    expect(person.light()).toBe('busy')
    await person.clock.pass(1)
    expect(person.light()).toBe('offline')
    expect(person.ownStatus()).toEqual({
      askedFor: null,
      sending: false,
      problem: { kind: 'teams-session-missing', next: 'person', status: 'Busy' },
    })
    expect(person.checks()).toBe(5)
    const last = { presence: presence('Busy'), at: person.clock.nowMs(), since: 0, witnessed: true }
    person.store.setState(({ following }) => ({ following: { ...following, last } }))
    expect(person.ownStatus().problem).toBeNull()
  })

  test('has no reason where there was no answer', async () => {
    const person = aPerson()
    person.graphSays.up = false
    await finished(person, person.setStatus({ status: 'Busy', length: '1-h' }))
    await person.clock.pass(5 * MINUTE)
    expect(person.ownStatus()).toEqual({ askedFor: null, sending: false, problem: null })
  })

  test('ends with what was set', async () => {
    const person = aPerson({ at: Date.parse('2026-11-23T23:58:00') })
    await finished(person, person.setStatus({ status: 'Busy', length: 'end-of-day' }))
    await person.clock.pass(2 * MINUTE)
    expect(person.ownStatus()).toEqual({ askedFor: null, sending: false, problem: null })
  })

  test('is forgotten with the account, and with the feature', async () => {
    for (const change of [
      { session: { kind: 'signed-in', account } as const },
      { features: { colleagues: { kind: 'off' }, 'own-status': { kind: 'off' } } as const },
    ]) {
      const person = aPerson()
      await finished(person, person.setStatus({ status: 'Busy', length: '1-h' }))
      person.store.setState(change)
      expect(person.light()).toBe('available')
      expect(person.clock.waiting()).toBe(0)
    }
  })
})

describe('a reset', () => {
  test('clears it, and checks', async () => {
    const person = aPerson()
    await finished(person, person.setStatus({ status: 'Busy', length: '1-h' }))
    const before = person.checks()
    await finished(person, person.clearStatus())
    await person.clock.pass(0)
    expect(person.sent.at(-1)).toEqual({ name: 'clear' })
    expect(person.light()).toBe('available')
    expect(person.checks()).toBe(before + 1)
  })
})

describe('a failure', () => {
  test('is shown, and the light stays what it was', async () => {
    const person = aPerson()
    person.graphSays.answer = failed(slow)
    await finished(person, person.setStatus({ status: 'Busy', length: '1-h' }))
    expect(person.ownStatus()).toEqual({ askedFor: null, sending: false, problem: withoutRetry(slow) })
    expect(person.light()).toBe('available')
    person.graphSays.answer = ok(undefined)
    await finished(person, person.setStatus({ status: 'Busy', length: '1-h' }))
    expect(person.ownStatus().problem).toBeNull()
  })

  test.each(brokenCalls)('a request that %s ends, and the next follows', async (_how, broken) => {
    const person = aPerson()
    const { setPreferredPresence: well } = person.graph
    person.graph.setPreferredPresence = broken
    const wish = person.setStatus({ status: 'Busy', length: '1-h' })
    await person.clock.pass(0)
    person.graph.setPreferredPresence = well
    const next = person.setStatus({ status: 'Away', length: '1-h' })
    await person.clock.pass(30_000)
    await Promise.all([wish, next])
    expect(person.sent).toMatchObject([{ name: 'set', status: 'Away' }])
    expect(person.ownStatus()).toMatchObject({ sending: false, problem: null, askedFor: { status: 'Away' } })
    person.stop()
    expect(person.clock.waiting()).toBe(0)
  })

  test('leaves no timer after stop, although a request hangs', async () => {
    const person = aPerson()
    person.graph.setPreferredPresence = () => new Promise(() => {})
    void person.setStatus({ status: 'Busy', length: '1-h' })
    await person.clock.pass(0)
    person.stop()
    expect(person.clock.waiting()).toBe(0)
  })

  test('of permission is shown by the feature', async () => {
    const person = aPerson()
    person.graphSays.answer = failed({
      kind: 'permission-missing',
      next: 'person',
      permission: 'Presence.ReadWrite',
      by: 'entra',
    })
    await finished(person, person.clearStatus())
    expect(person.heldUp).toHaveLength(1)
    expect(person.ownStatus().problem).toBeNull()
  })

  test('of a later request stays after the confirmation of an earlier one', async () => {
    const person = aPerson()
    await finished(person, person.setStatus({ status: 'Busy', length: '1-h' }))
    person.graphSays.answer = failed(slow)
    await finished(person, person.setStatus({ status: 'Away', length: '1-h' }))
    person.graphSays.presence = presence('Busy')
    await person.clock.pass(10_000)
    expect(person.ownStatus()).toEqual({ askedFor: null, sending: false, problem: withoutRetry(slow) })
    expect(person.light()).toBe('busy')
  })
})

describe('a refusal that may pass', () => {
  const refused = (status: number, retryAfterMs: number | null = null): Problem => ({
    kind: 'status-refused',
    next: 'person',
    change: 'set-status',
    status,
    retryAfterMs,
  })
  const busyNow = { status: 'Busy', length: '1-h' } as const
  const passing = [401, 403, 404, 408, 409, 423, 500, 502, 503, 504, 507, 599]

  test.each(passing)(
    '%i is followed by one repetition with a fresh token, a moment later',
    async (status) => {
      const person = aPerson()
      person.graphSays.answers = [failed(refused(status))]
      const wish = person.setStatus(busyNow)
      await person.clock.pass(1499)
      expect(person.needs).toEqual(['any'])
      expect(person.ownStatus()).toEqual({ askedFor: null, sending: true, problem: null })
      await person.clock.pass(1)
      await wish
      expect(person.needs).toEqual(['any', 'fresh'])
      expect(person.ownStatus()).toMatchObject({
        sending: false,
        problem: null,
        askedFor: { status: 'Busy' },
      })
    },
  )

  test('as is a success that is no answer', async () => {
    const person = aPerson()
    const host = 'graph.microsoft.com'
    person.graphSays.answers = [
      failed({ kind: 'not-an-answer', next: 'retries', host, expected: 'confirmation' }),
    ]
    await Promise.all([person.setStatusMessage({ text: 'Back', length: '1-h' }), person.clock.pass(1500)])
    expect(person.needs).toEqual(['any', 'fresh'])
    expect(person.ownStatus().problem).toBeNull()
  })

  test.each(Array.from({ length: 200 }, (_, place) => 400 + place))(
    '%i that lasts is shown after two requests at most, and left to the person',
    async (status) => {
      const person = aPerson()
      person.graphSays.answer = failed(refused(status))
      const wish = person.setStatus(busyNow)
      await person.clock.pass(1500)
      await wish
      expect(person.sent).toHaveLength(status >= 500 || passing.includes(status) ? 2 : 1)
      expect(person.ownStatus()).toEqual({ askedFor: null, sending: false, problem: refused(status) })
      expect(person.clock.waiting()).toBe(0)
      await person.clock.pass(HOUR)
      expect(person.sent.length).toBeLessThanOrEqual(2)
    },
  )

  test('is not repeated sooner than the server asks for', async () => {
    for (const [retryAfterMs, requests] of [
      [1000, 2],
      [1501, 1],
      [60_000, 1],
    ] as const) {
      const person = aPerson()
      person.graphSays.answer = failed(refused(503, retryAfterMs))
      await Promise.all([person.setStatus(busyNow), person.clock.pass(1500)])
      expect(person.sent).toHaveLength(requests)
    }
  })

  test('is not repeated for an account that is gone', async () => {
    const person = aPerson()
    person.graphSays.answer = failed(refused(404))
    const wish = person.setStatus(busyNow)
    await person.clock.pass(0)
    person.store.setState({ features: { colleagues: { kind: 'off' }, 'own-status': { kind: 'off' } } })
    await person.clock.pass(1500)
    await wish
    expect(person.sent).toHaveLength(1)
    expect(person.ownStatus()).toMatchObject({ sending: false, problem: null })
  })

  test('leaves no timer after stop', async () => {
    const person = aPerson()
    person.graphSays.answer = failed(refused(404))
    void person.setStatus(busyNow)
    await person.clock.pass(0)
    expect(person.clock.waiting()).toBe(1)
    person.stop()
    expect(person.clock.waiting()).toBe(0)
  })
})

test('of quick requests the last one counts, in order; a message does not wait for a status', async () => {
  const person = aPerson()
  person.graphSays.takes = 500
  const first = person.setStatus({ status: 'Busy', length: '1-h' })
  await person.clock.pass(0)
  const wishes = [
    first,
    person.setStatus({ status: 'Away', length: '1-h' }),
    person.clearStatus(),
    person.setStatus({ status: 'DoNotDisturb', length: '2-h' }),
    person.setStatusMessage({ text: 'Back at one', length: 'end-of-day' }),
  ]
  await person.clock.pass(100)
  expect(person.ownStatus().sending).toBe(true)
  await person.clock.pass(2000)
  await Promise.all(wishes)
  expect(person.sent).toEqual([
    { name: 'set', status: 'Busy', expirationMs: HOUR },
    { name: 'message', text: 'Back at one', expiryMs: Date.parse('2026-11-24T00:00:00') },
    { name: 'set', status: 'DoNotDisturb', expirationMs: 2 * HOUR },
  ])
  expect(person.ownStatus()).toMatchObject({ askedFor: { status: 'DoNotDisturb' }, sending: false })
})

test('a follower that is stopped makes no check', async () => {
  const person = aPerson()
  await finished(person, person.setStatus({ status: 'Busy', length: '1-h' }))
  await person.clock.pass(0)
  person.store.setState(({ following }) => ({ following: { ...following, nextCheckAt: null } }))
  await person.clock.pass(4 * MINUTE)
  expect(person.checks()).toBe(1)
})

test('an empty text removes the message for good', async () => {
  const person = aPerson()
  await finished(person, person.setStatusMessage({ text: '', length: '1-h' }))
  expect(person.sent).toEqual([{ name: 'message', text: '', expiryMs: null }])
})

test('leaves no timer after the end', async () => {
  const person = aPerson()
  await finished(person, person.setStatus({ status: 'Busy', length: '1-h' }))
  person.stop()
  expect(person.clock.waiting()).toBe(0)
})
