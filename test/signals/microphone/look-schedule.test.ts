// When programs that record are looked for, under a virtual clock.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { ComputerSignal } from '../../../app/model/signal.ts'
import { createLookSchedule, LEAST_GAP_MS } from '../../../app/signals/microphone/look-schedule.ts'
import { createVirtualClock } from '../../support/virtual-clock.ts'

const HOUR_MS = 3_600_000

function computer({ pollMs = LEAST_GAP_MS, lookMs = 20 } = {}) {
  const clock = createVirtualClock()
  const looks: number[] = []
  const is = { idleMs: 0, recording: false, looking: false, woken: 0 }
  const schedule = createLookSchedule({
    clock,
    pollMs,
    computer: { idleMs: () => is.idleMs },
    isRecording: () => is.recording,
    look() {
      expect(is.looking).toBe(false)
      looks.push(clock.monotonicMs())
      is.looking = true
      return new Promise((resolve) => {
        clock.after(lookMs, () => {
          is.looking = false
          resolve()
        })
      })
    },
    onWake: () => {
      is.woken += 1
    },
  })
  /** How many looks there are while `ms` pass. */
  async function looksIn(ms: number) {
    const before = looks.length
    await clock.pass(ms)
    return looks.length - before
  }
  return { clock, schedule, looks, looksIn, is }
}

describe('polling', () => {
  test('at the desk it looks every 3 s: 1,200 times an hour', async () => {
    const { schedule, looksIn } = computer()
    schedule.start()
    await looksIn(0)
    const count = await looksIn(HOUR_MS)
    expect(count).toBe(1200)
  })

  test('with a longer interval it looks as often, and in between after a request', async () => {
    const { schedule, looksIn } = computer({ pollMs: 60_000 })
    schedule.start()
    await looksIn(0)
    expect(await looksIn(HOUR_MS)).toBe(60)
    await looksIn(10_000)
    schedule.request(1000)
    expect(await looksIn(999)).toBe(0)
    expect(await looksIn(1)).toBe(1)
    expect(await looksIn(59_999)).toBe(0)
    expect(await looksIn(1)).toBe(1)
  })

  test('a look that takes longer is not started twice', async () => {
    const { schedule, looksIn } = computer({ lookMs: 7000 })
    schedule.start()
    await looksIn(0)
    expect(await looksIn(70_000)).toBe(10)
  })

  test.each([
    ['lock-screen', 'unlock-screen'],
    ['lock-screen', 'window-shown'],
    ['suspend', 'resume'],
    ['suspend', 'unlock-screen'],
    ['suspend', 'online'],
  ] as const)('not between %s and %s', async (from, to) => {
    const { schedule, looksIn, is } = computer()
    schedule.start()
    await looksIn(10_000)
    is.idleMs = 60_000
    schedule.signal(from)
    expect(await looksIn(HOUR_MS)).toBe(0)
    schedule.signal(to)
    expect(await looksIn(0)).toBe(1)
  })

  test('not while the user is away; in a call only after two hours without input', async () => {
    const { schedule, looksIn, is } = computer()
    schedule.start()
    is.idleMs = 299_999
    expect(await looksIn(30_000)).toBeGreaterThan(9)
    is.idleMs = 300_000
    expect(await looksIn(HOUR_MS)).toBe(0)
    is.recording = true
    expect(await looksIn(30_000)).toBe(10)
    is.idleMs = 2 * HOUR_MS
    expect(await looksIn(30_000)).toBe(0)
    is.recording = false
    expect(await looksIn(30_000)).toBe(0)
    is.idleMs = 0
    expect(await looksIn(3000)).toBe(1)
  })

  test('a sleep that never was ends with the next input', async () => {
    const { schedule, looksIn, is } = computer()
    schedule.start()
    await looksIn(0)
    schedule.signal('suspend')
    is.idleMs = 12_000
    expect(await looksIn(60_000)).toBe(0)
    is.idleMs = 1000
    expect(await looksIn(10_000)).toBe(1)
    expect(is.woken).toBe(1)
  })

  test('a stop leaves no timer', async () => {
    const { schedule, clock, looksIn } = computer()
    schedule.start()
    schedule.signal('suspend')
    schedule.stop()
    expect(clock.waiting()).toBe(0)
    schedule.signal('resume')
    schedule.request(0)
    expect(await looksIn(HOUR_MS)).toBe(0)
  })
})

