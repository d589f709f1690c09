// npm start: builds, then runs Electron. If that is not possible, prints the reason and runs the simulator.
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { ensureBuilt } from './built.ts'
import { installedRuntime, noDisplay, whyNoElectron } from './electron-runtime.ts'
import { NO_DISPLAY, whyItDidNotStart } from './failed-start.ts'
import { runElectron } from './run-electron.ts'

const root = join(import.meta.dirname, '..')
const args = process.argv.slice(2)
const say = (line: string) => process.stderr.write(`${line}\n`)

let isStopped = false
let kill: (signal: NodeJS.Signals) => void = () => process.exit(1)
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.on(signal, () => {
    isStopped = true
    kill(signal)
  })

/** Runs Electron and exits with its code. Returns the reason if it does not start. */
async function tryElectron(): Promise<string> {
  if (noDisplay()) return `Electron was not started: ${NO_DISPLAY}`
  const reason = whyNoElectron()
  const runtime = installedRuntime()
  if (reason || !runtime)
    return `The Electron runtime is not to be had here (${reason ?? 'it was not found'})`
  const run = runElectron(runtime, [root, ...args], (text) => process.stderr.write(text))
  kill = run.kill
  const ending = await run.ended
  const why = isStopped ? null : whyItDidNotStart(ending, runtime)
  if (why === null) process.exit(ending.code ?? 1)
  return `Electron did not start: ${why}`
}

await ensureBuilt()
say(`${await tryElectron()}: opening the simulator instead.`)
say('It runs the same program; open the address below in any browser.')
/** The app's arguments as an option of the simulator. */
const simulated = args.length > 0 ? ['--args', args.join(' ')] : []
const simulator = spawn(process.execPath, ['--import', 'tsx', 'simulator/simulator.ts', ...simulated], {
  cwd: root,
  stdio: 'inherit',
})
kill = (signal) => void simulator.kill(signal)
simulator.on('exit', (code) => process.exit(code ?? 1))
