// What is written down of this run from its first moment: the log, and the errors that nobody caught.
import type { App, Dialog } from 'electron'
import { wordsIn } from '../../words/words.ts'
import { createGuard, type Guard } from '../model/guard.ts'
import { defaultSettings } from '../model/settings.ts'
import { languageInUse } from '../model/state.ts'
import { redactedText } from '../reading/redacted.ts'
import { openCrashTraces } from '../storage/crash-traces.ts'
import { openLog, type ReadableLog } from '../storage/log.ts'

/** The argument that has more written into the log. */
const VERBOSE_ARGUMENT = '--verbose'

export interface Records {
  log: ReadableLog
  guard: Guard
  /** Whether the last run ended with an error; said once. */
  lastRunFailed: boolean
  /** The program cannot go on: writes down why, says so and ends. */
  giveUp(error: unknown): void
  /** What `giveUp` does before it says anything: nobody may have to read it before a light goes that is no longer true. */
  onGivingUp(run: () => void): void
  /** The names of what was written of errors, oldest first. */
  crashTraces(): string[]
}

/**
 * After an exception that nobody caught nobody knows what is half done, so the program says so and ends: a light that
 * is gone is honest. A promise that nobody waited for spoils nothing, so it is written down and the program goes on.
 */
export function keepRecords(
  app: Pick<App, 'getPath' | 'getVersion' | 'getLocale' | 'isPackaged' | 'exit' | 'on'>,
  dialog: Pick<Dialog, 'showErrorBox'>,
  process: Pick<NodeJS.Process, 'on' | 'argv' | 'versions' | 'platform' | 'stdout' | 'stderr'>,
): Records {
  const { argv, versions, platform } = process
  const folder = app.getPath('logs')
  const log = openLog({ folder, isPackaged: app.isPackaged, verbose: argv.includes(VERBOSE_ARGUMENT) })
  const guard = createGuard(log)
  const about = `Tally Light ${app.getVersion()}, Electron ${versions.electron ?? 'none'}, ${platform}`
  const traces = openCrashTraces(folder, about, Date.now)
  const lastRunFailed = traces.takeUnreported()
  if (lastRunFailed) log.warn(`The last run ended with an error: ${traces.names().at(-1)}`)

  let lastAct = () => {}
  let ending = false

  function giveUp(error: unknown) {
    const path = traces.fatal(error)
    log.error('The program ends', error)
    // While the box is open the system lets the program go on, and fail once more.
    if (ending) return
    ending = true
    try {
      lastAct()
    } catch (another) {
      log.error('Nor does it end in order', another)
    }
    try {
      const { t } = wordsIn(languageInUse(defaultSettings, app.getLocale()))
      const detail = redactedText(error instanceof Error ? error.message : String(error))
      dialog.showErrorBox('Tally Light', t('window.ended', { detail, path: path ?? folder }))
    } finally {
      app.exit(1)
    }
  }

  process.on('uncaughtException', giveUp)
  const unawaited = guard('Writing down what nobody waited for', (error: unknown) => {
    traces.survived(error)
    log.error('Nobody waited for this', error)
  })
  process.on('unhandledRejection', unawaited)
  // Where nobody reads what is written there, as after `| head`, a stream says so, and ends the program unless it is heard.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {})
  app.on(
    'child-process-gone',
    guard('Writing down a lost process', (_event, { type, reason, exitCode }) => {
      log.warn('A process of Chromium is gone', { type, reason, exitCode })
    }),
  )
  function onGivingUp(run: () => void) {
    lastAct = run
  }

  return { log, guard, lastRunFailed, giveUp, onGivingUp, crashTraces: traces.names }
}