describe('on request', () => {
  test('it looks once at the start, and once after a request', async () => {
    const { schedule, looksIn } = computer({ pollMs: Number.POSITIVE_INFINITY })
    schedule.start()
    expect(await looksIn(HOUR_MS)).toBe(1)
    schedule.request(250)
    expect(await looksIn(249)).toBe(0)
    schedule.request(250)
    expect(await looksIn(1)).toBe(1)
    expect(await looksIn(HOUR_MS)).toBe(0)
  })

  test('what is requested during a look has a look of its own', async () => {
    const { schedule, looksIn } = computer({ pollMs: Number.POSITIVE_INFINITY })
    schedule.start()
    await looksIn(10)
    schedule.request(0)
    expect(await looksIn(HOUR_MS)).toBe(1)
  })

  test('what is requested while locked is looked at after the unlock', async () => {
    const { schedule, looksIn } = computer({ pollMs: Number.POSITIVE_INFINITY })
    schedule.start()
    await looksIn(5000)
    schedule.signal('lock-screen')
    schedule.request(0)
    expect(await looksIn(HOUR_MS)).toBe(0)
    schedule.signal('unlock-screen')
    expect(await looksIn(HOUR_MS)).toBe(1)
  })

  test('nothing is looked at while it holds off', async () => {
    const { schedule, looksIn } = computer()
    schedule.start()
    await looksIn(0)
    schedule.holdOff(60_000)
    schedule.request(0)
    expect(await looksIn(59_999)).toBe(0)
    expect(await looksIn(1)).toBe(1)
  })
})

test('in any row of signals, idle times and requests, looks are 3 s apart, and none is while locked, asleep or idle', async () => {
  const signals: readonly ComputerSignal[] = [
    ...(['lock-screen', 'unlock-screen', 'suspend', 'resume', 'offline', 'online'] as const),
    ...(['window-shown', 'window-hidden'] as const),
  ]
  const step = fc.oneof(
    fc.record({ signal: fc.constantFrom(...signals) }),
    fc.record({ idleMs: fc.constantFrom(0, 20_000, 299_000, 300_000, 900_000) }),
    fc.record({ recording: fc.boolean() }),
    fc.record({ requestMs: fc.constantFrom(0, 250, 10_000) }),
    fc.record({ passMs: fc.integer({ min: 1, max: 20_000 }) }),
  )
  const pollsMs = fc.constantFrom(LEAST_GAP_MS, 60_000, Number.POSITIVE_INFINITY)
  await fc.assert(
    fc.asyncProperty(pollsMs, fc.array(step, { maxLength: 40 }), async (pollMs, steps) => {
      const { schedule, looks, looksIn, is } = computer({ pollMs })
      let locked = false
      let asleep = false
      schedule.start()
      for (const now of steps) {
        if ('idleMs' in now) is.idleMs = now.idleMs
        if ('recording' in now) is.recording = now.recording
        if ('requestMs' in now) schedule.request(now.requestMs)
        if ('signal' in now) {
          const { signal } = now
          schedule.signal(signal)
          if (signal === 'lock-screen') locked = true
          if (signal === 'unlock-screen' || signal === 'window-shown') locked = false
          if (signal === 'suspend') asleep = true
          else if (signal !== 'lock-screen' && signal !== 'window-hidden') asleep = false
        }
        if ('passMs' in now) {
          const { woken } = is
          const count = await looksIn(now.passMs)
          const isAway = is.idleMs >= 300_000 && !is.recording
          if (locked || (asleep && is.idleMs >= 5000) || isAway) expect(count).toBe(0)
          if (asleep && is.idleMs < 5000 && now.passMs >= 10_000) expect(is.woken).toBe(woken + 1)
          if (is.woken > woken) asleep = false
        }
      }
      for (const [index, atMs] of looks.entries())
        expect(atMs - (looks[index - 1] ?? Number.NEGATIVE_INFINITY)).toBeGreaterThanOrEqual(3000)
    }),
    { numRuns: 200 },
  )
})
