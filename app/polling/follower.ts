// PresenceFollower: asks, waits, asks again. Its clock, its source and the computer's signals are handed to it.

import {
  beganWith,
  type Following,
  nothingFollowed,
  type PresenceSource,
  sameWords,
} from '../model/following.ts'
import type { Presence } from '../model/presence.ts'
import type { Answer, Problem } from '../model/problem.ts'
import { askedToWaitMs, isLimitOfGraph, MOST_ASKED_MS } from '../model/problem-kinds.ts'
import type { Computer, Signal } from '../model/signal.ts'
import type { Clock } from '../model/timing/clock.ts'
import type { RequestReason } from '../model/timing/request-ceiling.ts'
import { averageGapMs, hintMs, nextCheck, returnDelayMs, type StirKind, staleAfterMs } from './cadence.ts'
import { createCheckSchedule } from './check-schedule.ts'
import { createIdleWatch } from './idle-watch.ts'
import { createCourse } from './presence-history.ts'
import { createRefusalRecord, refusalKindOf } from './refusals.ts'
import { createAllowance } from './request-budget.ts'
import { backoffAfterAnswer, backoffAfterRefusal, type TenantBackoff } from './tenant-backoff.ts'
import { createUseWatch } from './use-watch.ts'

const OFFLINE: Problem = { kind: 'offline', next: 'waits' }
/** Where the settings give no number. */
const ANY_INTERVAL_MS = 30_000

export interface FollowerParts {
  source: PresenceSource
  clock: Clock
  computer: Computer
  /** At least 0 and under 1, as Math.random. */
  random: () => number
  /** The pace the user chose, ms; asked anew for every check. */
  intervalMs: () => number
  /** Nothing has been asked for this account before: what it is refused first is no passing fault. */
  isNewAccount?: boolean
  /** What was learned of the tenant's common limit; kept by whoever makes the follower. */
  backoff: TenantBackoff
  onBackoff: (backoff: TenantBackoff) => void
  onChange: (following: Following) => void
  /** Something threw or never ended that should not have; the follower goes on. For the log. */
  onFault: (what: string, error: unknown) => void
}

/** Nothing that is handed in, and nothing that it does, keeps the follower from its next check. No call throws. */
export interface PresenceFollower {
  /** Begins with a check at once; a click where somebody asked for it, as by signing in. */
  start(reason?: RequestReason): void
  /** No timer and no answer of a running check outlives this. */
  stop(): void
  /**
   * Asks now: somebody clicked, or has just done what may change the answer. Never sooner than the server allows,
   * never two requests at a time.
   */
  check(reason?: RequestReason): void
  /** Reckons the next check anew, after a change of the interval. */
  paceChanged(): void
  /** Graph refused another request of this account's, for the limit that the tenant shares. */
  limitMet(): void
  /** What the computer tells; also heard while stopped. */
  signal(signal: Signal): void
}

