// Updates of the program itself: when a newer version is asked for, and what came of it. Quiet whatever happens.

import { type Answer, failed, ok, type Problem, unexpected } from '../model/problem.ts'
import { updateProblems } from '../model/problem-kinds.ts'
import type { AppState, AppStore } from '../model/state.ts'
import type { Clock } from '../model/timing/clock.ts'
import { createDeadlines } from '../model/timing/deadline.ts'
import { type SettingsKeeperParts, settingsKeeper } from './settings-keeper.ts'
import type { UpdatesBy } from './who-updates.ts'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS

/** No check comes sooner after a start: the light does. Up to twice as much, so that a morning's starts do not coincide. */
const FIRST_CHECK_MS = 5 * MINUTE_MS
/** From one check to the next, and how much longer it may be. */
const EVERY_MS = 24 * HOUR_MS
const JITTER_MS = 2 * HOUR_MS
/** Timers stand still while the computer sleeps, so the wall clock is looked at this often. */
const LOOK_MS = HOUR_MS
/** Without a network nobody can be asked: how soon it is looked for again. */
const OFFLINE_LOOK_MS = 10 * MINUTE_MS
/** The system's word that there is none is a hint, which is believed for so long. */
const LONGEST_OFFLINE_MS = 2 * HOUR_MS

/** Without a sign of life for so long, nothing more is waited for: electron-updater has no time-out of its own. */
const PATIENCE_MS = 2 * MINUTE_MS

/** What fetches and installs; in the program, desktop/updates/updater.ts. */
export interface Updater {
  /** Fetches a newer version, if there is one: its number, or null. Never rejects. */
  fetchNewest(onProgress: (progress: Progress) => void): Promise<Answer<string | null>>
  /** Ends what is on its way, and installs nothing at the end of the program. */
  cancel(): void
  /** Ends the program, installs what was fetched and starts it again; or says why not. */
  restart(): Problem | null
}

export interface Progress {
  version: string
  /** 0 to 100, whole. */
  percent: number
}

export interface UpdatesParts extends SettingsKeeperParts {
  store: AppStore
  clock: Clock
  /** At least 0 and under 1, as Math.random. */
  random: () => number
  isOnline: () => boolean
  whoUpdates: () => Promise<UpdatesBy>
  /** Called when it is first needed: most starts of a day need none. */
  openUpdater: () => Promise<Updater>
}

export interface Updates {
  /** Plans the first check; asks nobody yet. */
  start(): Promise<void>
  checkNow(): void
  restart(): void
  stop(): void
}

