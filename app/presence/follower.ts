// PresenceFollower: asks, waits, asks again. Its clock and its source are handed to it.
import type { Answer, Problem } from '../microsoft/problem.ts'
import { nextCheck, returnDelayMs, staleAfterMs } from './cadence.ts'
import type { Clock } from './clock.ts'
import type { Presence } from './presence.ts'

/** What the follower knows. All moments are epoch ms. */
export interface Following {
  last: {
    presence: Presence
    /** When Graph last said so. */
    at: number
    /** Since when it has been so, as far as this program knows. */
    since: number
    /** Whether the change at `since` was seen to happen: if not, it may be older. */
    witnessed: boolean
  } | null
  /** `last` is too old to vouch for. */
  stale: boolean
  problem: Problem | null
  checking: boolean
  nextCheckAt: number | null
}

/** Where presences come from: Graph, or the demo day. */
export interface PresenceSource {
  myPresence(): Promise<Answer<Presence>>
}

/** What the computer tells the follower. */
export type Signal = 'suspend' | 'resume' | 'offline' | 'online'

export interface FollowerParts {
  source: PresenceSource
  clock: Clock
  /** At least 0 and under 1, as Math.random. */
  random: () => number
  /** The pace the user chose, ms; asked anew for every check. */
  intervalMs: () => number
  onChange: (following: Following) => void
}

export interface PresenceFollower {
  /** Begins with a check at once. */
  start(): void
  /** No timer and no answer of a running check outlives this. */
  stop(): void
  /** Asks now: somebody looks, or asked for it. Never sooner than the server allows, never two requests at a time. */
  check(): void
  /** Reckons the next check anew, after a change of the interval. */
  paceChanged(): void
  signal(signal: Signal): void
}

export const nothingFollowed: Following = {
  last: null,
  stale: false,
  problem: null,
  checking: false,
  nextCheckAt: null,
}

export function createFollower({
  source,
  clock,
  random,
  intervalMs,
  onChange,
}: FollowerParts): PresenceFollower {
  let following = nothingFollowed
  let running = false
  let asleep = false
  let failures = 0
  /** Grows at each start and stop: the answer to a check of another run is nobody's. */
  let run = 0
  let askAgain = false
  let answeredAtMs = 0
  let notBeforeMs = 0
  let cancelCheck = () => {}
  let cancelStale = () => {}

  function change(part: Partial<Following>) {
    following = { ...following, ...part }
    onChange(following)
  }

  function wait(delayMs: number) {
    cancelCheck()
    cancelCheck = clock.after(delayMs, () => void ask())
    change({ nextCheckAt: clock.nowMs() + delayMs })
  }

  function waitForNext() {
    const next = nextCheck({
      intervalMs: intervalMs(),
      problem: following.problem,
      failures,
      random: random(),
    })
    if (next.why === 'asked-to-wait') notBeforeMs = clock.monotonicMs() + next.delayMs
    wait(next.delayMs)
  }

  async function ask() {
    cancelCheck()
    if (following.checking) {
      askAgain = true
      return
    }
    const ofRun = run
    judgeAge()
    change({ checking: true, nextCheckAt: null })
    const answer = await source.myPresence()
    if (ofRun !== run) return
    if (answer.ok) learn(answer.value)
    else {
      failures += 1
      change({ problem: answer.problem, checking: false })
    }
    // Whoever asked while an answer was under way has it, unless it failed: the reason to ask may be the cure.
    const retryAtOnce = askAgain && !answer.ok
    askAgain = false
    if (asleep) return
    if (retryAtOnce) wait(returnDelayMs(random()))
    else waitForNext()
  }

  function learn(presence: Presence) {
    const at = clock.nowMs()
    const { last } = following
    const gapMs = last ? ageMs(last.at) : 0
    // Nobody can say what happened in a long gap, so what is seen after it may be older than it looks.
    const unbroken = last !== null && gapMs <= staleAfterMs(intervalMs())
    const unchanged = unbroken && sameWords(last.presence, presence)
    const { since, witnessed } = unchanged ? last : { since: at, witnessed: unbroken }
    failures = 0
    notBeforeMs = 0
    answeredAtMs = clock.monotonicMs()
    change({ last: { presence, at, since, witnessed }, stale: false, problem: null, checking: false })
    judgeAge()
  }

  /** The monotonic clock may stand still in sleep, and the wall clock may be set back: the older of the two counts. */
  const ageMs = (at: number) => Math.max(clock.monotonicMs() - answeredAtMs, clock.nowMs() - at)

  /** Marks the last answer as stale once it is; also called on every wake-up, as timers sleep with the computer. */
  function judgeAge() {
    cancelStale()
    if (!following.last || following.stale) return
    const leftMs = staleAfterMs(intervalMs()) - ageMs(following.last.at)
    if (leftMs <= 0) change({ stale: true })
    else cancelStale = clock.after(leftMs, judgeAge)
  }

  function hush() {
    cancelCheck()
    change({ nextCheckAt: null })
  }

  function checkSoon(delayMs: number) {
    if (!running || asleep) return
    const waitMs = Math.max(delayMs, notBeforeMs - clock.monotonicMs())
    if (waitMs > 0) wait(waitMs)
    else void ask()
  }

  return {
    start() {
      run += 1
      running = true
      change({ checking: false })
      judgeAge()
      checkSoon(0)
    },
    stop() {
      run += 1
      running = false
      cancelStale()
      hush()
      change({ checking: false })
    },
    check: () => checkSoon(0),
    paceChanged() {
      judgeAge()
      if (running && !asleep && !following.checking) waitForNext()
    },
    signal(signal) {
      switch (signal) {
        case 'suspend':
        case 'offline':
          asleep = true
          hush()
          if (signal === 'offline' && running) change({ problem: { kind: 'offline', needs: 'time' } })
          break
        case 'resume':
        case 'online':
          asleep = false
          judgeAge()
          checkSoon(returnDelayMs(random()))
          break
        default:
          signal satisfies never
      }
    },
  }
}

/** Whether a person would call it the same: a message may change without a change of presence. */
function sameWords(one: Presence, other: Presence): boolean {
  return (
    one.availability === other.availability &&
    one.activity === other.activity &&
    one.outOfOffice.isOutOfOffice === other.outOfOffice.isOutOfOffice
  )
}
