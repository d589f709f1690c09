// Reconnecting to a lost broker: how often, and what is reported.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createGuard } from '../../../../app/model/guard.ts'
import type { Problem } from '../../../../app/model/problems/problem.ts'
import { createReconnection, reconnectDelay } from '../../../../app/outputs/external/mqtt/reconnection.ts'
import { OutputError } from '../../../../app/outputs/external/output-driver.ts'
import { createVirtualClock } from '../../../support/virtual-clock.ts'

const host = 'broker.example'
const down: Problem = { kind: 'output-unreachable', next: 'retries', host, detail: 'ECONNREFUSED' }
const refused: Problem = { kind: 'output-access-refused', next: 'person', host }
const HOUR_MS = 3_600_000

function createTrial() {
  const clock = createVirtualClock()
  const lost: Problem[] = []
  const faults: unknown[] = []
  const attempts: number[] = []
  /** `lastsMs`: how long each connection lasts. */
  const now = { problem: down as Problem | null, sendAgains: 0, lastsMs: Number.POSITIVE_INFINITY }
  const reconnection = createReconnection({
    clock,
    guard: createGuard({ error: (...words) => faults.push(words) }),
    async connect() {
      attempts.push(clock.monotonicMs())
      if (now.problem) throw reconnection.softened(new OutputError(now.problem))
      reconnection.connected()
      if (Number.isFinite(now.lastsMs)) clock.after(now.lastsMs, lose)
    },
    onLost: (problem) => lost.push(problem),
    sendAgain() {
      now.sendAgains += 1
      reconnection.confirmed()
    },
  })
  const lose = () => {
    reconnection.lost()
    reconnection.begin(down)
  }
  return { clock, lost, attempts, now, reconnection, lose, faults }
}

test('delays double from 1 s to 60 s, shortened by up to a half', () => {
  fc.assert(
    fc.property(fc.nat(5000), fc.double({ min: 0, max: 0.999, noNaN: true }), (failures, random) => {
      const delayMs = reconnectDelay(failures, random)
      const longest = failures < 6 ? 1000 * 2 ** failures : 60_000
      expect(delayMs).toBeGreaterThanOrEqual(longest / 2)
      expect(delayMs).toBeLessThanOrEqual(longest)
    }),
  )
})

test('a broker that is down for an hour is reported once, tried for all that time and then sent to', async () => {
  const { clock, lost, attempts, now, lose, faults } = createTrial()
  lose()
  await clock.pass(HOUR_MS)
  expect(lost).toEqual([down])
  expect(attempts.length).toBeGreaterThan(60)
  expect(attempts.length).toBeLessThan(130)
  now.problem = null
  await clock.pass(60_000)
  expect(now.sendAgains).toBe(1)
  const { length } = attempts
  await clock.pass(HOUR_MS)
  expect(attempts).toHaveLength(length)
  expect(clock.waiting()).toBe(0)
  // The next loss is a new one.
  lose()
  expect(lost).toEqual([down, down])
  expect(faults).toEqual([])
})

test.each([0, 150, 5000, 20_000])(
  'a broker that closes each connection after %s ms is tried with growing delays, and soon not said to work',
  async (lastsMs) => {
    const { clock, lost, attempts, now, lose, faults } = createTrial()
    Object.assign(now, { problem: null, lastsMs })
    lose()
    await clock.pass(10 * 60_000)
    const early = { attempts: attempts.length, lost: lost.length, sendAgains: now.sendAgains }
    await clock.pass(HOUR_MS)
    expect(attempts.length).toBeLessThan(130)
    expect(attempts.length - early.attempts).toBeGreaterThan(HOUR_MS / (60_000 + lastsMs) - 2)
    expect(early.lost).toBeLessThanOrEqual(lastsMs < 1000 ? 2 : 8)
    expect({ lost: lost.length, sendAgains: now.sendAgains }).toEqual({
      lost: early.lost,
      sendAgains: early.sendAgains,
    })
    // It works again: the light is sent within the next two delays, and the next loss is a new one.
    now.lastsMs = Number.POSITIVE_INFINITY
    await clock.pass(2 * 60_000 + lastsMs)
    expect(now.sendAgains).toBe(early.sendAgains + 1)
    await clock.pass(60_000)
    lose()
    expect(lost).toHaveLength(early.lost + 1)
    const { length } = attempts
    await clock.pass(1000)
    expect([attempts.length, now.sendAgains]).toEqual([length + 1, early.sendAgains + 2])
    expect(faults).toEqual([])
  },
)

test('access that is refused after a loss is tried again for ten minutes', async () => {
  const { clock, lost, attempts, now, lose } = createTrial()
  lose()
  now.problem = refused
  await clock.pass(9 * 60_000)
  expect(lost.map(({ kind }) => kind)).toEqual(['output-unreachable', 'output-refused'])
  await clock.pass(3 * 60_000)
  expect(lost.at(-1)).toEqual(refused)
  const { length } = attempts
  await clock.pass(HOUR_MS)
  expect(attempts).toHaveLength(length)
})

test('the first connection is not softened', () => {
  const { reconnection } = createTrial()
  expect(reconnection.softened(new OutputError(refused)).problem).toEqual(refused)
})

test('a connection for another reason ends it, and so does stop', async () => {
  for (const end of ['connected', 'stop'] as const) {
    const { clock, attempts, reconnection, lose } = createTrial()
    lose()
    reconnection[end]()
    await clock.pass(HOUR_MS)
    expect(attempts).toEqual([])
    expect(clock.waiting()).toBe(0)
  }
})
