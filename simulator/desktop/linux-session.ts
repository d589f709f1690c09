// What a Linux session tells the app: its name in the environment, and what draws tray icons by gdbus, which the app starts.
import { mkdirSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import type { Desktop } from './desktop.ts'
import { isLinux, type SystemName, systemOf } from './system.ts'

/** As the real one answers `org.freedesktop.DBus.Properties.Get`; of anything else it knows nothing. */
const GDBUS = `#!/bin/sh
case "$*" in
  *org.kde.StatusNotifierWatcher*IsStatusNotifierHostRegistered) exec cat "$(dirname "$0")/tray-host" ;;
esac
echo "Error: GDBus.Error:org.freedesktop.DBus.Error.UnknownMethod: The simulator has no such thing" >&2
exit 1
`

const desktopNames = { 'gnome-wayland': 'GNOME', 'gnome-x11': 'GNOME', kde: 'KDE', sway: 'sway' } as const

/**
 * In `profile`, before all other programs of PATH: this computer's own desktop is not asked. `said`: the system whose
 * ways it has; null: GNOME with X11, unless the environment says otherwise.
 */
export function provideSession(profile: string, desktop: Desktop, said: SystemName | null): void {
  if (desktop.system.platform !== 'linux') return
  if (said === null) process.env.XDG_CURRENT_DESKTOP ??= 'GNOME'
  else if (isLinux(said)) {
    process.env.XDG_CURRENT_DESKTOP = desktopNames[said]
    if (systemOf(said).wayland) process.env.WAYLAND_DISPLAY = 'wayland-0'
    else delete process.env.WAYLAND_DISPLAY
  }
  const folder = join(profile, 'simulated-programs')
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'gdbus'), GDBUS, { mode: 0o755 })
  const answer = () => writeFileSync(join(folder, 'tray-host'), `(<${desktop.trayHost}>,)\n`)
  let told = desktop.trayHost
  answer()
  desktop.onChange(() => {
    if (told === desktop.trayHost) return
    told = desktop.trayHost
    answer()
  })
  process.env.PATH = [folder, process.env.PATH ?? ''].join(delimiter)
}
