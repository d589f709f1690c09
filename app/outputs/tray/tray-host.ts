// Whether anything draws tray icons on a Linux desktop. Electron asks that once for each icon and tells nobody
// (tray_icon_linux.cc), so the session bus is asked, by the program that GLib comes with.
import { execFile } from 'node:child_process'

/**
 * `unknown`: there is no gdbus, no session bus, or no answer in time; or nothing of today's kind on a desktop with X11,
 * which may draw icons in its older way (XEmbed, status_icon_gtk.cc). GNOME has dropped that, and Wayland never had it.
 */
export type TrayHost = 'there' | 'absent' | 'unknown'

const ASK_MS = 3000
const WATCHER = 'org.kde.StatusNotifierWatcher'
const QUESTION = [
  ...['call', '--session', '--dest', WATCHER, '--object-path', '/StatusNotifierWatcher'],
  ...['--method', 'org.freedesktop.DBus.Properties.Get', WATCHER, 'IsStatusNotifierHostRegistered'],
]

/** Never rejects. */
export const askTrayHost = (): Promise<TrayHost> =>
  new Promise((resolve) => {
    execFile(
      'gdbus',
      QUESTION,
      { timeout: ASK_MS, env: { ...process.env, LC_ALL: 'C' } },
      (_error, output, words) => resolve(trayHostIn(output, words, process.env)),
    )
  })

/** What `gdbus call` said on standard output and on standard error (StatusNotifierItem specification, "StatusNotifierWatcher"). */
export function trayHostIn(output: string, words: string, env: NodeJS.ProcessEnv): TrayHost {
  if (output.includes('<true>')) return 'there'
  // Nobody owns the watcher's name: without one there is no host either.
  const isNone = output.includes('<false>') || /DBus\.Error\.(?:ServiceUnknown|NameHasNoOwner)\b/.test(words)
  const { WAYLAND_DISPLAY, XDG_CURRENT_DESKTOP = '' } = env
  const hasOlderWay = !WAYLAND_DISPLAY && !/\bGNOME\b/i.test(XDG_CURRENT_DESKTOP)
  return isNone && !hasOlderWay ? 'absent' : 'unknown'
}
