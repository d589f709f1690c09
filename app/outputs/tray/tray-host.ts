// Whether a Linux desktop has something that draws tray icons (a StatusNotifierHost). Electron checks that once per icon
// and does not report it (tray_icon_linux.cc), so gdbus, which comes with GLib, asks the session bus.
import { execFile } from 'node:child_process'

/**
 * `unknown`: no gdbus, no session bus or no answer in time; or no host on a desktop with X11, which may draw icons the
 * older way (XEmbed, status_icon_gtk.cc). GNOME and Pantheon have dropped that, and Wayland never had it.
 */
export type TrayHost = 'present' | 'absent' | 'unknown'

const TIMEOUT_MS = 3000
const WATCHER = 'org.kde.StatusNotifierWatcher'
const ARGUMENTS = [
  ...['call', '--session', '--dest', WATCHER, '--object-path', '/StatusNotifierWatcher'],
  ...['--method', 'org.freedesktop.DBus.Properties.Get', WATCHER, 'IsStatusNotifierHostRegistered'],
]

/** Never rejects. */
export const findTrayHost = (): Promise<TrayHost> =>
  new Promise((resolve) => {
    execFile(
      'gdbus',
      ARGUMENTS,
      { timeout: TIMEOUT_MS, env: { ...process.env, LC_ALL: 'C' } },
      (_error, output, errors) => resolve(trayHostIn(output, errors, process.env)),
    )
  })

/** Reads the standard output and standard error of `gdbus call` (StatusNotifierItem specification, "StatusNotifierWatcher"). */
export function trayHostIn(output: string, errors: string, env: NodeJS.ProcessEnv): TrayHost {
  if (output.includes('<true>')) return 'present'
  // No process owns the watcher's name: without a watcher there is no host either.
  const isNone = output.includes('<false>') || /DBus\.Error\.(?:ServiceUnknown|NameHasNoOwner)\b/.test(errors)
  const { WAYLAND_DISPLAY, XDG_CURRENT_DESKTOP = '' } = env
  const mayUseXEmbed = !WAYLAND_DISPLAY && !/\b(?:GNOME|Pantheon)\b/i.test(XDG_CURRENT_DESKTOP)
  return isNone && !mayUseXEmbed ? 'absent' : 'unknown'
}
