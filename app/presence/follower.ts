// PresenceFollower: asks, waits, asks again. Its clock, its source and the computer's signals are handed to it.
import type { Problem } from '../microsoft/problem.ts'
import { createAllowance } from './allowance.ts'
import { averageGapMs, nextCheck, returnDelayMs, type StirKind, staleAfterMs } from './cadence.ts'
import type { Clock } from './clock.ts'
import type { Computer, Signal } from './computer.ts'
import { createCourse } from './course.ts'
import { beganWith, type Following, nothingFollowed, type PresenceSource, sameWords } from './following.ts'
import { createIdleWatch } from './idle-watch.ts'
import type { Presence } from './presence.ts'
import { afterAnswer, afterRefusal, isLimitOfGraph, type Restraint } from './restraint.ts'

export interface FollowerParts {
  source: PresenceSource
  clock: Clock
  computer: Computer
  /** At least 0 and under 1, as Math.random. */
  random: () => number
  /** The pace the user chose, ms; asked anew for every check. */
  intervalMs: () => number
  /** What was learned of the tenant's common limit; kept by whoever makes the follower. */
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
  /** Graph refused another request of this account's, for the limit that the tenant shares. */
  limitMet(): void
  /** What the computer tells; also heard while stopped. */
  signal(signal: Signal): void
}

