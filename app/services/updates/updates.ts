// Updates of the program itself: when to look for a newer version, and what came of it.

import { ok, type Problem } from '../../model/problems/problem.ts'
import { updateProblems } from '../../model/problems/problem-kinds.ts'
import type { AccountStore, AccountView } from '../../model/state.ts'
import { createDeadlines } from '../../model/timing/deadline.ts'
import type { SettingsOwner } from '../settings.ts'
import { createUpdateFetch, PATIENCE_MS, type UpdateFetchParts } from './update-fetch.ts'
import type { UpdatesBy } from './who-updates.ts'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS

/** The first check after a start; up to twice as late, so that the starts of a morning do not coincide. */
const FIRST_CHECK_MS = 5 * MINUTE_MS
/** From one check to the next, and at most how much longer. */
const EVERY_MS = 24 * HOUR_MS
const JITTER_MS = 2 * HOUR_MS
/** Timers stand still while the computer sleeps, so the wall clock is read this often. */
const LOOK_MS = HOUR_MS
/** How soon to look again for a network. */
const OFFLINE_LOOK_MS = 10 * MINUTE_MS
/** That there is none is a hint of the system, believed for so long. */
const LONGEST_OFFLINE_MS = 2 * HOUR_MS

export interface UpdatesParts extends UpdateFetchParts {
  store: AccountStore
  settings: Pick<SettingsOwner, 'remember'>
  /** At least 0 and under 1, as Math.random. */
  random: () => number
  isOnline: () => boolean
  whoUpdates: () => Promise<UpdatesBy>
}

export interface Updates {
  /** Plans the first check. */
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
  /** Grows when updates are switched off: the answer to a running check is ignored then. */
  let run = 0
  /** On the monotonic clock; null before it is known that nobody else updates the program, and after stop. */
  let notBeforeMs: number | null = null
  /** Since when a due check waits for a network, on the monotonic clock. */
  let waitsSinceMs: number | null = null
  let jitterMs = random() * JITTER_MS
  let cancelLook = () => {}
  let unsubscribe = () => {}

  const put = (update: AccountView['update']) => store.setState({ update })
  /** Not while a fetched version waits for its installation. */
  const mayCheck = () => {
    const { settings, update } = store.getState()
    return notBeforeMs !== null && settings.updates && update.kind !== 'ready'
  }

  /** Ms until the next check is due. A last check in the future was made before somebody set the clock back. */
  function leftMs(firstMs: number): number {
    const { updateCheckedAt } = store.getState().settings
    const sinceMs = updateCheckedAt === null ? -1 : clock.nowMs() - updateCheckedAt
    return Math.max(firstMs - clock.monotonicMs(), sinceMs < 0 ? 0 : EVERY_MS + jitterMs - sinceMs)
  }

  function look() {
    cancelLook()
    if (notBeforeMs === null || checking || !mayCheck()) return
    const left = leftMs(notBeforeMs)
    if (left <= 0 && isNetworkLikely()) check()
    else cancelLook = clock.after(left <= 0 ? OFFLINE_LOOK_MS : Math.min(left, LOOK_MS), look)
  }

  function isNetworkLikely(): boolean {
    const nowMs = clock.monotonicMs()
    waitsSinceMs ??= nowMs
    return parts.isOnline() || nowMs - waitsSinceMs >= LONGEST_OFFLINE_MS
  }

  function check() {
    waitsSinceMs = null
    checking ??= fetchNewest()
      .catch((error) => log.warn('The check for updates failed', error))
      .then(() => {
        checking = null
        look()
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
    if (!answer.ok) report({ kind: 'failed', problem: ofUpdate(answer.problem) })
    else report(answer.value === null ? { kind: 'none' } : { kind: 'ready', version: answer.value })
  }

  function settingsChanged({ settings }: AccountView, before: AccountView) {
    if (settings.updates === before.settings.updates) return
    if (!settings.updates) {
      run += 1
      updateFetch.cancel()
      put({ kind: 'none' })
    }
    look()
  }

  return {
    async start() {
      const by = await deadlines.within(PATIENCE_MS, async () => ok(await parts.whoUpdates()))
      // Then nothing is replaced: somebody else may update the program.
      if (!by.ok) return log.warn('Who updates the program is not known', by.problem)
      if (by.value !== 'itself') {
        put({ kind: 'not-ours', by: by.value })
        return
      }
      notBeforeMs = clock.monotonicMs() + FIRST_CHECK_MS * (1 + random())
      unsubscribe = store.subscribe(settingsChanged)
      look()
    },
    checkNow() {
      // A check that was switched off may still be running.
      if (mayCheck()) void (checking ?? Promise.resolve()).then(() => mayCheck() && check())
    },
    restart() {
      const problem = store.getState().update.kind === 'ready' ? updateFetch.restart() : null
      if (!problem) return
      put({ kind: 'failed', problem })
      // No version waits any more, so the checks go on.
      look()
    },
    stop() {
      deadlines.stop()
      updateFetch.stop()
      notBeforeMs = null
      cancelLook()
      unsubscribe()
    },
  }
}

/** Any problem as one of updates, whose words say when the next try comes: within about a day. */
function ofUpdate(problem: Problem): Problem {
  if (updateProblems.has(problem.kind)) return problem
  return {
    kind: 'update-failed',
    next: 'retries',
    detail: 'detail' in problem ? problem.detail : problem.kind,
  }
}
