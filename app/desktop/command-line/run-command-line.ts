// Runs the command line in a process of its own: prints help, the version or the light, or sends a command to the program
// that runs.
import type { App } from 'electron'
import { timeOfDay } from '../../../words/moments.ts'
import { type Words, wordsIn } from '../../../words/words.ts'
import type { StatusReport } from '../../model/external-outputs/status-report.ts'
import { defaultSettings } from '../../model/settings.ts'
import { languageInUse } from '../../model/state.ts'
import { regionalFormat, type Surroundings } from '../regional-format.ts'
import { systemZone } from '../system-local-time.ts'
import { type CommandLine, type CommandLineFault, readCommandLine, statusWords } from './read-command-line.ts'
import { readStatus } from './read-status.ts'
import { sendCommand } from './send-command.ts'

/** 2 is what most programs use for a wrong command line. */
const exitCodes = { done: 0, refused: 1, usage: 2, notRunning: 3 } as const
type CommandLineApp = Pick<App, 'getPath' | 'getVersion' | 'requestSingleInstanceLock'>
type Result = { code: number; out?: string; error?: string }

interface Stream {
  write(text: string, written: (error?: Error | null) => void): unknown
}

interface CommandLineProcess extends Surroundings {
  argv: readonly string[]
  stdout: Stream
  stderr: Stream
}

/**
 * Resolves to the exit code once everything is written; null for a start of the program. Electron leaves the console of a
 * Windows program to its parent (shell/app/electron_main_win.cc), which does not wait: docs/command-line.md.
 */
export async function runCommandLine(
  app: CommandLineApp,
  { argv, stdout, stderr, platform, env }: CommandLineProcess,
): Promise<number | null> {
  const commandLine = readCommandLine(argv.slice(1))
  if (commandLine.kind === 'start') return null
  const words = wordsIn(languageInUse(defaultSettings, [processLocale()]))
  const result = await resultOf(commandLine, app, words, { platform, env })
  if (result === null) return null
  if (result.out !== undefined) await print(stdout, result.out)
  if (result.error !== undefined) await print(stderr, result.error)
  return result.code
}

/** A program that reads the output may have ended: that is no error. */
const print = (stream: Stream, text: string) =>
  new Promise<void>((resolve) => {
    stream.write(`${text}\n`, () => resolve())
  })

async function resultOf(
  commandLine: Exclude<CommandLine, { kind: 'start' }>,
  app: CommandLineApp,
  words: Words,
  system: Surroundings,
): Promise<Result | null> {
  const { t } = words
  const folder = app.getPath('userData')
  const notRunning: Result = { code: exitCodes.notRunning, error: t('commandLine.notRunning') }
  const silent: Result = { code: exitCodes.refused, error: t('commandLine.silent') }
  switch (commandLine.kind) {
    case 'help':
      return {
        code: exitCodes.done,
        out: t('commandLine.help', { statuses: Object.keys(statusWords).join(', ') }),
      }
    case 'version':
      return { code: exitCodes.done, out: app.getVersion() }
    case 'status': {
      const status = await readStatus(folder)
      if (status === 'not-running') return notRunning
      if (status === 'silent') return silent
      return {
        code: exitCodes.done,
        out: commandLine.json ? JSON.stringify(status) : await statusLine(status, system),
      }
    }
    case 'send': {
      const sent = await sendCommand(folder, commandLine.command)
      // The window is shown by an ordinary start too.
      if (sent.kind === 'not-running') return commandLine.command.kind === 'open' ? null : notRunning
      if (sent.kind === 'silent') return silent
      const { done, text } = sent.answer
      if (done && commandLine.command.kind === 'open') allowForeground(app, system)
      return done ? { code: exitCodes.done, out: text } : { code: exitCodes.refused, error: text }
    }
    case 'faulty': {
      const lines = [faultText(commandLine.fault, words), t('commandLine.seeHelp')]
      return { code: exitCodes.usage, error: lines.join('\n') }
    }
    default:
      return commandLine satisfies never
  }
}

/**
 * Windows refuses the foreground to a program in the background unless this process, which a person has started, allows it.
 * Chromium does so for a second start (chrome_process_finder.cc, AllowSetForegroundWindow), which shows the window again.
 * Not on Linux: there a second start kills a program whose lock does not answer (process_singleton_posix.cc).
 */
function allowForeground(app: CommandLineApp, { platform }: Surroundings) {
  if (platform === 'win32') app.requestSingleInstanceLock()
}

/** Such as "Busy since 10:42", in the language of the program that runs: the user may have chosen another than the system's. */
async function statusLine(
  { words, language, since, stale }: StatusReport,
  system: Surroundings,
): Promise<string> {
  if (since === null) return words
  const { t } = wordsIn(language)
  const timeZone = systemZone(system)?.zone ?? 'UTC'
  const { hourCycle } = await regionalFormat(system, { getSystemLocale: processLocale })
  const time = timeOfDay(Date.parse(since), Date.now(), language, { timeZone, hourCycle })
  return t(stale ? 'commandLine.stale' : 'commandLine.since', { words, time })
}

/** app.getLocale and app.getSystemLocale are available only when the app is ready. */
const processLocale = () => Intl.NumberFormat().resolvedOptions().locale

const faultText = ({ kind, argument }: CommandLineFault, { t }: Words) =>
  t(`commandLine.fault.${kind}`, { argument, statuses: Object.keys(statusWords).join(', ') })
