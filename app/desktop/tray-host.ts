// Whether anything draws tray icons on a Linux desktop. Electron asks that once for each icon and tells nobody
// (tray_icon_linux.cc), so the session bus is asked, by the program that GLib comes with.
import { execFile } from 'node:child_process'

/** `unknown`: there is no gdbus, no session bus, or no answer in time. */
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
      (_error, output, words) => resolve(trayHostIn(output, words)),
    )
  })

/** What `gdbus call` said on standard output and on standard error (StatusNotifierItem specification, "StatusNotifierWatcher"). */
export function trayHostIn(output: string, words: string): TrayHost {
  if (output.includes('<true>')) return 'there'
  if (output.includes('<false>')) return 'absent'
  // Nobody owns the watcher's name: without one there is no host either.
  return words.includes('org.freedesktop.DBus.Error.ServiceUnknown') ? 'absent' : 'unknown'
}
