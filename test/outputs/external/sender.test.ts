// The sender: whatever the target does, it has the newest message soon after it works, and never gets two at once.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { OutputStatus } from '../../../app/model/external-outputs/output-state.ts'
import { createGuard } from '../../../app/model/guard.ts'
import type { Problem } from '../../../app/model/problems/problem.ts'
import {
  ABORT_LIMIT_MS,
  createDriverCalls,
  SEND_LIMIT_MS,
} from '../../../app/outputs/external/driver-calls.ts'
import { OutputError, type OutputMessage } from '../../../app/outputs/external/output-driver.ts'
import { createSender, type Sender, STOP_LIMIT_MS, TRY_MS } from '../../../app/outputs/external/sender.ts'
import { createVirtualClock } from '../../support/virtual-clock.ts'
import { messageNumber } from './messages.ts'

const unreachable: Problem = {
  kind: 'output-unreachable',
  next: 'retries',
  host: 'lamp',
  detail: 'ECONNREFUSED',
}
const refused: Problem = { kind: 'output-access-refused', next: 'person', host: 'lamp' }
const timedOut: Problem = { kind: 'output-timed-out', next: 'retries', host: 'lamp', afterMs: SEND_LIMIT_MS }

/** Shown after a try if nothing was shown before. */
const otherwise = messageNumber(-1)

/** What a target does with a send. `deaf`: it hangs and ignores the abort, for a while or for ever. */
type Behaviour =
  | { kind: 'works'; tookMs: number }
  | { kind: 'fails'; problem: Problem; tookMs: number }
  | { kind: 'hangs' }
  | { kind: 'deaf'; forMs: number }
  | { kind: 'throws' }

function setUp() {
  const clock = createVirtualClock()
  const stage = {
    behaviour: { kind: 'works', tookMs: 0 } as Behaviour,
    shown: null as OutputMessage | null,
    started: [] as { message: OutputMessage; atMs: number }[],
    running: 0,
    mostRunning: 0,
    /** Sends of one driver at once. */
    mostOfOneDriver: 0,
    drivers: 0,
    stopped: 0,
    statuses: [] as OutputStatus[],
  }
  const wait = (ms: number) => new Promise<void>((resolve) => void clock.after(ms, resolve))

  function createDriver() {
    stage.drivers += 1
    let ofThis = 0
    return {
      async send(message: OutputMessage, signal: AbortSignal) {
        stage.started.push({ message, atMs: clock.monotonicMs() })
        stage.running += 1
        ofThis += 1
        stage.mostRunning = Math.max(stage.mostRunning, stage.running)
        stage.mostOfOneDriver = Math.max(stage.mostOfOneDriver, ofThis)
        try {
          await act(message, signal)
        } finally {
          stage.running -= 1
          ofThis -= 1
        }
      },
      stop() {
        stage.stopped += 1
      },
    }
  }

  async function act(message: OutputMessage, signal: AbortSignal) {
    const { behaviour } = stage
    switch (behaviour.kind) {
      case 'works':
        await wait(behaviour.tookMs)
        stage.shown = message
        return
      case 'fails':
        await wait(behaviour.tookMs)
        throw new OutputError(behaviour.problem)
      case 'hangs':
        return await new Promise<void>((_resolve, reject) => {
          signal.addEventListener('abort', () => reject(new Error('aborted')))
        })
      case 'deaf':
        return await wait(behaviour.forMs)
      case 'throws':
        throw new TypeError('a defect')
      default:
        return behaviour satisfies never
    }
  }

  const calls = createDriverCalls({
    clock,
    createDriver,
    timedOut,
    guard: createGuard({ error() {} }),
    onLateEnd: () => sender.callEnded(),
  })
  const sender: Sender = createSender({
    clock,
    calls,
    random: () => 0.5,
    onStatus: (status) => void stage.statuses.push(status),
  })
  return { clock, stage, sender }
}

test('a change is sent at once, and the changes within 300 ms as one', async () => {
  const { clock, stage, sender } = setUp()
  sender.show(messageNumber(0))
  await clock.pass(0)
  for (let number = 1; number <= 20; number++) {
    sender.show(messageNumber(number))
    await clock.pass(10)
  }
  await clock.pass(1000)
  expect(stage.started.map(({ message, atMs }) => [message.since, atMs])).toEqual([
    [0, 1000],
    [20, 1300],
  ])
})

test('the message that the target shows is not sent again, nor is null', async () => {
  const { clock, stage, sender } = setUp()
  sender.show(messageNumber(1))
  await clock.pass(1000)
  sender.show(messageNumber(1))
  sender.show(null)
  sender.show(messageNumber(1))
  await clock.pass(60_000)
  expect(stage.started).toHaveLength(1)
  sender.sendAgain()
  await clock.pass(0)
  expect(stage.started).toHaveLength(2)
})

