// npm start: builds, then runs Electron; where it cannot be had or does not start, the simulator instead, and says why.
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { ensureBuilt } from './built.ts'
import { NO_DISPLAY, whyItDidNotStart } from './failed-start.ts'
import { runElectron } from './run-electron.ts'
import { installedRuntime, noDisplay, whyNoElectron } from './runtime.ts'

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

/** Why Electron is not what runs; this process ends with it where it does. */
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
/** The app's own arguments, as the simulator takes them. */
const simulated = args.length > 0 ? ['--args', args.join(' ')] : []
const simulator = spawn(process.execPath, ['--import', 'tsx', 'simulator/simulator.ts', ...simulated], {
  cwd: root,
  stdio: 'inherit',
})
kill = (signal) => void simulator.kill(signal)
simulator.on('exit', (code) => process.exit(code ?? 1))