export function createFollower(parts: FollowerParts): PresenceFollower {
  const { source, clock } = parts
  const course = createCourse(clock)
  const allowance = createAllowance(clock)
  const idleWatch = createIdleWatch(clock, parts.computer, {
    onLeave: event((agoMs: number) => stirred('idle', agoMs)),
    onReturn: event(() => stirred('input')),
    onFault: fault,
  })
  const useWatch = createUseWatch(clock, idleWatch.idleMs, event(inUse))
  let { backoff } = parts
  const refusals = createRefusalRecord(clock)
  let following = nothingFollowed
  const is = { running: false, suspended: false, locked: false, looking: false }
  let failures = 0
  let limitIsMet = false
  let answeredAtMs = 0
  /** From the last answer to the check planned after it. */
  let plannedMs = 0
  /** Until when, on the monotonic clock, nobody asks: a click only while a server said so. */
  let heldUntilMs: Record<RequestReason, number> = { click: 0, background: 0 }
  let chance = 0
  let cancelStale = () => {}

  const schedule = createCheckSchedule({
    ...{ clock, source: { myPresence: ask }, mayAsk: canAsk, onEnd: answered, onFault: fault },
    onPlanned: (delayMs) => change({ nextCheckAt: clock.nowMs() + delayMs }),
    onBegin: event(() => {
      judgeAge()
      reckon(1)
      change({ checking: true, nextCheckAt: null })
    }),
  })

  function fault(what: string, error: unknown) {
    try {
      parts.onFault(what, error)
    } catch {
      // Nobody is left to tell.
    }
  }

  /** What is called from outside or by a timer: whatever it throws, it leaves a next step. */
  function event<Args extends unknown[]>(act: (...args: Args) => void): (...args: Args) => void {
    return (...args) => {
      try {
        act(...args)
      } catch (error) {
        fault('The follower met an error', error)
      }
      schedule.ensure()
    }
  }

  /** What a function that was handed in gives, or `otherwise` where that is out of bounds, no number or thrown. */
  function numberOf(give: () => number, inBounds: (value: number) => boolean, otherwise: number): number {
    try {
      const value = give()
      if (inBounds(value)) return value
      fault('Not a usable number', value)
    } catch (error) {
      fault('A number could not be had', error)
    }
    return otherwise
  }
  const intervalMs = () => numberOf(parts.intervalMs, (ms) => ms > 0 && Number.isFinite(ms), ANY_INTERVAL_MS)
  const random = () => numberOf(parts.random, (value) => value >= 0 && value < 1, 0.5)

  function canAsk(): boolean {
    return is.running && !is.suspended
  }

  function ask(reason?: RequestReason) {
    return source.myPresence(reason, refusals.token())
  }

  /** A locked screen or a silent computer says by itself that nobody is there. */
  const watchIdle = () => {
    if (canAsk() && !is.locked) idleWatch.start()
  }
  /** What says that nobody is there may be wrong, or its end be missed. */
  function watchUse() {
    if (is.running && is.suspended) useWatch.start(hintMs(intervalMs()))
    else if (is.running && is.locked) useWatch.start(null)
    else useWatch.stop()
  }
  const reckon = (requests: number) => allowance.reckon(requests, averageGapMs(intervalMs()) * backoff.factor)

  function change(part: Partial<Following>) {
    following = { ...following, ...part }
    try {
      parts.onChange(following)
    } catch (error) {
      fault('A change of the presence was not heard', error)
    }
  }

  function plan() {
    const step = schedule.step()
    if (!canAsk() || step.kind === 'checking') return
    const now = clock.monotonicMs()
    const sinceAnswerMs = Math.max(0, now - answeredAtMs)
    const next = nextCheck({
      ...course.known(),
      intervalMs: intervalMs(),
      nowMs: clock.nowMs(),
      sinceAnswerMs,
      absent: is.locked || idleWatch.isIdle(),
      looking: is.looking,
      saved: allowance.saved(),
      backoffFactor: backoff.factor,
      problem: following.problem,
      failures,
      random: chance,
    })
    plannedMs = sinceAnswerMs + next.delayMs
    // What somebody clicked for stays, where it waits for no more than its turn.
    if (step.kind !== 'planned' || step.reason !== 'click' || step.atMs > now + next.delayMs)
      schedule.plan(next.delayMs, 'background')
    judgeAge()
    // A server that refused without saying for how long still does not want to be asked on every glance.
    if (following.problem?.kind === 'throttled' && askedToWaitMs(following.problem) === null)
      heldUntilMs.background = now + next.delayMs
  }

  /** A failure has a pace of its own, which no stir may shorten. */
  function stirred(kind: StirKind, agoMs = 0) {
    course.stirred(kind, agoMs)
    if (!following.problem) plan()
  }

  function answered(answer: Answer<Presence>, again: RequestReason | null) {
    chance = random()
    if (answer.ok) learn(answer.value)
    else fail(answer.problem)
    plan()
    // Whoever asked while an answer was under way has it, unless it failed: the reason to ask may be the cure.
    if (again && !answer.ok) checkSoon(returnDelayMs(chance, backoff.factor), again)
  }

  function fail(problem: Problem) {
    if (problem.kind === 'unfinished' || problem.kind === 'unexpected')
      fault('A check came to nothing', problem)
    if (isLimitOfGraph(problem) && following.problem?.kind !== 'throttled') meetLimit()
    failures += 1
    const untilMs = clock.monotonicMs() + (askedToWaitMs(problem) ?? 0)
    heldUntilMs = { click: untilMs, background: untilMs }
    const told = refusals.met(problem, parts.isNewAccount === true && following.last === null)
    const { problem: before } = following
    // What has lasted is over with an answer, not with a refusal of another kind.
    const lasts = told.kind === 'passing-refusal' && before !== null && refusalKindOf(before) !== null
    change({ problem: lasts ? before : told, checking: false })
  }

  /** Once for a row of refusals, whichever request meets them: that is one event. */
  function meetLimit() {
    if (!limitIsMet) keep(backoffAfterRefusal(backoff, clock.nowMs()))
    limitIsMet = true
  }

  function keep(next: TenantBackoff) {
    backoff = next
    try {
      parts.onBackoff(next)
    } catch (error) {
      fault('What was learned of the limit was not kept', error)
    }
  }

  function learn(presence: Presence) {
    const at = clock.nowMs()
    const { last } = following
    const unbroken = last !== null && ageMs(last.at) <= staleAfterMs(intervalMs(), plannedMs)
    const same = last !== null && sameWords(last.presence, presence)
    const began = beganWith(last, presence, at, unbroken)
    failures = 0
    refusals.answered()
    limitIsMet = false
    heldUntilMs = { click: 0, background: 0 }
    answeredAtMs = clock.monotonicMs()
    plannedMs = 0
    course.told(presence, !same)
    keep(backoffAfterAnswer(backoff, at))
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
    else cancelStale = clock.after(leftMs, event(judgeAge))
  }

  function checkSoon(delayMs: number, reason: RequestReason) {
    if (!canAsk()) return
    // However the clock was moved meanwhile, nobody is held for longer than a server may ask for.
    const heldMs = Math.min(heldUntilMs[reason] - clock.monotonicMs(), MOST_ASKED_MS)
    schedule.hurry(Math.max(delayMs, heldMs), reason)
  }

  /** Where somebody acts the computer is awake and not locked, whatever was told before. */
  function inUse() {
    const wasSuspended = is.suspended
    if (!wasSuspended && !is.locked) return
    is.suspended = false
    is.locked = false
    watchUse()
    if (wasSuspended) comeBack('resume')
    else {
      watchIdle()
      stirred('input')
    }
  }

  function fallSilent() {
    if (canAsk()) reckon(0)
    idleWatch.stop()
    schedule.rest()
    change({ nextCheckAt: null })
  }

  function comeBack(kind: StirKind) {
    if (!canAsk()) return
    allowance.resume()
    judgeAge()
    watchIdle()
    course.stirred(kind, 0)
    checkSoon(returnDelayMs(random(), backoff.factor), 'background')
  }

  return {
    start: event((reason: RequestReason = 'background') => {
      schedule.stop()
      if (reason === 'click') {
        is.suspended = false
        is.locked = false
      }
      is.running = true
      allowance.resume()
      change({ checking: false })
      judgeAge()
      watchIdle()
      watchUse()
      checkSoon(0, reason)
    }),
    stop: event(() => {
      fallSilent()
      is.running = false
      watchUse()
      schedule.stop()
      cancelStale()
      change({ checking: false })
    }),
    check: event((reason: RequestReason = 'click') => {
      inUse()
      checkSoon(0, reason)
    }),
    paceChanged: event(plan),
    limitMet: event(meetLimit),
    signal: event((signal: Signal) => {
      switch (signal) {
        case 'suspend':
          fallSilent()
          is.suspended = true
          return watchUse()
        case 'offline':
          // The system's word on the network is a hint: requests may work all the same (microsoft/vscode#172708).
          if (is.suspended) inUse()
          if (!is.running) return
          change({ problem: OFFLINE })
          return plan()
        case 'resume':
        case 'online':
          is.suspended = false
          watchUse()
          return comeBack(signal)
        case 'lock-screen':
          is.locked = true
          idleWatch.stop()
          watchUse()
          return stirred(signal)
        case 'unlock-screen':
          if (is.suspended) return inUse()
          is.locked = false
          watchUse()
          // Somebody is back, and with them perhaps what was missing.
          if (following.problem) return comeBack(signal)
          watchIdle()
          return stirred(signal)
        case 'window-shown':
          is.looking = true
          inUse()
          return checkSoon(0, 'background')
        case 'window-hidden':
          is.looking = false
          if (!following.problem) plan()
          return
        default:
          return signal satisfies never
      }
    }),
  }
}
