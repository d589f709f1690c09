// Start at login: Electron's own on macOS and Windows, the autostart folder on Linux.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { App } from 'electron'
import type { Desktop } from '../desktop.ts'

/** Whether the session would start something from this folder (XDG Autostart: an entry counts unless Hidden=true). */
function autostarts(folder: string): boolean {
  let names: string[]
  try {
    names = readdirSync(folder)
  } catch {
    return false
  }
  return names.some(
    (name) =>
      name.endsWith('.desktop') && !/^Hidden\s*=\s*true\s*$/m.test(readFileSync(join(folder, name), 'utf8')),
  )
}

export function createLoginItems(desktop: Desktop, appData: string) {
  let openAtLogin = false
  const linux = process.platform === 'linux'
  desktop.openAtLogin = () => (linux ? autostarts(join(appData, 'autostart')) : openAtLogin)
  return {
    /** Electron leaves login items on Linux to the app. */
    setLoginItemSettings(settings) {
      if (!linux) openAtLogin = settings.openAtLogin ?? false
      desktop.changed()
    },
    getLoginItemSettings: () => ({
      openAtLogin,
      wasOpenedAtLogin: false,
      status: openAtLogin ? 'enabled' : 'not-registered',
      executableWillLaunchAtLogin: openAtLogin,
      launchItems: [],
    }),
  } satisfies Pick<App, 'setLoginItemSettings' | 'getLoginItemSettings'>
}