export function createFollower(parts: FollowerParts): PresenceFollower {
  const { source, clock, random, intervalMs } = parts
  const course = createCourse(clock)
  const allowance = createAllowance(clock)
  const idleWatch = createIdleWatch(clock, parts.computer, {
    onLeave: (agoMs) => stirred('idle', agoMs),
    onReturn: () => stirred('input'),
  })
  let { restraint } = parts
  let following = nothingFollowed
  const is = { running: false, suspended: false, offline: false, locked: false, looking: false }
  let failures = 0
  let limitIsMet = false
  /** Grows at each start and stop: the answer to a check of another run is nobody's. */
  let run = 0
  let askAgain = false
  let answeredAtMs = 0
  /** From the last answer to the check planned after it. */
  let plannedMs = 0
  let notBeforeMs = 0
  /** When the planned check comes; null without one. */
  let dueAtMs: number | null = null
  let chance = 0
  let cancelCheck = () => {}
  let cancelStale = () => {}

  const canAsk = () => is.running && !is.suspended && !is.offline
  /** A locked screen or a silent computer says by itself that nobody is there. */
  const watchIdle = () => {
    if (canAsk() && !is.locked) idleWatch.start()
  }
  const reckon = (requests: number) =>
    allowance.reckon(requests, averageGapMs(intervalMs()) * restraint.factor)

  function change(part: Partial<Following>) {
    following = { ...following, ...part }
    parts.onChange(following)
  }

  function wait(delayMs: number) {
    cancelCheck()
    dueAtMs = clock.monotonicMs() + delayMs
    cancelCheck = clock.after(delayMs, () => void ask())
    change({ nextCheckAt: clock.nowMs() + delayMs })
  }

  function waitNoMore() {
    cancelCheck()
    dueAtMs = null
  }

  function plan() {
    if (!canAsk() || following.checking) return
    const sinceAnswerMs = clock.monotonicMs() - answeredAtMs
    const next = nextCheck({
      ...course.known(),
      intervalMs: intervalMs(),
      nowMs: clock.nowMs(),
      sinceAnswerMs,
      absent: is.locked || idleWatch.isIdle(),
      looking: is.looking,
      saved: allowance.saved(),
      restraint: restraint.factor,
      problem: following.problem,
      failures,
      random: chance,
    })
    // A server that refused without saying for how long still does not want to be asked on every glance.
    const refused = next.why === 'asked-to-wait' || following.problem?.kind === 'throttled'
    if (refused) notBeforeMs = clock.monotonicMs() + next.delayMs
    plannedMs = sinceAnswerMs + next.delayMs
    wait(next.delayMs)
    judgeAge()
  }

  /** A failure has a pace of its own, which no stir may shorten. */
  function stirred(kind: StirKind, agoMs = 0) {
    course.stirred(kind, agoMs)
    if (!following.problem) plan()
  }

  async function ask() {
    waitNoMore()
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
    plan()
    if (retryAtOnce) checkSoon(returnDelayMs(chance, restraint.factor))
  }

  function fail(problem: Problem) {
    if (isLimitOfGraph(problem) && following.problem?.kind !== 'throttled') meetLimit()
    failures += 1
    change({ problem, checking: false })
  }

  /** Once for a row of refusals, whichever request meets them: that is one event. */
  function meetLimit() {
    if (!limitIsMet) keep(afterRefusal(restraint, clock.nowMs()))
    limitIsMet = true
  }

  function keep(next: Restraint) {
    restraint = next
    parts.onRestraint(next)
  }

  function learn(presence: Presence) {
    const at = clock.nowMs()
    const { last } = following
    const unbroken = last !== null && ageMs(last.at) <= staleAfterMs(intervalMs(), plannedMs)
    const same = last !== null && sameWords(last.presence, presence)
    const began = beganWith(last, presence, at, unbroken)
    failures = 0
    limitIsMet = false
    notBeforeMs = 0
    answeredAtMs = clock.monotonicMs()
    plannedMs = 0
    course.told(presence, !same)
    keep(afterAnswer(restraint, at))
    change({ last: { presence, at, ...began }, stale: false, problem: null, checking: false })
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
    if (!canAsk()) return
    const now = clock.monotonicMs()
    const waitMs = Math.max(delayMs, notBeforeMs - now)
    if (waitMs <= 0) void ask()
    // What is planned sooner stays: a reason to ask is never one to ask later.
    else if (dueAtMs === null || dueAtMs > now + waitMs) wait(waitMs)
  }

  /** Where somebody acts the computer is awake: some systems tell of a sleep that never was, nor ends (Windows). */
  function awake() {
    if (!is.suspended) return
    is.suspended = false
    comeBack('resume')
  }

  function fallSilent() {
    if (canAsk()) reckon(0)
    idleWatch.stop()
    waitNoMore()
    change({ nextCheckAt: null })
  }

  function comeBack(kind: StirKind) {
    if (!canAsk()) return
    allowance.resume()
    judgeAge()
    watchIdle()
    course.stirred(kind, 0)
    checkSoon(returnDelayMs(random(), restraint.factor))
  }

  return {
    start() {
      run += 1
      is.running = true
      allowance.resume()
      change({ checking: false, ...(is.offline ? { problem: { kind: 'offline', needs: 'time' } } : {}) })
      judgeAge()
      watchIdle()
      checkSoon(0)
    },
    stop() {
      run += 1
      fallSilent()
      is.running = false
      cancelStale()
      change({ checking: false })
    },
    check() {
      awake()
      checkSoon(0)
    },
    paceChanged: plan,
    limitMet: meetLimit,
    signal(signal) {
      switch (signal) {
        case 'suspend':
          fallSilent()
          is.suspended = true
          return
        case 'offline':
          fallSilent()
          is.offline = true
          if (is.running) change({ problem: { kind: 'offline', needs: 'time' } })
          return
        case 'resume':
          is.suspended = false
          return comeBack(signal)
        case 'online':
          is.offline = false
          return comeBack(signal)
        case 'lock-screen':
          is.locked = true
          idleWatch.stop()
          return stirred(signal)
        case 'unlock-screen':
          is.locked = false
          if (is.suspended) return awake()
          // Somebody is back, and with them perhaps what was missing.
          if (following.problem) return comeBack(signal)
          watchIdle()
          return stirred(signal)
        case 'window-shown':
          is.looking = true
          awake()
          return checkSoon(0)
        case 'window-hidden':
          is.looking = false
          if (!following.problem) plan()
          return
        default:
          return signal satisfies never
      }
    },
  }
}
