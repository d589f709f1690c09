// The settings on disk, through electron-store. A value that does not fit falls back alone; nothing else is lost.
import { copyFileSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import ElectronStore from 'electron-store'
import { defaultSettings, type Settings, type SomeSettings, settingsSchema } from '../settings.ts'

export interface SettingsFile {
  read(): Settings
  /** Throws when the disk is full or read-only. */
  write(change: SomeSettings): Settings
}

/**
 * Opens `settings.json` in `folder`. The schema is not given to electron-store: with `clearInvalidConfig` one wrong
 * value, typed by hand or written by a newer version, would clear all the others too.
 */
export function openSettingsFile(folder: string): SettingsFile {
  keepIfDamaged(join(folder, 'settings.json'))
  const store = new ElectronStore<Record<string, unknown>>({
    cwd: folder,
    name: 'settings',
    clearInvalidConfig: true,
    configFileMode: 0o600,
    // A settings name is never a path.
    accessPropertiesByDotNotation: false,
  })
  const read = () => readSettings(store.store)
  return {
    read,
    write(change) {
      const said = Object.entries(change).filter(([, value]) => value !== undefined)
      const settings = settingsSchema.parse({ ...read(), ...Object.fromEntries(said) })
      // Only what was said: a value that this version cannot read stays as it is for the one that can.
      store.set(Object.fromEntries(said.map(([name]) => [name, Reflect.get(settings, name)])))
      return settings
    },
  }
}

/** Each setting by itself: what is missing or does not fit is the default. */
export function readSettings(stored: Record<string, unknown>): Settings {
  const fitting = Object.entries(settingsSchema.shape).flatMap(([name, schema]) => {
    const read = schema.safeParse(stored[name])
    return read.success ? [[name, read.data] as const] : []
  })
  return settingsSchema.parse({ ...defaultSettings, ...Object.fromEntries(fitting) })
}

/** electron-store starts anew from a file that is not JSON; a copy stays for whoever wrote it by hand. */
function keepIfDamaged(path: string): void {
  try {
    JSON.parse(readFileSync(path, 'utf8'))
  } catch (error) {
    if (error instanceof SyntaxError) copyFileSync(path, `${path}.unreadable`)
  }
}
