// Following this computer: each event of the computer, how often it looks, and what it does not confirm.
import { expect, test } from 'vitest'
import type { Following } from '../../app/model/following.ts'
import type { ComputerSignal } from '../../app/model/signal.ts'
import { createLocalFollower } from '../../app/polling/local-follower.ts'
import { createVirtualClock } from '../support/virtual-clock.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE

function computer() {
  const clock = createVirtualClock()
  let programs: readonly (string | null)[] = []
  let inputAt = clock.nowMs()
  const seen: NonNullable<Following['last']>[] = []
  let isStale = false
  const follower = createLocalFollower({
    clock,
    computer: { idleMs: () => Math.max(0, clock.nowMs() - inputAt) },
    programs: () => programs,
    onChange: ({ last, stale }) => {
      isStale = stale
      if (last) seen.push(last)
    },
  })
  return {
    clock,
    follower,
    seen,
    last: () => seen.at(-1),
    activity: () => seen.at(-1)?.presence.activity,
    isStale: () => isStale,
    input() {
      inputAt = clock.nowMs()
    },
    /** Minutes at the desk. */
    async works(minutes: number) {
      for (let minute = 0; minute < minutes; minute += 1) {
        inputAt = clock.nowMs()
        await clock.pass(MINUTE)
      }
      inputAt = clock.nowMs()
    },
    records(...names: (string | null)[]) {
      programs = names
      follower.signal({ kind: 'microphone-on', program: names[0] ?? null })
    },
    signal: (signal: ComputerSignal) => follower.signal(signal),
  }
}

test('a call at once, and its end; another program changes nothing', async () => {
  const { follower, records, activity, works, last, clock } = computer()
  follower.start()
  expect(activity()).toBe('Available')
  await works(3)
  const began = clock.nowMs()
  records('zoom')
  expect(activity()).toBe('InACall')
  await works(10)
  expect(last()).toMatchObject({ since: began, witnessed: true, at: clock.nowMs() })
  records('Audacity')
  expect(activity()).toBe('Available')
  expect(last()).toMatchObject({ since: clock.nowMs(), witnessed: true })
})

test('five minutes without input are away; the first input ends that within seconds', async () => {
  const { follower, clock, activity, input } = computer()
  follower.start()
  await clock.pass(5 * MINUTE - 1000)
  expect(activity()).toBe('Available')
  await clock.pass(3000)
  expect(activity()).toBe('Away')
  await clock.pass(HOUR)
  input()
  await clock.pass(3000)
  expect(activity()).toBe('Available')
})

test('a call without input stays a call', async () => {
  const { follower, clock, records, activity } = computer()
  follower.start()
  records('Microsoft Teams')
  await clock.pass(HOUR)
  expect(activity()).toBe('InACall')
  records()
  expect(activity()).toBe('Away')
})

test.each([
  ['lock-screen', 'unlock-screen'],
  ['lock-screen', 'window-shown'],
] as const)('%s is away at once, %s ends it', async (begins, ends) => {
  const { follower, signal, works, activity } = computer()
  follower.start()
  await works(1)
  signal(begins)
  expect(activity()).toBe('Away')
  await works(1)
  signal(ends)
  expect(activity()).toBe('Available')
})

test('a lock while stopped counts at the start', () => {
  const { follower, signal, activity } = computer()
  signal('lock-screen')
  follower.start()
  expect(activity()).toBe('Away')
})

test('a call that cannot be looked for, as behind a locked screen, is neither confirmed nor ended', async () => {
  const { follower, clock, signal, records, works, last, activity } = computer()
  follower.start()
  records('zoom')
  await works(5)
  signal('lock-screen')
  const confirmed = last()
  await clock.pass(HOUR)
  expect(last()).toBe(confirmed)
  expect(activity()).toBe('InACall')
  signal('unlock-screen')
  expect(last()).toMatchObject({ since: clock.nowMs(), witnessed: false })
  // Two hours without input: the program may have crashed.
  await clock.pass(4 * HOUR)
  expect(clock.nowMs() - (last()?.at ?? 0)).toBeGreaterThan(HOUR)
})

test.each(['lock-screen', null] as const)(
  'a call that was not seen for two hours without input is stale, until it is seen again; %s',
  async (lock) => {
    const { follower, clock, signal, records, works, last, isStale, activity, input } = computer()
    follower.start()
    records('zoom')
    await works(5)
    if (lock) signal(lock)
    await clock.pass(2 * HOUR - MINUTE)
    expect([isStale(), activity()]).toEqual([false, 'InACall'])
    const { at } = last() ?? {}
    await clock.pass(2 * MINUTE)
    expect([isStale(), activity()]).toEqual([true, 'InACall'])
    if (lock) expect(last()?.at).toBe(at)
    await clock.pass(8 * HOUR)
    expect(isStale()).toBe(true)
    input()
    if (lock) signal('unlock-screen')
    await clock.pass(6000)
    expect([isStale(), activity()]).toEqual([false, 'InACall'])
  },
)

test('the end of a call that was stale is seen', async () => {
  const { follower, clock, signal, records, isStale, activity } = computer()
  follower.start()
  records('zoom')
  signal('lock-screen')
  await clock.pass(3 * HOUR)
  expect(isStale()).toBe(true)
  records()
  expect([isStale(), activity()]).toEqual([false, 'Away'])
})

test('nothing is confirmed in a sleep; after it the light began no later than now', async () => {
  const { follower, clock, signal, works, seen, last } = computer()
  follower.start()
  await works(10)
  signal('suspend')
  const before = seen.length
  await clock.pass(1000)
  clock.sleep(8 * HOUR)
  expect(seen.length).toBe(before)
  signal('resume')
  expect(last()).toMatchObject({ at: clock.nowMs(), since: clock.nowMs(), witnessed: false })
})

test('one look a minute, and none after a stop', async () => {
  const { follower, clock, seen, works } = computer()
  follower.start()
  const before = seen.length
  await works(60)
  expect(seen.length - before).toBe(60)
  follower.stop()
  expect(clock.waiting()).toBe(0)
  follower.start()
  await works(2)
  expect(seen.length - before).toBeGreaterThan(61)
})
