// npm start: builds, then runs Electron; where its runtime cannot be had, the simulator instead, and says so.
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { ensureBuilt } from './built.ts'
import { installedRuntime, whyNoElectron } from './runtime.ts'

const root = join(import.meta.dirname, '..')
const { execPath } = process
const say = (line: string) => process.stderr.write(`${line}\n`)

await ensureBuilt()
const reason = whyNoElectron()
const runtime = installedRuntime()
if (reason || !runtime) {
  say(
    `The Electron runtime is not to be had here (${reason ?? 'it was not found'}): opening the simulator instead.`,
  )
  say('It runs the same program; open the address below in any browser.')
}
const args = process.argv.slice(2)
/** The app's own arguments, as the simulator takes them. */
const simulated = args.length > 0 ? ['--args', args.join(' ')] : []
const child =
  reason || !runtime
    ? spawn(execPath, ['--import', 'tsx', 'test/simulator/simulator.ts', ...simulated], {
        cwd: root,
        stdio: 'inherit',
      })
    : spawn(runtime, [root, ...args], { stdio: 'inherit' })
child.on('exit', (code) => process.exit(code ?? 1))
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => child.kill(signal))
