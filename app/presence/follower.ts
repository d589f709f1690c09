// PresenceFollower: asks, waits, asks again. Its clock, its source and the computer's signals are handed to it.
import type { Answer, Problem } from '../microsoft/problem.ts'
import { averageGapMs, type Known, nextCheck, returnDelayMs, type StirKind, staleAfterMs } from './cadence.ts'
import type { Clock } from './clock.ts'
import type { Computer, Signal } from './computer.ts'
import { createIdleWatch } from './idle-watch.ts'
import { lightOfPresence } from './light.ts'
import type { Presence } from './presence.ts'
import { afterAnswer, afterRefusal, type Restraint } from './restraint.ts'

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

export interface FollowerParts {
  source: PresenceSource
  clock: Clock
  computer: Computer
  /** At least 0 and under 1, as Math.random. */
  random: () => number
  /** The pace the user chose, ms; asked anew for every check. */
  intervalMs: () => number
  /** What was learned of the tenant's common limit; kept by whoever starts the follower. */
  restraint: Restraint
  onRestraint: (restraint: Restraint) => void
  onChange: (following: Following) => void
}

export interface PresenceFollower {
  /** Begins with a check at once. */
  start(): void
  /** No timer and no answer of a running check outlives this. */
  stop(): void
  /** Asks now: somebody asked for it. Never sooner than the server allows, never two requests at a time. */
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

/** Requests saved up or overspent beyond this are forgotten: a quiet night is no licence for a rush. */
const MOST_SAVED = 40

export function createFollower(parts: FollowerParts): PresenceFollower {
  const { source, clock, random, intervalMs } = parts
  let { restraint } = parts
  let following = nothingFollowed
  let running = false
  let asleep = false
  let locked = false
  let looking = false
  let failures = 0
  /** Grows at each start and stop: the answer to a check of another run is nobody's. */
  let run = 0
  let askAgain = false
  let answeredAtMs = 0
  let changedAtMs = 0
  let callBeganAtMs: number | null = null
  let plannedMs = 0
  let notBeforeMs = 0
  let chance = 0
  let saved = 0
  let reckonedAtMs = 0
  let stir: { kind: StirKind; atMs: number; changed: boolean } | null = null
  let cancelCheck = () => {}
  let cancelStale = () => {}
  const idleWatch = createIdleWatch(
    clock,
    parts.computer,
    (agoMs) => stirred('idle', agoMs),
    () => stirred('input'),
  )

  function change(part: Partial<Following>) {
    following = { ...following, ...part }
    parts.onChange(following)
  }

  function known(): Known {
    const now = clock.monotonicMs()
    const { last, problem } = following
    return {
      intervalMs: intervalMs(),
      nowMs: clock.nowMs(),
      sinceAnswerMs: now - answeredAtMs,
      light: last && lightOfPresence(last.presence),
      sinceChangeMs: now - changedAtMs,
      sinceCallMs: callBeganAtMs === null ? 0 : now - callBeganAtMs,
      absent: locked || idleWatch.isIdle(),
      looking,
      stir: stir && { kind: stir.kind, changed: stir.changed, agoMs: now - stir.atMs },
      saved,
      restraint: restraint.factor,
      problem,
      failures,
      random: chance,
    }
  }

  function wait(delayMs: number) {
    cancelCheck()
    cancelCheck = clock.after(delayMs, () => void ask())
    change({ nextCheckAt: clock.nowMs() + delayMs })
  }

  function plan() {
    if (!running || asleep || following.checking) return
    const next = nextCheck(known())
    if (next.why === 'asked-to-wait') notBeforeMs = clock.monotonicMs() + next.delayMs
    plannedMs = clock.monotonicMs() - answeredAtMs + next.delayMs
    wait(next.delayMs)
    judgeAge()
  }

  function stirred(kind: StirKind, agoMs = 0) {
    stir = { kind, atMs: clock.monotonicMs() - agoMs, changed: false }
    // A failure has a pace of its own; only a return is a reason to try again.
    if (!following.problem) plan()
  }

  /** Keeps the books: what the pace allows, less what was asked. */
  function reckon(asked: number) {
    const now = clock.monotonicMs()
    const allowed = (now - reckonedAtMs) / (averageGapMs(intervalMs()) * restraint.factor)
    saved = Math.max(-MOST_SAVED, Math.min(MOST_SAVED, saved + allowed - asked))
    reckonedAtMs = now
  }

  async function ask() {
    cancelCheck()
    if (following.checking) {
      askAgain = true
      return
    }
    const ofRun = run
    judgeAge()
    reckon(1)
    change({ checking: true, nextCheckAt: null })
    const answer = await source.myPresence()
    if (ofRun !== run) return
    chance = random()
    if (answer.ok) learn(answer.value)
    else fail(answer.problem)
    // Whoever asked while an answer was under way has it, unless it failed: the reason to ask may be the cure.
    const retryAtOnce = askAgain && !answer.ok
    askAgain = false
    if (asleep) return
    if (retryAtOnce) checkSoon(returnDelayMs(random(), 1))
    else plan()
  }

  function fail(problem: Problem) {
    failures += 1
    if (problem.kind === 'throttled') hold(afterRefusal(restraint, clock.nowMs()))
    change({ problem, checking: false })
  }

  function hold(next: Restraint) {
    restraint = next
    parts.onRestraint(next)
  }

  function learn(presence: Presence) {
    const at = clock.nowMs()
    const { last } = following
    const gapMs = last ? ageMs(last.at) : 0
    // Nobody can say what happened in a long gap, so what is seen after it may be older than it looks.
    const unbroken = last !== null && gapMs <= staleAfterMs(intervalMs(), plannedMs)
    const same = last !== null && sameWords(last.presence, presence)
    const { since, witnessed } = unbroken && same ? last : { since: at, witnessed: unbroken }
    failures = 0
    notBeforeMs = 0
    answeredAtMs = clock.monotonicMs()
    plannedMs = 0
    if (!same) {
      changedAtMs = answeredAtMs
      if (stir) stir.changed = true
    }
    const light = lightOfPresence(presence)
    callBeganAtMs = light === 'in-a-call' || light === 'presenting' ? (callBeganAtMs ?? answeredAtMs) : null
    hold(afterAnswer(restraint, at))
    change({ last: { presence, at, since, witnessed }, stale: false, problem: null, checking: false })
    judgeAge()
  }

  /** The monotonic clock may stand still in sleep, and the wall clock may be set back: the older of the two counts. */
  const ageMs = (at: number) => Math.max(clock.monotonicMs() - answeredAtMs, clock.nowMs() - at)

  /** Marks the last answer as stale once it is; also called on every wake-up, as timers sleep with the computer. */
  function judgeAge() {
    cancelStale()
    if (!following.last || following.stale) return
    const leftMs = staleAfterMs(intervalMs(), following.problem ? 0 : plannedMs) - ageMs(following.last.at)
    if (leftMs < 1) change({ stale: true })
    else cancelStale = clock.after(leftMs, judgeAge)
  }

  function checkSoon(delayMs: number) {
    if (!running || asleep) return
    const waitMs = Math.max(delayMs, notBeforeMs - clock.monotonicMs())
    if (waitMs > 0) wait(waitMs)
    else void ask()
  }

  function fallAsleep() {
    if (running && !asleep) reckon(0)
    asleep = true
    idleWatch.stop()
    cancelCheck()
    change({ nextCheckAt: null })
  }

  function wake(kind: StirKind) {
    asleep = false
    reckonedAtMs = clock.monotonicMs()
    if (!running) return
    judgeAge()
    if (!locked) idleWatch.start()
    stir = { kind, atMs: clock.monotonicMs(), changed: false }
    checkSoon(returnDelayMs(random(), restraint.factor))
  }

  return {
    start() {
      run += 1
      running = true
      reckonedAtMs = clock.monotonicMs()
      change({ checking: false })
      judgeAge()
      if (!asleep && !locked) idleWatch.start()
      checkSoon(0)
    },
    stop() {
      run += 1
      running = false
      idleWatch.stop()
      cancelStale()
      cancelCheck()
      change({ checking: false, nextCheckAt: null })
    },
    check: () => checkSoon(0),
    paceChanged: plan,
    signal(signal) {
      switch (signal) {
        case 'suspend':
          return fallAsleep()
        case 'offline':
          fallAsleep()
          if (running) change({ problem: { kind: 'offline', needs: 'time' } })
          return
        case 'resume':
        case 'online':
          return wake(signal)
        case 'lock-screen':
          locked = true
          idleWatch.stop()
          return stirred(signal)
        case 'unlock-screen':
          locked = false
          if (running && !asleep) idleWatch.start()
          return following.problem ? checkSoon(returnDelayMs(random(), restraint.factor)) : stirred(signal)
        case 'window-shown':
          looking = true
          return checkSoon(0)
        case 'window-hidden':
          looking = false
          return following.problem ? undefined : plan()
        default:
          return signal satisfies never
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
