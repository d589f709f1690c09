// Plays one workday with the real PresenceFollower under a virtual clock.

import type { Following, PresenceSource } from '../app/model/following.ts'
import type { Presence } from '../app/model/presence.ts'
import { ok } from '../app/model/problems/problem.ts'
import type { TenantBackoff } from '../app/model/settings.ts'
import { createFollower } from '../app/polling/follower.ts'
import { createFastClock } from './fast-clock.ts'
import { changeAt, type Workday, wallStart } from './workday.ts'
import { createWorkdayComputer } from './workday-computer.ts'

/** When the source was asked, s of the day, in order: from then on the light showed what was true then. */
export interface Watched {
  day: Workday
  asked: number[]
}

interface PlayParts {
  intervalMs: number
  random: () => number
  backoff: TenantBackoff
  /** Where the presences come from; `truth` is the current presence, which is the default. `seconds`: of the day. */
  sourceOf?: (truth: () => Presence, seconds: () => number) => PresenceSource
  onBackoff?: (backoff: TenantBackoff, seconds: number) => void
  onChange?: (following: Following, seconds: number) => void
  /** As createFastClock takes them. */
  turns?: number
}

/** Plays a day; gives the moments of its requests and the backoff at its end. */
export async function playDay(day: Workday, parts: PlayParts) {
  const {
    intervalMs,
    random,
    backoff,
    sourceOf = truthful,
    onChange = () => {},
    onBackoff = () => {},
  } = parts
  const clock = createFastClock(wallStart(day), parts.turns)
  const asked: number[] = []
  let kept = backoff
  const seconds = () => clock.monotonicMs() / 1000
  const computer = createWorkdayComputer(clock)
  const source = sourceOf(() => presenceAt(day, seconds()), seconds)
  const follower = createFollower({
    clock: computer.clock,
    random,
    intervalMs: () => intervalMs,
    backoff,
    onBackoff: (next) => {
      kept = next
      onBackoff(next, seconds())
    },
    onChange: (following) => onChange(following, seconds()),
    onFault() {},
    computer: { idleMs: () => 1000 * idleSeconds(day, seconds()) },
    source: {
      myPresence: (...asking) =>
        computer.ask(() => {
          asked.push(seconds())
          return source.myPresence(...asking)
        }),
    },
  })
  follower.start()
  for (const { t, kind } of day.signals) {
    await clock.runUntil(t * 1000)
    computer.signal(kind, follower)
  }
  await clock.runUntil(day.length * 1000)
  follower.stop()
  return { watched: { day, asked } satisfies Watched, backoff: kept, timersLeft: clock.waiting() }
}

const truthful = (truth: () => Presence): PresenceSource => ({ myPresence: async () => ok(truth()) })

export function presenceAt(day: Workday, seconds: number): Presence {
  const change = day.changes[changeAt(day, seconds)]
  return {
    availability: change?.availability ?? '',
    activity: change?.activity ?? '',
    outOfOffice: { isOutOfOffice: change?.outOfOffice ?? false, message: null },
    statusMessage: null,
    workLocation: null,
  }
}

/** The idle time in whole seconds, as of powerMonitor.getSystemIdleTime. */
export function idleSeconds({ idle }: Workday, seconds: number): number {
  const span = idle.find(([from, to]) => from <= seconds && seconds < to)
  return span ? Math.floor(seconds - span[0]) : 0
}
