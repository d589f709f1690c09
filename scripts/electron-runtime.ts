// Finds and downloads the Electron runtime, which the npm package does not include.
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

const electronFolder = dirname(createRequire(import.meta.url).resolve('electron/package.json'))
const { env, platform, execPath } = process
const say = (line: string) => process.stderr.write(`${line}\n`)

/** The runtime's executable, or null; reads ELECTRON_OVERRIDE_DIST_PATH as the package `electron` does. */
export function installedRuntime(): string | null {
  const pathFile = join(electronFolder, 'path.txt')
  const name = existsSync(pathFile) ? readFileSync(pathFile, 'utf8') : 'electron'
  const path = join(env.ELECTRON_OVERRIDE_DIST_PATH ?? join(electronFolder, 'dist'), name)
  return existsSync(path) ? path : null
}

/** Downloads the runtime as the package does at its first use. Returns the error, or null. */
function fetchRuntime(): string | null {
  say('Fetching the Electron runtime (about 100 MB, once) …')
  const { status, stderr } = spawnSync(execPath, [join(electronFolder, 'install.js')], { encoding: 'utf8' })
  return status === 0 ? null : (stderr.split('\n')[0] ?? 'the download failed')
}

/** Returns why no window can be shown, or null. Windows and macOS always have a display. */
export const noDisplay = (): string | null =>
  platform === 'linux' && !env.DISPLAY && !env.WAYLAND_DISPLAY ? 'this machine has no display' : null

/** Downloads the runtime if it is missing. Returns why Electron cannot run, or null. */
export function whyNoElectron(): string | null {
  // Without a display the download of 100 MB would be useless.
  return noDisplay() ?? (installedRuntime() ? null : fetchRuntime())
}