test('a failure is retried after one second, then twice as long, up to five minutes, and is reported once', async () => {
  const { clock, stage, sender } = setUp()
  stage.behaviour = { kind: 'fails', problem: unreachable, tookMs: 0 }
  sender.show(messageNumber(1))
  await clock.pass(3_600_000)
  const gaps = stage.started.slice(1).map(({ atMs }, at) => atMs - (stage.started[at]?.atMs ?? 0))
  expect(gaps.slice(0, 3)).toEqual([875, 1750, 3500])
  expect(Math.max(...gaps)).toBe(262_500)
  const kinds = stage.statuses.map((status) => status.kind === 'failing' && status.since)
  expect(new Set(kinds).size).toBe(1)
  stage.behaviour = { kind: 'works', tookMs: 0 }
  await clock.pass(300_000)
  expect(stage.shown?.since).toBe(1)
  expect(stage.statuses.at(-1)).toMatchObject({ kind: 'working', lastSentAt: expect.any(Number) })
})

test('a problem for the user is not retried; a new light is tried once, and Try it again', async () => {
  const { clock, stage, sender } = setUp()
  stage.behaviour = { kind: 'fails', problem: refused, tookMs: 0 }
  sender.show(messageNumber(1))
  await clock.pass(3_600_000)
  expect(stage.started).toHaveLength(1)
  sender.show(messageNumber(2))
  await clock.pass(3_600_000)
  expect(stage.started).toHaveLength(2)
  const tried = sender.tryNow(messageNumber(3), otherwise)
  await clock.pass(0)
  expect(await tried).toEqual({ ok: false, problem: refused })
  stage.behaviour = { kind: 'works', tookMs: 10 }
  const again = sender.tryNow(messageNumber(4), otherwise)
  await clock.pass(1000)
  expect(await again).toEqual({ ok: true, value: { sent: true } })
  expect(stage.shown?.since).toBe(4)
  await clock.pass(TRY_MS)
  expect(stage.shown?.since).toBe(2)
})

test('a target that hangs is abandoned: never more than two sends at once, and never two of one driver', async () => {
  const { clock, stage, sender } = setUp()
  stage.behaviour = { kind: 'deaf', forMs: 20 * 60_000 }
  for (let number = 0; number < 100; number++) {
    sender.show(messageNumber(number))
    await clock.pass(5000)
  }
  expect([stage.mostRunning, stage.mostOfOneDriver]).toEqual([2, 1])
  expect(stage.statuses.at(-1)).toMatchObject({ kind: 'failing', problem: timedOut })
  stage.behaviour = { kind: 'works', tookMs: 0 }
  await clock.pass(30 * 60_000)
  expect(stage.shown?.since).toBe(99)
})

test('stop sends the last message and stops the driver once, in two seconds at most', async () => {
  for (const behaviour of [
    { kind: 'works', tookMs: 500 },
    { kind: 'fails', problem: unreachable, tookMs: 100 },
    { kind: 'hangs' },
    { kind: 'deaf', forMs: 3_600_000 },
    { kind: 'throws' },
  ] satisfies Behaviour[])
    for (const passedMs of [0, 50, 5000]) {
      const { clock, stage, sender } = setUp()
      stage.behaviour = behaviour
      sender.show(messageNumber(1))
      await clock.pass(passedMs)
      if (behaviour.kind !== 'works') stage.behaviour = { kind: 'works', tookMs: 100 }
      let isStopped = false
      void sender.stop(messageNumber(2)).then(() => {
        isStopped = true
      })
      await clock.pass(STOP_LIMIT_MS)
      expect(isStopped).toBe(true)
      await clock.pass(SEND_LIMIT_MS)
      expect(stage.shown?.since).toBe(2)
      expect(stage.stopped, behaviour.kind).toBe(stage.drivers)
      expect(stage.mostOfOneDriver).toBe(1)
    }
})

/** Two tries may follow each other while the first one is still being sent. */
const steps = fc.array(
  fc.record({
    act: fc.constantFrom('show', 'nothing', 'try', 'try twice'),
    number: fc.integer({ min: 0, max: 3 }),
    ms: fc.constantFrom(400, 1000, 4900, 5400, 60_000),
  }),
  { minLength: 1, maxLength: 12 },
)

test.each(['the try has ended', 'stop without a last message'])(
  'whatever was tried: after %s the target shows what it would show otherwise',
  async (end) => {
    await fc.assert(
      fc.asyncProperty(steps, fc.constantFrom(0, 350), async (sequence, tookMs) => {
        const { clock, stage, sender } = setUp()
        stage.behaviour = { kind: 'works', tookMs }
        let expected: OutputMessage | null = null
        for (const { act, number, ms } of sequence) {
          if (act === 'show') expected = messageNumber(number)
          else if (act !== 'nothing') expected ??= otherwise
          if (act === 'show') sender.show(messageNumber(number))
          else if (act === 'nothing') sender.show(null)
          else void sender.tryNow(messageNumber(number + 10), otherwise)
          if (act === 'try twice') void sender.tryNow(messageNumber(number + 20), otherwise)
          await clock.pass(ms)
        }
        if (end.startsWith('stop')) void sender.stop(null)
        await clock.pass(TRY_MS + 2000)
        expect(stage.shown).toEqual(expected)
      }),
      { numRuns: 200 },
    )
  },
)

