// Updates of the program itself: checks for a newer version once a day, and reports the result in the state.

import { ok, type Problem } from '../../model/problems/problem.ts'
import { updateProblems } from '../../model/problems/problem-kinds.ts'
import type { AccountStore, AccountView } from '../../model/state.ts'
import { createDeadlines } from '../../model/timing/deadline.ts'
import type { SettingsOwner } from '../settings.ts'
import { createUpdateFetch, UPDATER_TIMEOUT_MS, type UpdateFetchParts } from './update-fetch.ts'
import type { UpdatesBy } from './who-updates.ts'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS

/** The minimum delay of the first check. Random up to twice as long, because many programs start in the morning. */
const FIRST_CHECK_MS = 5 * MINUTE_MS
/** The interval of the checks, plus a random jitter. */
const CHECK_INTERVAL_MS = 24 * HOUR_MS
const JITTER_MS = 2 * HOUR_MS
/** How often the wall clock is read, because timers stop while the computer sleeps. */
const MAX_TIMER_MS = HOUR_MS
/** The delay of a due check while the computer is offline. */
const OFFLINE_DELAY_MS = 10 * MINUTE_MS
/** The system's online state is only a hint. After this time a check is made anyway. */
const MAX_OFFLINE_MS = 2 * HOUR_MS

export interface UpdatesParts extends UpdateFetchParts {
  store: AccountStore
  settings: Pick<SettingsOwner, 'remember'>
  /** From 0 up to but not including 1, as Math.random. */
  random: () => number
  isOnline: () => boolean
  whoUpdates: () => Promise<UpdatesBy>
}

export interface Updates {
  /** Schedules the first check. */
  start(): Promise<void>
  checkNow(): void
  restart(): void
  stop(): void
}

export function createUpdates(parts: UpdatesParts): Updates {
  const { store, clock, random, log } = parts
  const deadlines = createDeadlines(clock)
  const updateFetch = createUpdateFetch(parts)
  let checking: Promise<void> | null = null
  /** Incremented when updates are switched off, so that the answer to a running check is ignored. */
  let run = 0
  /** On the monotonic clock. Null until the program knows that it updates itself, and after stop. */
  let notBeforeMs: number | null = null
  /** Since when a due check waits for the network, on the monotonic clock. */
  let waitingSinceMs: number | null = null
  let jitterMs = random() * JITTER_MS
  let cancelCheck = () => {}
  let unsubscribe = () => {}

  const put = (update: AccountView['update']) => store.setState({ update })
  /** False while a downloaded version waits to be installed. */
  const mayCheck = () => {
    const { settings, update } = store.getState()
    return notBeforeMs !== null && settings.updates && update.kind !== 'ready'
  }

  /** Ms until the next check is due. The last check may be in the future, if the clock was set back since. */
  function leftMs(firstMs: number): number {
    const { updateCheckedAt } = store.getState().settings
    const sinceMs = updateCheckedAt === null ? -1 : clock.nowMs() - updateCheckedAt
    return Math.max(firstMs - clock.monotonicMs(), sinceMs < 0 ? 0 : CHECK_INTERVAL_MS + jitterMs - sinceMs)
  }

  function schedule() {
    cancelCheck()
    if (notBeforeMs === null || checking || !mayCheck()) return
    const left = leftMs(notBeforeMs)
    if (left <= 0 && isNetworkLikely()) check()
    else cancelCheck = clock.after(left <= 0 ? OFFLINE_DELAY_MS : Math.min(left, MAX_TIMER_MS), schedule)
  }

  function isNetworkLikely(): boolean {
    const nowMs = clock.monotonicMs()
    waitingSinceMs ??= nowMs
    return parts.isOnline() || nowMs - waitingSinceMs >= MAX_OFFLINE_MS
  }

  function check() {
    waitingSinceMs = null
    checking ??= fetchNewest()
      .catch((error) => log.warn('The check for updates failed', error))
      .then(() => {
        checking = null
        schedule()
      })
  }

  async function fetchNewest() {
    const ofRun = run
    const isWanted = () => ofRun === run
    const report = (update: AccountView['update']) => {
      if (isWanted()) put(update)
    }
    jitterMs = random() * JITTER_MS
    parts.settings.remember({ updateCheckedAt: clock.nowMs() })
    put({ kind: 'checking' })
    const answer = await updateFetch.fetchNewest(isWanted, (progress) =>
      report({ kind: 'downloading', ...progress }),
    )
    if (!answer.ok) report({ kind: 'failed', problem: updateProblem(answer.problem) })
    else report(answer.value === null ? { kind: 'none' } : { kind: 'ready', version: answer.value })
  }

  function settingsChanged({ settings }: AccountView, before: AccountView) {
    if (settings.updates === before.settings.updates) return
    if (!settings.updates) {
      run += 1
      updateFetch.cancel()
      put({ kind: 'none' })
    }
    schedule()
  }

  return {
    async start() {
      const by = await deadlines.within(UPDATER_TIMEOUT_MS, async () => ok(await parts.whoUpdates()))
      // Makes no checks: the package manager may update the program.
      if (!by.ok) return log.warn('How the program is updated is not known', by.problem)
      if (by.value !== 'itself') {
        put({ kind: 'not-ours', by: by.value })
        return
      }
      notBeforeMs = clock.monotonicMs() + FIRST_CHECK_MS * (1 + random())
      unsubscribe = store.subscribe(settingsChanged)
      schedule()
    },
    checkNow() {
      // A check from before updates were switched off may still be running.
      if (mayCheck()) void (checking ?? Promise.resolve()).then(() => mayCheck() && check())
    },
    restart() {
      const problem = store.getState().update.kind === 'ready' ? updateFetch.restart() : null
      if (!problem) return
      put({ kind: 'failed', problem })
      // No version is ready now, so the checks continue.
      schedule()
    },
    stop() {
      deadlines.stop()
      updateFetch.stop()
      notBeforeMs = null
      cancelCheck()
      unsubscribe()
    },
  }
}

/** Converts any problem to one of updates, whose text says when the next try is: within about a day. */
function updateProblem(problem: Problem): Problem {
  if (updateProblems.has(problem.kind)) return problem
  return {
    kind: 'update-failed',
    next: 'retries',
    detail: 'detail' in problem ? problem.detail : problem.kind,
  }
}
