// The follower has a next step in every state, after every event, and under hostile conditions.
import { describe, expect, test } from 'vitest'
import { type Following, nothingFollowed } from '../../app/model/following.ts'
import { failed, ok } from '../../app/model/problems/problem.ts'
import type { Signal } from '../../app/model/signal.ts'
import { createFollower, type PresenceFollower } from '../../app/polling/follower.ts'
import { noBackoff } from '../../app/polling/tenant-backoff.ts'
import { driveFollower } from '../../bench/hostile/hostile-follower.ts'
import { presence } from '../model/states.ts'
import { hang } from '../support/broken-calls.ts'
import { createVirtualClock } from '../support/virtual-clock.ts'

type Act = (follower: PresenceFollower) => void
const signal =
  (name: Signal): Act =>
  (follower) =>
    follower.signal(name)

const events: Readonly<Record<string, Act>> = {
  start: (follower) => follower.start(),
  stop: (follower) => follower.stop(),
  click: (follower) => follower.check(),
  'a check of the program’s own': (follower) => follower.check('background'),
  'another interval': (follower) => follower.paceChanged(),
  'the limit reached': (follower) => follower.limitMet(),
  'lock-screen': signal('lock-screen'),
  'unlock-screen': signal('unlock-screen'),
  suspend: signal('suspend'),
  resume: signal('resume'),
  offline: signal('offline'),
  online: signal('online'),
  'window-shown': signal('window-shown'),
  'window-hidden': signal('window-hidden'),
  'microphone-on': signal({ kind: 'microphone-on', program: 'Microsoft Teams' }),
  'microphone-off': signal({ kind: 'microphone-off', program: null }),
}

const host = 'graph.microsoft.com'
const answers = {
  presence: async () => ok(presence('Available')),
  'a fault': async () => failed({ kind: 'unreachable', next: 'retries', host, detail: '' } as const),
  'a wait': async () => failed({ kind: 'throttled', next: 'waits', host, retryAfterMs: 3_600_000 } as const),
  'a lost sign-in': async () => failed({ kind: 'sign-in-needed', next: 'person', code: null } as const),
  nothing: hang,
  'a throw': () => {
    throw new Error('broken')
  },
}

/** Whether the follower may ask after these events: it runs, and is awake. The network is a hint. */
function mayAsk(happened: readonly string[]): boolean {
  const lastOf = (...names: string[]) => happened.findLast((name) => names.includes(name))
  const wakes = [
    'suspend',
    'resume',
    'unlock-screen',
    'window-shown',
    'click',
    'a check of the program’s own',
    'offline',
    'online',
  ]
  const asleep = lastOf(...wakes) === 'suspend'
  return lastOf('start', 'stop') === 'start' && !asleep
}

describe.each(Object.entries(answers))('answered by %s', (_what, myPresence) => {
  test.each(Object.keys(events))('%s leaves a next step, whatever happened before', async (last) => {
    for (const first of Object.keys(events)) {
      const clock = createVirtualClock()
      let following: Following = nothingFollowed
      const follower = createFollower({
        clock,
        source: { myPresence },
        random: () => 0.5,
        intervalMs: () => 30_000,
        // No input: the computer is not in use.
        computer: { idleMs: () => clock.monotonicMs() },
        backoff: noBackoff,
        onBackoff() {},
        onChange(next) {
          following = next
        },
        onFault() {},
      })
      const happened: string[] = []
      const look = () => {
        const { checking, nextCheckAt } = following
        const story = happened.join(', ')
        if (mayAsk(happened)) expect(checking || nextCheckAt !== null, story).toBe(true)
        else expect(nextCheckAt, story).toBeNull()
      }
      for (const name of ['start', first, last]) {
        happened.push(name)
        events[name]?.(follower)
        look()
        await clock.pass(0)
        look()
      }
      await clock.pass(31_000)
      look()
      follower.stop()
      expect(clock.waiting()).toBe(0)
    }
  })
})

// A week of a virtual clock; the seed is in the name, and TALLY_LIGHT_SEED repeats it.
const { TALLY_LIGHT_SEED } = process.env
const seed = TALLY_LIGHT_SEED ? Number(TALLY_LIGHT_SEED) : Date.now() % 1_000_000_007

test(`a hostile week prevents no check and exceeds no ceiling (seed ${seed})`, async () => {
  const figures = await driveFollower({ virtualMs: 7 * 24 * 3_600_000, seed })
  expect(figures).toMatchObject({ overCeiling: 0, withoutNextStep: 0, unhandled: 0 })
  expect(figures.requests).toBeGreaterThan(300)
  // An hour that a server asked for, its spread, and a check that hangs; a monotonic clock that goes back meanwhile begins
  // that hour anew.
  expect(figures.longestGapMs).toBeLessThanOrEqual(2 * 1.05 * 3_600_000 + 60_000)
})
