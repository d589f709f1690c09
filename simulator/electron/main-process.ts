// Makes this process look like Electron's main process to the app in it.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { z } from 'zod'
import type { System } from '../desktop/system.ts'
import type { World } from '../desktop/world.ts'

const packageSchema = z.object({ version: z.string() })

function electronVersion(): string {
  const path = createRequire(import.meta.url).resolve('electron/package.json')
  return packageSchema.parse(JSON.parse(readFileSync(path, 'utf8'))).version
}

/**
 * Arguments, environment, versions, platform; `onError` hears of errors nobody caught. Electron logs those and lives on, which
 * Node alone would not. The person's own folders are out of reach: XDG_CONFIG_HOME lies in the profile.
 */
export function actAsMainProcess(world: World, system: System, onError: (error: unknown) => void): void {
  process.argv = [process.execPath, world.appPath, ...world.args]
  process.env.XDG_CONFIG_HOME = join(world.profile, 'appdata')
  if (world.microsoft) process.env.TALLY_LIGHT_MICROSOFT = world.microsoft.href.replace(/\/$/, '')
  else delete process.env.TALLY_LIGHT_MICROSOFT
  // Nor is this computer's own format of times: the simulator has one of its own.
  delete process.env.LC_ALL
  delete process.env.LC_TIME
  // Nor is its policy looked at.
  process.env.TALLY_LIGHT_POLICY = world.policy ?? join(world.profile, 'no-policy.json')
  Object.defineProperty(process, 'type', { value: 'browser' })
  // What Node itself knows of this computer it has read before.
  Object.defineProperty(process, 'platform', { value: system.platform })
  if (world.packaged !== null) Object.defineProperty(process, 'resourcesPath', { value: world.packaged })
  Object.defineProperty(process, 'versions', { value: { ...process.versions, electron: electronVersion() } })
  process.on('uncaughtException', onError)
  process.on('unhandledRejection', onError)
  // Whoever read our output may be gone; that is no error of the app.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {})
}
