// Makes this Node process look like Electron's main process to the app.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { z } from 'zod'
import type { Simulation } from '../desktop/simulation.ts'
import type { System } from '../desktop/system.ts'

const packageSchema = z.object({ version: z.string() })

function electronVersion(): string {
  const path = createRequire(import.meta.url).resolve('electron/package.json')
  return packageSchema.parse(JSON.parse(readFileSync(path, 'utf8'))).version
}

/**
 * Sets arguments, environment, versions and platform. `onError` gets uncaught errors: Electron logs them and goes on, while
 * Node would exit. XDG_CONFIG_HOME is a folder of the profile, so the app does not touch the user's own files.
 */
export function actAsMainProcess(
  simulation: Simulation,
  system: System,
  onError: (error: unknown) => void,
): void {
  process.argv = [process.execPath, simulation.appPath, ...simulation.args]
  process.env.XDG_CONFIG_HOME = join(simulation.profile, 'appdata')
  if (simulation.microsoft) process.env.TALLY_LIGHT_MICROSOFT = simulation.microsoft.href.replace(/\/$/, '')
  else delete process.env.TALLY_LIGHT_MICROSOFT
  // The simulator has its own regional format, not this computer's.
  delete process.env.LC_ALL
  delete process.env.LC_TIME
  // The app does not read this computer's policy file.
  process.env.TALLY_LIGHT_POLICY = simulation.policy ?? join(simulation.profile, 'no-policy.json')
  Object.defineProperty(process, 'type', { value: 'browser' })
  // Node's own modules have read the real platform before.
  Object.defineProperty(process, 'platform', { value: system.platform })
  if (simulation.packaged !== null)
    Object.defineProperty(process, 'resourcesPath', { value: simulation.packaged })
  Object.defineProperty(process, 'versions', { value: { ...process.versions, electron: electronVersion() } })
  process.on('uncaughtException', onError)
  process.on('unhandledRejection', onError)
  // A closed pipe on the other side is no error of the app.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {})
}
