// The folder of a Linux session with what it starts at login.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Whether the session would start something from there (XDG Autostart: an entry counts unless Hidden=true). */
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
