// PresenceFollower: asks for the presence, waits, asks again. Clock, source and signals are handed to it.

import type { Presence } from '../model/presence.ts'
import type { Answer, Problem } from '../model/problems/problem.ts'
import { isLimitOfGraph, retryAfterOf } from '../model/problems/problem-kinds.ts'
import type { Signal } from '../model/signal.ts'
import type { RequestReason } from '../model/timing/request-ceiling.ts'
import type { ComputerTrigger } from './cadence/triggers.ts'
import { createCheckSchedule } from './check-schedule.ts'
import { createComputerWatch } from './computer-watch.ts'
import { createFailedChecks, noHold } from './failed-checks.ts'
import { createFollowedPresence } from './followed-presence.ts'
import { type FollowerParts, safeParts } from './follower-parts.ts'
import { createPace } from './pace.ts'
import { refusalKindOf } from './refusals.ts'

/** No call throws, and no fault of what is handed in prevents the next check. */
export interface PresenceFollower {
  /** Begins with a check at once; 'click' where somebody asked for it, as by signing in. */
  start(reason?: RequestReason): void
  /** Leaves no timer; the answer to a running check is ignored. */
  stop(): void
  /**
   * Checks now: somebody clicked, or has just done what may change the answer. Never sooner than the server allows, and
   * never two requests at a time.
   */
  check(reason?: RequestReason): void
  /** Plans the next check anew, after a change of the interval. */
  paceChanged(): void
  /** Graph refused another request of this account, for the limit that the tenant shares. */
  limitMet(): void
  /** A signal of the computer; also counts while stopped. */
  signal(signal: Signal): void
}

export function createFollower(handedIn: FollowerParts): PresenceFollower {
  const parts = safeParts(handedIn)
  const { clock, source, random } = parts
  const failures = createFailedChecks(clock, parts.hold ?? noHold())
  const presence = createFollowedPresence(parts)
  const pace = createPace(parts)
  const computer = createComputerWatch({
    clock,
    computer: parts.computer,
    intervalMs: parts.intervalMs,
    ofColleague: parts.ofColleague === true,
    onTrigger: event(triggered),
    onMicrophone: event((signal) => {
      pace.microphone(signal)
      planUnlessFailing()
    }),
    onReturn: event(returned),
    onUnlock: event(unlocked),
    onSleep: event(pauseChecks),
    onOffline: event(() => {
      presence.change({ problem: { kind: 'offline', next: 'waits' } })
      plan()
    }),
    onWindowShown: event(() => checkSoon(0, 'background')),
    onWindowHidden: event(planUnlessFailing),
  })
  const schedule = createCheckSchedule({
    clock,
    source: { myPresence: (reason) => source.myPresence(reason, failures.token()) },
    mayAsk: computer.isAwake,
    onPlanned: (delayMs) => presence.change({ nextCheckAt: clock.nowMs() + delayMs }),
    onBegin: event(() => {
      presence.checkAge()
      pace.checkBegan()
      presence.change({ checking: true, nextCheckAt: null })
    }),
    onEnd: ended,
    onFault: parts.onFault,
  })
  /** A random number for the delays until the next answer. */
  let chance = 0

  /** For calls from outside and from timers: what `act` throws is reported, and a next check is planned anyway. */
  function event<Args extends unknown[]>(act: (...args: Args) => void): (...args: Args) => void {
    return (...args) => {
      parts.run('The follower met an error', () => act(...args))
      schedule.ensure()
    }
  }

  function plan() {
    const step = schedule.step()
    if (!computer.isAwake() || step.kind === 'checking') return
    const { problem } = presence.now()
    const paceMs = pace.nextDelayMs({
      sinceAnswerMs: presence.sinceAnswerMs(),
      absent: computer.isAbsent(),
      looking: computer.isWindowShown(),
      problem,
      failures: failures.count(),
      random: chance,
    })
    const delayMs = Math.max(paceMs, failures.heldMs('background'))
    presence.planned(delayMs)
    // A planned check that somebody clicked for stays, if it only waits for the ceiling on requests.
    if (step.kind !== 'planned' || step.reason !== 'click' || step.atMs > clock.monotonicMs() + delayMs)
      schedule.plan(delayMs, 'background')
    presence.checkAge()
    // A server that throttles without a Retry-After is not asked at each opening of the window either.
    if (problem?.kind === 'throttled' && retryAfterOf(problem) === null) failures.holdBackground(delayMs)
  }

  /** After a failure the next check has a delay of its own, which nothing else shortens. */
  function planUnlessFailing() {
    if (!presence.now().problem) plan()
  }

  function checkSoon(delayMs: number, reason: RequestReason) {
    if (computer.isAwake()) schedule.planSooner(Math.max(delayMs, failures.heldMs(reason)), reason)
  }

  function ended(answer: Answer<Presence>, again: RequestReason | null) {
    chance = random()
    if (answer.ok) answered(answer.value)
    else failed(answer.problem)
    plan()
    // A reason to ask that came during the check is met by its answer, but not by its failure.
    if (again && !answer.ok) checkSoon(pace.returnDelayMs(chance), again)
  }

  function answered(value: Presence) {
    failures.answered()
    pace.answered(value)
    presence.answered(value)
  }

  function failed(problem: Problem) {
    const { problem: before, last } = presence.now()
    if (problem.kind === 'unfinished' || problem.kind === 'unexpected')
      parts.onFault('A check failed', problem)
    if (isLimitOfGraph(problem) && before?.kind !== 'throttled') pace.limitReached()
    const refusal = refusalKindOf(problem)
    const firstAnswer = last === null && refusal !== null && parts.firstRefusals?.includes(refusal) === true
    presence.change({ problem: failures.failed(problem, before, firstAnswer), checking: false })
  }

  function triggered(kind: ComputerTrigger, agoMs: number) {
    pace.triggered(kind, agoMs)
    planUnlessFailing()
  }

  function unlocked() {
    // Somebody is back, and perhaps what was missing is back too.
    if (presence.now().problem) return returned('unlock-screen')
    computer.watchIdle()
    triggered('unlock-screen', 0)
  }

  function returned(kind: ComputerTrigger) {
    if (!computer.isAwake()) return
    pace.resume()
    presence.checkAge()
    computer.watchIdle()
    // The presence of a colleague does not change with this computer's.
    if (!parts.ofColleague) pace.triggered(kind, 0)
    checkSoon(pace.returnDelayMs(random()), 'background')
  }

  function pauseChecks() {
    pace.pause()
    schedule.cancelPlan()
    presence.change({ nextCheckAt: null })
  }

  return {
    start: event((reason: RequestReason = 'background') => {
      schedule.stop()
      pace.resume()
      presence.change({ checking: false, problem: failures.heldBy() ?? presence.now().problem })
      presence.checkAge()
      computer.start(reason === 'click')
      checkSoon(0, reason)
    }),
    stop: event(() => {
      if (computer.isAwake()) pauseChecks()
      computer.stop()
      schedule.stop()
      presence.stop()
      presence.change({ checking: false })
    }),
    check: event((reason: RequestReason = 'click') => {
      computer.used()
      checkSoon(0, reason)
    }),
    paceChanged: event(plan),
    limitMet: event(pace.limitReached),
    signal: event(computer.signal),
  }
}
