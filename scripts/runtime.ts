// Electron's runtime: whether it is here, and fetching it. The npm package comes without.
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

const electronFolder = dirname(createRequire(import.meta.url).resolve('electron/package.json'))
const { env, platform, execPath } = process
const say = (line: string) => process.stderr.write(`${line}\n`)

/** The runtime's executable, if it is there; ELECTRON_OVERRIDE_DIST_PATH as the package `electron` reads it. */
export function installedRuntime(): string | null {
  const pathFile = join(electronFolder, 'path.txt')
  const name = existsSync(pathFile) ? readFileSync(pathFile, 'utf8') : 'electron'
  const path = join(env.ELECTRON_OVERRIDE_DIST_PATH ?? join(electronFolder, 'dist'), name)
  return existsSync(path) ? path : null
}

/** As the package does at its first use; returns why it could not be had, or null. */
function fetchRuntime(): string | null {
  say('Fetching the Electron runtime (about 100 MB, once) …')
  const { status, stderr } = spawnSync(execPath, [join(electronFolder, 'install.js')], { encoding: 'utf8' })
  return status === 0 ? null : (stderr.split('\n')[0] ?? 'the download failed')
}

/** Why a window cannot be shown here, or null. Windows and macOS always have a display. */
export const noDisplay = (): string | null =>
  platform === 'linux' && !env.DISPLAY && !env.WAYLAND_DISPLAY ? 'this machine has no display' : null

/** Fetches the runtime where it is missing; returns why Electron cannot run here all the same, or null. */
export function whyNoElectron(): string | null {
  // A hundred megabytes that nothing could show are not worth fetching.
  return noDisplay() ?? (installedRuntime() ? null : fetchRuntime())
}
