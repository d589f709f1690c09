// The programs of a Linux session that the app starts to ask it something: gdbus alone, about what draws tray icons.
import { mkdirSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import type { Desktop } from './desktop.ts'

/** As the real one answers `org.freedesktop.DBus.Properties.Get`; of anything else it knows nothing. */
const GDBUS = `#!/bin/sh
case "$*" in
  *org.kde.StatusNotifierWatcher*IsStatusNotifierHostRegistered) exec cat "$(dirname "$0")/tray-host" ;;
esac
echo "Error: GDBus.Error:org.freedesktop.DBus.Error.UnknownMethod: The simulator has no such thing" >&2
exit 1
`

/** Puts them before all others in PATH, in `profile`: this computer's own desktop is not asked. */
export function provideSessionPrograms(profile: string, desktop: Desktop): void {
  if (desktop.system.platform !== 'linux') return
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
