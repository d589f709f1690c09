// The autostart folder of a Linux session.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Whether the folder has an entry that is not Hidden=true (XDG Autostart). */
export function autostarts(configHome: string): boolean {
  const folder = join(configHome, 'autostart')
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
