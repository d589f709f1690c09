// The user's own status: the requests, the light until Graph confirms the status, and the problem if it does not.
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

const notPermitted: Problem = {
  kind: 'permission-missing',
  next: 'person',
  permission: 'Presence.ReadWrite',
  by: 'entra',
}
const tooLong: Problem = {
  kind: 'status-refused',
  next: 'person',
  change: 'set-message',
  status: 400,
  retryAfterMs: null,
}

type Sent =
  | { name: 'set'; status: string; expirationMs: number | null }
  | { name: 'clear' }
  | { name: 'message'; text: string; expiryMs: number | null }

/** An own status with a Graph that answers "Available" by default. */
function aPerson({ at = start } = {}) {
  const clock = createVirtualClock(at)
  const first = following(presence('Available'), at - HOUR)
  const store = createAccountStore({
    ...first,
    features: { colleagues: { kind: 'off' }, 'own-status': { kind: 'on' } },
  })
  const sent: Sent[] = []
  const graphState = {
    presence: presence('Available'),
    answer: ok(undefined) as Answer<void>,
    /** Used up before `answer`. */
    answers: [] as Answer<void>[],
    /** The delay of an answer, ms. */
    delayMs: 0,
    up: true,
  }
  let checks = 0
  const needs: string[] = []
  const answering = (one: Sent, need?: TokenNeed) => {
    sent.push(one)
    needs.push(need?.kind ?? '')
    const answer = graphState.answers.shift() ?? graphState.answer
    return new Promise<Answer<void>>((resolve) => clock.after(graphState.delayMs, () => resolve(answer)))
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
  const { commands, stop } = createOwnStatus({
    store,
    clock,
    features: {
      graphFor: () => (store.getState().features['own-status'].kind === 'on' ? graph : null),
      holdUpIfDenied(_feature, problem) {
        if (problem.kind !== 'permission-missing') return false
        heldUp.push(problem)
        return true
      },
    },
    check() {
      checks += 1
      if (!graphState.up) return
      const last = {
        presence: graphState.presence,
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
    ...commands,
    stop,
    graph,
    clock,
    store,
    sent,
    needs,
    graphState,
    heldUp,
    checks: () => checks,
    ownStatus: () => store.getState().ownStatus,
    light: () => lightOf(store.getState()).name,
    line: () => statusLine(store.getState(), lightOf(store.getState()), wordsIn('en'), clock.nowMs()),
  }
}

/** Waits until the request was answered. */
async function finished(person: ReturnType<typeof aPerson>, request: Promise<unknown>) {
  await person.clock.pass(0)
  await request
}

describe('the light', () => {
  test('changes at once, marked as not confirmed yet', async () => {
    const person = aPerson()
    await finished(person, person.setStatus({ status: 'Busy', length: '1-h' }))
    expect(person.sent).toEqual([{ name: 'set', status: 'Busy', expirationMs: HOUR }])
    expect(person.light()).toBe('busy')
    expect(person.line()).toBe('Busy · asked for at 10:42')
    expect(person.ownStatus().askedFor).toEqual({ status: 'Busy', at: start, until: start + HOUR })
    await person.clock.pass(4000)
    expect(person.light()).toBe('busy')
    person.graphState.presence = presence('busy', 'inAMeeting')
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
  ] as const)('%s shows the light %s until it is confirmed', async (status, light, confirmed) => {
    const person = aPerson()
    person.graphState.presence = presence('Presenting')
    await finished(person, person.setStatus({ status, length: 'until-changed' }))
    expect(person.sent).toEqual([{ name: 'set', status, expirationMs: null }])
    expect(person.light()).toBe(light)
    expect(person.ownStatus().askedFor).not.toBeNull()
    person.graphState.presence = confirmed
    await person.clock.pass(5000)
    expect(person.ownStatus().askedFor).toBeNull()
    expect(person.light()).toBe(light)
  })

  test.each([
    ['Busy', 'InACall', 'in-a-call'],
    ['Busy', 'inAConferenceCall', 'in-a-call'],
    ['Busy', 'InACall + OOF', 'in-a-call'],
    ['Busy', 'InAMeeting', 'busy'],
    ['DoNotDisturb', 'Presenting', 'presenting'],
    ['DoNotDisturb', 'UrgentInterruptionsOnly', 'do-not-disturb'],
    ['Available', 'AvailableInactive', 'away'],
    ['Away', 'Inactive', 'away'],
    ['Away', 'BeRightBack', 'be-right-back'],
    ['Offline', 'OffWork', 'offline'],
  ] as const)('%s is also confirmed by the activity %s, and nothing is missing', async (...row) => {
    const [status, activity, light] = row
    const person = aPerson()
    person.graphState.presence = presence(status, activity)
    await finished(person, person.setStatus({ status, length: 'until-changed' }))
    await person.clock.pass(6 * MINUTE)
    expect(person.ownStatus()).toEqual({ askedFor: null, sending: false, problem: null })
    expect(person.light()).toBe(light)
  })

  test('keeps its out-of-office modifier', async () => {
    const person = aPerson()
    person.graphState.presence = presence('Available', 'Available', true)
    await finished(person, person.setStatus({ status: 'Busy', length: '1-h' }))
    expect(person.light()).toBe('busy-oof')
  })

  test('stays `paused` and `attention`', async () => {
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

  test('follows Graph again after five minutes, with a problem that a late confirmation removes', async () => {
    const person = aPerson()
    person.graphState.presence = presence('Offline')
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

  test.each([0, 59_000])(
    'follows Graph again without a problem if no check was answered after %i ms',
    async (upMs) => {
      const person = aPerson()
      person.graphState.up = upMs > 0
      await finished(person, person.setStatus({ status: 'Busy', length: '1-h' }))
      await person.clock.pass(upMs)
      person.graphState.up = false
      await person.clock.pass(5 * MINUTE - upMs)
      expect(person.ownStatus()).toEqual({ askedFor: null, sending: false, problem: null })
    },
  )

  test('ends when the status expires', async () => {
    const person = aPerson({ at: Date.parse('2026-11-23T23:58:00') })
    await finished(person, person.setStatus({ status: 'Busy', length: 'end-of-day' }))
    await person.clock.pass(2 * MINUTE)
    expect(person.ownStatus()).toEqual({ askedFor: null, sending: false, problem: null })
  })

  test.each([
    ['5 minutes, soon', 10_000, 5 * MINUTE, '1-h', undefined],
    ['5 minutes', 70_000, 5 * MINUTE, '1-h', 'teams-session-missing'],
    ['a night', 70_000, 14 * HOUR, '1-h', undefined],
    ['a night, with a status that has not expired', 70_000, 14 * HOUR, 'until-changed', undefined],
  ] as const)(
    'ends at the first check after a sleep of %s',
    async (_what, awakeMs, sleptMs, length, problem) => {
      const person = aPerson()
      await finished(person, person.setStatus({ status: 'Busy', length }))
      await person.clock.pass(awakeMs)
      expect(person.light()).toBe('busy')
      person.clock.sleep(sleptMs)
      person.store.setState(({ following }) => ({ following: { ...following, checking: true } }))
      expect(person.light()).toBe('available')
      expect(person.ownStatus().askedFor).toBeNull()
      expect(person.ownStatus().problem?.kind).toBe(problem)
      await person.clock.pass(10 * MINUTE)
      expect(person.ownStatus().problem?.kind).toBe(problem)
    },
  )

  test('is reset with the account, and with the feature', async () => {
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

describe('clearing the status', () => {
  test('clears it in Graph, and checks', async () => {
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
  test('is shown, and the light does not change', async () => {
    const person = aPerson()
    person.graphState.answer = failed(slow)
    await finished(person, person.setStatus({ status: 'Busy', length: '1-h' }))
    expect(person.ownStatus()).toEqual({ askedFor: null, sending: false, problem: withoutRetry(slow) })
    expect(person.light()).toBe('available')
    person.graphState.answer = ok(undefined)
    await finished(person, person.setStatus({ status: 'Busy', length: '1-h' }))
    expect(person.ownStatus().problem).toBeNull()
  })

  test.each(brokenCalls)('a request that %s ends, and the next is sent', async (_how, broken) => {
    const person = aPerson()
    const { setPreferredPresence: well } = person.graph
    person.graph.setPreferredPresence = broken
    const request = person.setStatus({ status: 'Busy', length: '1-h' })
    await person.clock.pass(0)
    person.graph.setPreferredPresence = well
    const next = person.setStatus({ status: 'Away', length: '1-h' })
    await person.clock.pass(30_000)
    await Promise.all([request, next])
    expect(person.sent).toMatchObject([{ name: 'set', status: 'Away' }])
    expect(person.ownStatus()).toMatchObject({ sending: false, problem: null, askedFor: { status: 'Away' } })
    person.stop()
    expect(person.clock.waiting()).toBe(0)
  })

  test('leaves no timer after stop while a request hangs', async () => {
    const person = aPerson()
    person.graph.setPreferredPresence = () => new Promise(() => {})
    void person.setStatus({ status: 'Busy', length: '1-h' })
    await person.clock.pass(0)
    person.stop()
    expect(person.clock.waiting()).toBe(0)
  })

  test('for a missing permission is shown by the feature', async () => {
    const person = aPerson()
    person.graphState.answer = failed(notPermitted)
    await finished(person, person.clearStatus())
    expect(person.heldUp).toHaveLength(1)
    expect(person.ownStatus().problem).toBeNull()
  })

  test('of a status remains when a message that was sent meanwhile is accepted', async () => {
    const person = aPerson()
    person.graphState.answers = [failed(slow), ok(undefined)]
    person.graphState.delayMs = 500
    const status = person.setStatus({ status: 'Busy', length: '1-h' })
    await person.clock.pass(250)
    const message = person.setStatusMessage({ text: 'Back at one', length: '1-h' })
    await person.clock.pass(1000)
    await Promise.all([status, message])
    expect(person.ownStatus()).toEqual({ askedFor: null, sending: false, problem: withoutRetry(slow) })
  })

  test('of a later request remains after the confirmation of an earlier one', async () => {
    const person = aPerson()
    await finished(person, person.setStatus({ status: 'Busy', length: '1-h' }))
    person.graphState.answer = failed(slow)
    await finished(person, person.setStatus({ status: 'Away', length: '1-h' }))
    person.graphState.presence = presence('Busy')
    await person.clock.pass(10_000)
    expect(person.ownStatus()).toEqual({ askedFor: null, sending: false, problem: withoutRetry(slow) })
    expect(person.light()).toBe('busy')
  })
})

describe('a transient refusal', () => {
  const refused = (status: number, retryAfterMs: number | null = null): Problem => ({
    kind: 'status-refused',
    next: 'person',
    change: 'set-status',
    status,
    retryAfterMs,
  })
  const busyNow = { status: 'Busy', length: '1-h' } as const
  const transient = [401, 403, 404, 408, 409, 423, 500, 502, 503, 504, 507, 599]

  test.each(transient)('%i is retried once with a fresh token after 1.5 s', async (status) => {
    const person = aPerson()
    person.graphState.answers = [failed(refused(status))]
    const request = person.setStatus(busyNow)
    await person.clock.pass(1499)
    expect(person.needs).toEqual(['any'])
    expect(person.ownStatus()).toEqual({ askedFor: null, sending: true, problem: null })
    await person.clock.pass(1)
    await request
    expect(person.needs).toEqual(['any', 'fresh'])
    expect(person.ownStatus()).toMatchObject({
      sending: false,
      problem: null,
      askedFor: { status: 'Busy' },
    })
  })

  test('a success without a valid answer is retried too', async () => {
    const person = aPerson()
    const host = 'graph.microsoft.com'
    person.graphState.answers = [
      failed({ kind: 'not-an-answer', next: 'retries', host, expected: 'confirmation' }),
    ]
    await Promise.all([person.setStatusMessage({ text: 'Back', length: '1-h' }), person.clock.pass(1500)])
    expect(person.needs).toEqual(['any', 'fresh'])
    expect(person.ownStatus().problem).toBeNull()
  })

  test.each(Array.from({ length: 200 }, (_, place) => 400 + place))(
    '%i that lasts is shown after two requests at most',
    async (status) => {
      const person = aPerson()
      person.graphState.answer = failed(refused(status))
      const request = person.setStatus(busyNow)
      await person.clock.pass(1500)
      await request
      expect(person.sent).toHaveLength(status >= 500 || transient.includes(status) ? 2 : 1)
      expect(person.ownStatus()).toEqual({ askedFor: null, sending: false, problem: refused(status) })
      expect(person.clock.waiting()).toBe(0)
      await person.clock.pass(HOUR)
      expect(person.sent.length).toBeLessThanOrEqual(2)
    },
  )

  test('is not retried sooner than the server allows', async () => {
    for (const [retryAfterMs, requests] of [
      [1000, 2],
      [1501, 1],
      [60_000, 1],
    ] as const) {
      const person = aPerson()
      person.graphState.answer = failed(refused(503, retryAfterMs))
      await Promise.all([person.setStatus(busyNow), person.clock.pass(1500)])
      expect(person.sent).toHaveLength(requests)
    }
  })

  test('is not retried after the feature was switched off', async () => {
    const person = aPerson()
    person.graphState.answer = failed(refused(404))
    const request = person.setStatus(busyNow)
    await person.clock.pass(0)
    person.store.setState({ features: { colleagues: { kind: 'off' }, 'own-status': { kind: 'off' } } })
    await person.clock.pass(1500)
    await request
    expect(person.sent).toHaveLength(1)
    expect(person.ownStatus()).toMatchObject({ sending: false, problem: null })
  })

  test('leaves no timer after stop', async () => {
    const person = aPerson()
    person.graphState.answer = failed(refused(404))
    void person.setStatus(busyNow)
    await person.clock.pass(0)
    expect(person.clock.waiting()).toBe(1)
    person.stop()
    expect(person.clock.waiting()).toBe(0)
  })
})

test('of waiting requests only the latest is sent; a message does not wait for a status', async () => {
  const person = aPerson()
  person.graphState.delayMs = 500
  const first = person.setStatus({ status: 'Busy', length: '1-h' })
  await person.clock.pass(0)
  const requests = [
    first,
    person.setStatus({ status: 'Away', length: '1-h' }),
    person.clearStatus(),
    person.setStatus({ status: 'DoNotDisturb', length: '2-h' }),
    person.setStatusMessage({ text: 'Back at one', length: 'end-of-day' }),
  ]
  await person.clock.pass(100)
  expect(person.ownStatus().sending).toBe(true)
  await person.clock.pass(2000)
  await Promise.all(requests)
  expect(person.sent).toEqual([
    { name: 'set', status: 'Busy', expirationMs: HOUR },
    { name: 'message', text: 'Back at one', expiryMs: Date.parse('2026-11-24T00:00:00') },
    { name: 'set', status: 'DoNotDisturb', expirationMs: 2 * HOUR },
  ])
  expect(person.ownStatus()).toMatchObject({ askedFor: { status: 'DoNotDisturb' }, sending: false })
})

test('no check is made while the follower is stopped', async () => {
  const person = aPerson()
  await finished(person, person.setStatus({ status: 'Busy', length: '1-h' }))
  await person.clock.pass(0)
  person.store.setState(({ following }) => ({ following: { ...following, nextCheckAt: null } }))
  await person.clock.pass(4 * MINUTE)
  expect(person.checks()).toBe(1)
})

test.each<[string, Answer<void>]>([
  ['accepted', ok(undefined)],
  ['refused', failed(tooLong)],
  ['refused for a while', failed({ ...tooLong, status: 503 })],
  ['not answered', failed(slow)],
  ['not permitted', failed(notPermitted)],
])('a message that was %s is answered as that', async (_what, answer) => {
  const person = aPerson()
  person.graphState.answer = answer
  const sent = person.setStatusMessage({ text: 'Back at one', length: '1-h' })
  await person.clock.pass(10_000)
  expect(await sent).toBe(answer.ok)
})

test('a message that a later one replaced, and one without the feature, were not accepted', async () => {
  const person = aPerson()
  const messages = ['One', 'Two', 'Three'].map((text) => person.setStatusMessage({ text, length: '1-h' }))
  await person.clock.pass(0)
  expect(await Promise.all(messages)).toEqual([false, false, true])
  person.store.setState(({ features }) => ({ features: { ...features, 'own-status': { kind: 'off' } } }))
  expect(await person.setStatusMessage({ text: 'Four', length: '1-h' })).toBe(false)
})

test('an empty text removes the message without an expiry', async () => {
  const person = aPerson()
  await finished(person, person.setStatusMessage({ text: '', length: '1-h' }))
  expect(person.sent).toEqual([{ name: 'message', text: '', expiryMs: null }])
})

test('leaves no timer after stop', async () => {
  const person = aPerson()
  await finished(person, person.setStatus({ status: 'Busy', length: '1-h' }))
  person.stop()
  expect(person.clock.waiting()).toBe(0)
})
