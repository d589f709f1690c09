// The settings on disk. A value that does not fit falls back alone; nothing else is lost.
import { lstatSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { readJson } from '../reading/json.ts'
import { defaultSettings, type Settings, type SomeSettings, settingsSchema } from '../settings.ts'
import type { Log } from './log.ts'
import { NoFileOfOurs, readBytesNow } from './reading.ts'
import { writeWholeNow } from './whole-file.ts'

export interface SettingsFile {
  /** Throws when the file is there and the system does not let it be read. */
  read(): Settings
  /**
   * Throws when the disk is full or read-only; the old settings are there then. A change that is owed counts for this
   * run all the same, and is written with the next that the disk takes.
   */
  write(change: SomeSettings, whenRefused?: 'owe'): Settings
  /** Tries once more to write what is owed. Never throws. */
  stop(): void
}

/**
 * `settings.json` in `folder`. Not through electron-store: what it writes with takes half a file for the whole on a
 * nearly full disk (atomically 2.1.1), and one value that its schema refuses clears all the others.
 */
export function openSettingsFile(folder: string, log: Pick<Log, 'warn'>): SettingsFile {
  const path = join(folder, 'settings.json')
  let owed: SomeSettings = {}

  return {
    read: () => readSettings({ ...storedIn(path, log), ...owed }),
    write(change, whenRefused) {
      // What the schema refuses is not owed: it would be refused each time, and everything with it.
      const said = someSchema.parse(change)
      const wanted = { ...owed, ...saidIn(said) }
      if (whenRefused === 'owe') owed = wanted
      const settings = writeDown(wanted)
      owed = {}
      return settings
    },
    stop() {
      try {
        if (Object.keys(owed).length > 0) writeDown(owed)
      } catch (error) {
        log.warn('The settings were not written', error)
      }
    },
  }

  function writeDown(change: SomeSettings): Settings {
    const stored = storedIn(path, log)
    // Only what was said: a value that this version cannot read stays as it is for the one that can.
    writeWholeNow(path, `${JSON.stringify({ ...stored, ...change }, null, 2)}\n`)
    return settingsSchema.parse({ ...readSettings(stored), ...change })
  }
}

const someSchema = settingsSchema.partial()

const saidIn = (change: SomeSettings): SomeSettings =>
  Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined))

/** Each setting by itself: what is missing or does not fit is the default. */
export function readSettings(stored: Stored): Settings {
  const fitting = Object.entries(settingsSchema.shape).flatMap(([name, schema]) => {
    const read = schema.safeParse(stored[name])
    return read.success ? [[name, read.data] as const] : []
  })
  return settingsSchema.parse({ ...defaultSettings, ...Object.fromEntries(fitting) })
}

const storedSchema = z.record(z.string(), z.unknown())
type Stored = z.infer<typeof storedSchema>

/** How the name of what was there before goes on. */
const UNREADABLE = '.unreadable'

/** What is no settings file at all is begun anew; a copy stays for whoever wrote it by hand. */
function storedIn(path: string, log: Pick<Log, 'warn'>): Stored {
  let bytes: Buffer | null = null
  try {
    bytes = readBytesNow(path)
    if (bytes === null) return {}
    const stored = storedSchema.safeParse(readJson(bytes.toString('utf8')))
    if (stored.success) return stored.data
  } catch (error) {
    if (!(error instanceof NoFileOfOurs)) throw error
  }
  log.warn(`The settings cannot be read and begin anew; what was there is kept with the ending ${UNREADABLE}`)
  keep(path, bytes)
  return {}
}

/** What lies behind a link that somebody put here is not ours to replace, and a folder or a pipe cannot be copied. */
function keep(path: string, bytes: Buffer | null): void {
  try {
    if (bytes !== null && !lstatSync(path).isSymbolicLink()) writeWholeNow(`${path}${UNREADABLE}`, bytes)
    else renameSync(path, `${path}${UNREADABLE}`)
  } catch {
    // A full disk must not keep the program from starting, which shows the light all the same.
  }
}