export function createUpdates(parts: UpdatesParts): Updates {
  const { store, clock, random, log } = parts
  const keep = settingsKeeper(parts)
  const deadlines = createDeadlines(clock)
  let updater: Updater | null = null
  let asking: Promise<void> | null = null
  /** Grows when it is switched off: what is on its way is nobody's then. */
  let run = 0
  /** On the monotonic clock; null before it is known that nobody else does it, and after the end. */
  let notBeforeMs: number | null = null
  /** Since when a check is due that waits for a network, on the monotonic clock. */
  let waitsSinceMs: number | null = null
  let jitterMs = random() * JITTER_MS
  let stopLooking = () => {}
  let stopHearing = () => {}

  const put = (update: AppState['update']) => store.setState({ update })
  /** Nobody is asked for a newer one than that which waits: it is replaced only after it is installed. */
  const mayAsk = () => {
    const { settings, update } = store.getState()
    return notBeforeMs !== null && settings.updates && update.kind !== 'ready'
  }

  /** Until the next check is due. A last one that lies ahead was there before somebody set the clock back. */
  function leftMs(firstMs: number): number {
    const { updateCheckedAt } = store.getState().settings
    const sinceMs = updateCheckedAt === null ? -1 : clock.nowMs() - updateCheckedAt
    return Math.max(firstMs - clock.monotonicMs(), sinceMs < 0 ? 0 : EVERY_MS + jitterMs - sinceMs)
  }

  function look() {
    stopLooking()
    if (notBeforeMs === null || asking || !mayAsk()) return
    const left = leftMs(notBeforeMs)
    if (left <= 0 && mayReach()) ask()
    else stopLooking = clock.after(left <= 0 ? OFFLINE_LOOK_MS : Math.min(left, LOOK_MS), look)
  }

  function mayReach(): boolean {
    const nowMs = clock.monotonicMs()
    waitsSinceMs ??= nowMs
    return parts.isOnline() || nowMs - waitsSinceMs >= LONGEST_OFFLINE_MS
  }

  function ask() {
    waitsSinceMs = null
    asking ??= fetchNewest()
      .catch((error) => log.warn('The newest version was not asked for', error))
      .then(() => {
        asking = null
        look()
      })
  }

  async function fetchNewest() {
    const ofRun = run
    const told = (update: AppState['update']) => {
      if (ofRun === run) put(update)
    }
    jitterMs = random() * JITTER_MS
    keep({ updateCheckedAt: clock.nowMs() })
    put({ kind: 'checking' })
    const answer = await newest((progress) => told({ kind: 'downloading', ...progress }))
    if (!answer.ok) told({ kind: 'failed', problem: ofUpdate(answer.problem) })
    else told(answer.value === null ? { kind: 'none' } : { kind: 'ready', version: answer.value })
  }

  async function newest(onProgress: (progress: Progress) => void): Promise<Answer<string | null>> {
    const ofRun = run
    const opened = await deadlines.within(PATIENCE_MS, async () => ok(updater ?? (await parts.openUpdater())))
    if (!opened.ok) {
      log.warn('The updater could not be had', opened.problem)
      return opened
    }
    updater = opened.value
    return ofRun === run ? patiently(updater, onProgress) : ok(null)
  }

  /** An updater that is given up is not asked again: it would still wait for the same answer. */
  function patiently(using: Updater, onProgress: (progress: Progress) => void) {
    return new Promise<Answer<string | null>>((resolve) => {
      let waits = true
      let stopWaiting = () => {}
      function end(answer: Answer<string | null>) {
        waits = false
        stopWaiting()
        resolve(answer)
      }
      function wait() {
        stopWaiting()
        stopWaiting = clock.after(PATIENCE_MS, () => {
          updater = null
          using.cancel()
          end(failed({ kind: 'update-failed', next: 'retries', detail: 'net::ERR_TIMED_OUT' }))
        })
      }
      wait()
      const fetched = async () =>
        using.fetchNewest((progress) => {
          if (!waits) return
          wait()
          onProgress(progress)
        })
      fetched().then(
        (answer) => waits && end(answer),
        (error) => waits && end(failed(unexpected(error))),
      )
    })
  }

  function switched({ settings }: AppState, before: AppState) {
    if (settings.updates === before.settings.updates) return
    if (!settings.updates) {
      run += 1
      updater?.cancel()
      put({ kind: 'none' })
    }
    look()
  }

  return {
    async start() {
      const by = await deadlines.within(PATIENCE_MS, async () => ok(await parts.whoUpdates()))
      // Whoever it is: nothing is replaced that somebody else may look after.
      if (!by.ok) return log.warn('Who updates the program is not known', by.problem)
      if (by.value !== 'itself') {
        put({ kind: 'not-ours', by: by.value })
        return
      }
      notBeforeMs = clock.monotonicMs() + FIRST_CHECK_MS * (1 + random())
      stopHearing = store.subscribe(switched)
      look()
    },
    checkNow() {
      // What was switched off may still be ending.
      if (mayAsk()) void (asking ?? Promise.resolve()).then(() => mayAsk() && ask())
    },
    restart() {
      const problem = store.getState().update.kind === 'ready' ? updater?.restart() : null
      if (!problem) return
      put({ kind: 'failed', problem })
      // Nothing waits any more, so that others are looked for again.
      look()
    },
    stop() {
      deadlines.stop()
      notBeforeMs = null
      stopLooking()
      stopHearing()
    },
  }
}

/** As one that says when the next try comes: within about a day, whatever went wrong. */
function ofUpdate(problem: Problem): Problem {
  if (updateProblems.has(problem.kind)) return problem
  return {
    kind: 'update-failed',
    next: 'retries',
    detail: 'detail' in problem ? problem.detail : problem.kind,
  }
}
