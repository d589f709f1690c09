// Opens the log and handles the errors that no other code catches.
import type { App, Dialog } from 'electron'
import { wordsIn } from '../../words/words.ts'
import { createGuard, type Guard } from '../model/guard.ts'
import { errorText } from '../model/problems/thrown-error.ts'
import { defaultSettings } from '../model/settings.ts'
import { type AccountView, languageInUse } from '../model/state.ts'
import { redactedText } from '../reading/redacted.ts'
import { openCrashTraces } from '../storage/crash-traces.ts'
import { openLog, type ReadableLog } from '../storage/log.ts'
import { LONGEST_STOP_MS } from './lifecycle.ts'
import { systemClock } from './system-clock.ts'

/** The argument for a detailed log. */
const VERBOSE_ARGUMENT = '--verbose'

export interface ErrorHandling {
  log: ReadableLog
  guard: Guard
  /** 'last-run-failed' once after a run that ended with an error. */
  programFailure: AccountView['programFailure']
  /** For an error that the program cannot recover from: stores it, shows it and exits with 1. */
  crash(error: unknown): void
  /** `run` is called before the error is shown, which waits for its promise: it removes a light that is not updated any more. */
  onCrash(run: () => unknown): void
  /** The file names of the stored errors, oldest first. */
  crashTraces(): string[]
}

/**
 * After an uncaught exception the state may be inconsistent, so the program ends: no light is better than a wrong one.
 * An unhandled rejection is only logged.
 */
export function handleErrors(
  app: Pick<App, 'getPath' | 'getVersion' | 'getLocale' | 'isPackaged' | 'exit' | 'on'>,
  dialog: Pick<Dialog, 'showErrorBox'>,
  process: Pick<NodeJS.Process, 'on' | 'argv' | 'versions' | 'platform' | 'stdout' | 'stderr'>,
): ErrorHandling {
  const { argv, versions, platform } = process
  const folder = app.getPath('logs')
  const log = openLog({ folder, isPackaged: app.isPackaged, verbose: argv.includes(VERBOSE_ARGUMENT) })
  const guard = createGuard(log)
  const about = `Tally Light ${app.getVersion()}, Electron ${versions.electron ?? 'none'}, ${platform}`
  const traces = openCrashTraces(folder, about, Date.now)
  const programFailure = traces.takeUnreported() ? 'last-run-failed' : null
  if (programFailure) log.warn(`The last run ended with an error: ${traces.names().at(-1)}`)

  let beforeMessage: () => unknown = () => {}
  let isCrashing = false

  /** A message box blocks the event loop, so a lamp has to be switched off before, within LONGEST_STOP_MS. */
  function stopOutputs(then: () => void) {
    let stopped: unknown
    try {
      stopped = beforeMessage()
    } catch (error) {
      log.error('The outputs could not be stopped', error)
    }
    if (!(stopped instanceof Promise)) return then()
    let isOver = false
    const end = () => {
      if (isOver) return
      isOver = true
      cancel()
      then()
    }
    const cancel = systemClock.after(LONGEST_STOP_MS, end)
    stopped.catch((error: unknown) => log.error('The outputs could not be stopped', error)).finally(end)
  }

  function showAndExit(error: unknown, path: string | null) {
    try {
      const { t } = wordsIn(languageInUse(defaultSettings, [app.getLocale()]))
      const detail = redactedText(errorText(error))
      dialog.showErrorBox('Tally Light', t('window.ended', { detail, path: path ?? folder }))
    } finally {
      app.exit(1)
    }
  }

  function crash(error: unknown) {
    const path = traces.fatal(error)
    log.error('The program ends after an error', error)
    // Events are handled meanwhile, also while the message box is open, so another error may follow.
    if (isCrashing) return
    isCrashing = true
    stopOutputs(() => showAndExit(error, path))
  }

  process.on('uncaughtException', crash)
  process.on(
    'unhandledRejection',
    guard('Logging an unhandled rejection', (error: unknown) => {
      traces.survived(error)
      log.error('Unhandled rejection', error)
    }),
  )
  // Without a listener the error of a closed pipe, as with `| head`, ends the program.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {})
  app.on(
    'child-process-gone',
    guard('Logging a lost process', (_event, { type, reason, exitCode }) => {
      log.warn('A process of Chromium is gone', { type, reason, exitCode })
    }),
  )

  return {
    log,
    guard,
    programFailure,
    crash,
    crashTraces: traces.names,
    onCrash(run) {
      beforeMessage = run
    },
  }
}
