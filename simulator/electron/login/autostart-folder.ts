// The autostart folder of a Linux session.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Whether a session of `desktopName` starts an entry (XDG Autostart; GNOME's own key: gsm-autostart-app.c). */
function isStarted(entry: string, desktopName: string | null): boolean {
  const has = (line: RegExp) => line.test(entry)
  if (has(/^Hidden\s*=\s*true\s*$/m)) return false
  return desktopName !== 'GNOME' || !has(/^X-GNOME-Autostart-enabled\s*=\s*false\s*$/m)
}

/** Whether a session of `desktopName` starts an entry of the folder. */
export function autostarts(configHome: string, desktopName: string | null): boolean {
  const folder = join(configHome, 'autostart')
  let names: string[]
  try {
    names = readdirSync(folder)
  } catch {
    return false
  }
  return names.some(
    (name) => name.endsWith('.desktop') && isStarted(readFileSync(join(folder, name), 'utf8'), desktopName),
  )
}
