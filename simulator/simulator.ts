// Runs the built app without the Electron runtime: in Node as its main process, with its windows in any browser.
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { errorText } from '../app/model/problems/thrown-error.ts'
import { ensureBuilt } from '../scripts/built.ts'
import { type Options, readCommandLine, UsageError, usage } from './command-line.ts'
import { createDesktop, type Desktop } from './desktop/desktop.ts'
import { startDesktopServer } from './desktop/desktop-server.ts'
import { provideSession } from './desktop/linux-session.ts'
import { provideMicrophone } from './desktop/microphone.ts'
import type { Simulation } from './desktop/simulation.ts'
import { systemHere, systemOf } from './desktop/system.ts'
import { provideTaskbar } from './desktop/taskbar-registry.ts'
import { readAppFolder } from './electron/app-folder.ts'
import { createElectron } from './electron/electron.ts'
import { provideElectron } from './electron/electron-module.ts'
import { actAsMainProcess } from './electron/main-process.ts'
import { mergeSettings, openProfile } from './simulated-profile.ts'
import { watchStarter } from './starter.ts'

const START_TIMEOUT_MS = 60_000
const QUIT_TIMEOUT_MS = 1500

const say = (line: string) => process.stderr.write(`${line}\n`)
const reasonOf = (error: unknown) => (error instanceof Error ? (error.stack ?? error.message) : String(error))

function readOptions(): Options {
  try {
    return readCommandLine(process.argv.slice(2))
  } catch (error) {
    if (!(error instanceof UsageError)) throw error
    say(`simulator: ${error.message}`)
    process.exit(2)
  }
}

/** Resolves when the app has created its tray icon, drawn or not; rejects after START_TIMEOUT_MS. */
function trayShown(desktop: Desktop): Promise<void> {
  return new Promise((resolve, reject) => {
    const late = () => reject(new Error(`it showed no tray icon within ${START_TIMEOUT_MS / 1000} s`))
    const timer = setTimeout(late, START_TIMEOUT_MS)
    const unsubscribe = desktop.onChange(() => {
      if (!desktop.trayMade) return
      clearTimeout(timer)
      unsubscribe()
      resolve()
    })
  })
}

async function run(options: Options, print: (line: object) => void): Promise<void> {
  // The process that started this one may end during the build.
  let onStarterGone: () => void = () => process.exit(1)
  watchStarter(() => onStarterGone())
  if (options.app === null) await ensureBuilt()
  const profile = openProfile(options.profile)
  if (options.settings) mergeSettings(profile.folder, options.settings)
  let running = false
  let closeServer = async () => {}

  function fail(error: unknown): never {
    say(`The app did not start: ${reasonOf(error)}`)
    profile.close()
    process.exit(1)
  }
  async function end(code: number) {
    if (!running) fail(new Error('it quit before it showed a tray icon'))
    setTimeout(() => leave(code), QUIT_TIMEOUT_MS).unref()
    await closeServer()
    leave(code)
  }
  function leave(code: number): never {
    for (const relaunch of desktop.relaunches.splice(0)) print({ relaunch })
    profile.close()
    process.exit(code)
  }

  const simulation: Simulation = {
    ...readAppFolder(options.app ?? join(import.meta.dirname, '..')),
    profile: profile.folder,
    args: options.microsoft ? options.args : [...options.args, '--demo'],
    microsoft: options.microsoft,
    browserIsManual: options.browserIsManual,
    packaged: options.packaged,
    policy: options.policy,
    exit: (code, after) => (after === 'quit' ? void end(code) : leave(code)),
  }
  const desktop = createDesktop(options.keyring, systemOf(options.system ?? systemHere()))
  if (options.lockIsTaken) desktop.locks.set(profile.folder, () => {})
  if (options.hours === '12') desktop.regionalFormat = 'en-US'
  desktop.trayHost = options.trayHost !== 'absent'
  const { electron, drive } = createElectron(simulation, desktop, options.system ?? null)

  function stop() {
    running = true
    setTimeout(() => leave(0), QUIT_TIMEOUT_MS)
    drive.quit()
  }
  process.on('SIGINT', stop)
  process.on('SIGTERM', stop)
  onStarterGone = stop
  actAsMainProcess(simulation, desktop.system, (error) => {
    say(reasonOf(error))
    desktop.errors.push(errorText(error))
    desktop.changed()
    if (!running) fail(error)
  })

  provideSession(profile.folder, desktop, options.system ?? null)
  provideTaskbar(profile.folder, desktop)
  if (options.microphone !== 'real') provideMicrophone(profile.folder, desktop)
  provideElectron(electron)
  try {
    const server = await startDesktopServer(desktop, drive, options.port)
    closeServer = server.close
    const beganMs = performance.now()
    const shown = trayShown(desktop).then(() => {
      desktop.trayAfterMs = performance.now() - beganMs
    })
    await import(pathToFileURL(simulation.mainModule).href)
    drive.becomeReady()
    await shown
    running = true
    print({ ready: true, url: server.url })
  } catch (error) {
    fail(error)
  }
}

if (process.argv.includes('--help')) {
  process.stdout.write(`${usage}\n`)
} else {
  const print = process.stdout.write.bind(process.stdout)
  // Standard output is for other programs that read its JSON lines; what the app prints goes to standard error.
  process.stdout.write = process.stderr.write.bind(process.stderr)
  await run(readOptions(), (line) => print(`${JSON.stringify(line)}\n`)).catch((error: unknown) => {
    say(`simulator: ${errorText(error)}`)
    process.exit(1)
  })
}
