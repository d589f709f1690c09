// A Linux session: its environment variables, and a `gdbus` program that reports whether a panel draws tray icons.
import { delimiter } from 'node:path'
import type { Desktop } from './desktop.ts'
import { openSimulatedPrograms } from './simulated-programs.ts'
import type { SystemName } from './system.ts'

/** Answers `org.freedesktop.DBus.Properties.Get` as the real program does, and fails for anything else. */
const GDBUS = `case "$*" in
  *org.kde.StatusNotifierWatcher*IsStatusNotifierHostRegistered) exec cat "$folder/tray-host" ;;
esac
echo "Error: GDBus.Error:org.freedesktop.DBus.Error.UnknownMethod: The simulator has no such thing" >&2
exit 1`

/**
 * Sets the environment variables and puts `gdbus`, written into `profile`, first on PATH, so that the app does not query
 * this computer's desktop. `chosenSystem`: the system to simulate; null: GNOME with X11, unless the environment differs.
 */
export function provideSession(profile: string, desktop: Desktop, chosenSystem: SystemName | null): void {
  if (desktop.system.platform !== 'linux') return
  const { desktopName, wayland } = desktop.system
  if (chosenSystem === null) process.env.XDG_CURRENT_DESKTOP ??= 'GNOME'
  else if (desktopName !== null) {
    process.env.XDG_CURRENT_DESKTOP = desktopName
    if (wayland) process.env.WAYLAND_DISPLAY = 'wayland-0'
    else delete process.env.WAYLAND_DISPLAY
  }
  const { folder, writeProgram, writeOutput } = openSimulatedPrograms(profile)
  writeProgram('gdbus', GDBUS)
  const writeState = () => writeOutput('tray-host', `(<${desktop.trayHost}>,)\n`)
  let written = desktop.trayHost
  writeState()
  desktop.onChange(() => {
    if (written === desktop.trayHost) return
    written = desktop.trayHost
    writeState()
  })
  process.env.PATH = [folder, process.env.PATH ?? ''].join(delimiter)
}