test('a try that fails leaves alone what was never shown, and the retries restore what was', async () => {
  const { clock, stage, sender } = setUp()
  const fails = { kind: 'fails', problem: unreachable, tookMs: 0 } as const
  stage.behaviour = fails
  void sender.tryNow(messageNumber(2), otherwise)
  await clock.pass(60_000)
  expect(stage.started).toHaveLength(1)
  stage.behaviour = { kind: 'works', tookMs: 0 }
  sender.show(messageNumber(1))
  await clock.pass(1000)
  sender.show(null)
  stage.behaviour = fails
  void sender.tryNow(messageNumber(2), otherwise)
  await clock.pass(60_000)
  stage.behaviour = { kind: 'works', tookMs: 0 }
  stage.shown = null
  await clock.pass(300_000)
  expect(stage.shown).toEqual(messageNumber(1))
})

const behaviours: fc.Arbitrary<Behaviour> = fc.oneof(
  fc.record({
    kind: fc.constant('works' as const),
    tookMs: fc.constantFrom(0, 100, 9000, 10_500, 11_500, 15_000, 60_000),
  }),
  fc.record({
    kind: fc.constant('fails' as const),
    problem: fc.constantFrom(unreachable, refused),
    tookMs: fc.constantFrom(0, 100, 9000, 10_500, 11_500, 15_000, 60_000),
  }),
  fc.record({ kind: fc.constant('hangs' as const) }),
  fc.record({ kind: fc.constant('deaf' as const), forMs: fc.integer({ min: 0, max: 60_000 }) }),
  fc.record({ kind: fc.constant('throws' as const) }),
)
const events = fc.oneof(
  fc.record({ kind: fc.constant('show' as const), number: fc.integer({ min: 0, max: 3 }) }),
  fc.record({ kind: fc.constant('nothing' as const) }),
  fc.record({ kind: fc.constant('try' as const), number: fc.integer({ min: 0, max: 3 }) }),
  fc.record({ kind: fc.constant('again' as const) }),
  fc.record({ kind: fc.constant('lost' as const) }),
  fc.record({ kind: fc.constant('behave' as const), behaviour: behaviours }),
  fc.record({ kind: fc.constant('pass' as const), ms: fc.constantFrom(1, 100, 300, 1000, 11_000, 400_000) }),
  fc.record({ kind: fc.constant('set-clock' as const), byMs: fc.integer({ min: -1e9, max: 1e9 }) }),
)

test('after any sequence of lights, failures, hangs and clock steps the newest message is shown', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(events, { maxLength: 40 }), async (sequence) => {
      const { clock, stage, sender } = setUp()
      let pendingTries = 0
      for (const event of sequence) {
        if (event.kind === 'show') sender.show(messageNumber(event.number))
        else if (event.kind === 'nothing') sender.show(null)
        else if (event.kind === 'again') sender.sendAgain()
        else if (event.kind === 'lost') sender.lost(unreachable)
        else if (event.kind === 'behave') stage.behaviour = event.behaviour
        else if (event.kind === 'pass') await clock.pass(event.ms)
        else if (event.kind === 'set-clock') clock.setWall(clock.nowMs() + event.byMs)
        else {
          pendingTries += 1
          void sender.tryNow(messageNumber(event.number), otherwise).then(() => {
            pendingTries -= 1
          })
        }
      }
      stage.behaviour = { kind: 'works', tookMs: 50 }
      sender.show(messageNumber(9))
      await clock.pass(10 * 60_000)
      expect(stage.shown?.since).toBe(9)
      expect(stage.mostOfOneDriver).toBeLessThanOrEqual(1)
      expect(stage.mostRunning).toBeLessThanOrEqual(2)
      expect(pendingTries).toBe(0)
      expect(stage.statuses.at(-1)?.kind).toBe('working')
      // Quiet: nothing more is sent, and no timer is left.
      const count = stage.started.length
      await clock.pass(3_600_000)
      expect([stage.started.length, clock.waiting()]).toEqual([count, 0])
    }),
    { numRuns: 300 },
  )
})

test('a day of changes while the target is down keeps nothing but the newest message', async () => {
  const { clock, stage, sender } = setUp()
  stage.behaviour = { kind: 'fails', problem: unreachable, tookMs: 20 }
  for (let number = 0; number < 24 * 60; number++) {
    sender.show(messageNumber(number))
    await clock.pass(60_000)
    expect(clock.waiting()).toBeLessThanOrEqual(1)
  }
  stage.behaviour = { kind: 'works', tookMs: 0 }
  const before = stage.started.length
  await clock.pass(300_000)
  expect(stage.started.slice(before).map(({ message }) => message.since)).toEqual([24 * 60 - 1])
  expect(ABORT_LIMIT_MS).toBeLessThan(STOP_LIMIT_MS)
})
