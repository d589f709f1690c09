// npm start: builds, then runs Electron; where its runtime cannot be had, the simulator instead, and says so.
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { ensureBuilt } from './built.ts'

const root = join(import.meta.dirname, '..')
const electronFolder = dirname(createRequire(import.meta.url).resolve('electron/package.json'))
const { env, platform, execPath } = process
const say = (line: string) => process.stderr.write(`${line}\n`)

/** The runtime's executable, if it is there; ELECTRON_OVERRIDE_DIST_PATH as the package `electron` reads it. */
function installedRuntime(): string | null {
  const pathFile = join(electronFolder, 'path.txt')
  const name = existsSync(pathFile) ? readFileSync(pathFile, 'utf8') : 'electron'
  const path = join(env.ELECTRON_OVERRIDE_DIST_PATH ?? join(electronFolder, 'dist'), name)
  return existsSync(path) ? path : null
}

/** Fetches the runtime as the package does at its first use; returns why it could not be had, or null. */
function fetchRuntime(): string | null {
  say('Fetching the Electron runtime (about 100 MB, once) …')
  const { status, stderr } = spawnSync(execPath, [join(electronFolder, 'install.js')], { encoding: 'utf8' })
  return status === 0 ? null : (stderr.split('\n')[0] ?? 'the download failed')
}

/** Why a window cannot be shown here, or null. Windows and macOS always have a display. */
const noDisplay = (): string | null =>
  platform === 'linux' && !env.DISPLAY && !env.WAYLAND_DISPLAY ? 'this machine has no display' : null

function reasonForSimulator(): string | null {
  if (installedRuntime()) return noDisplay()
  // A hundred megabytes that nothing could show are not worth fetching.
  return noDisplay() ?? fetchRuntime()
}

await ensureBuilt()
const reason = reasonForSimulator()
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
