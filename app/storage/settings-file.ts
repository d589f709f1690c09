// The settings on disk, written by electron-store. A value that does not fit falls back alone; nothing else is lost.
import { accessSync, constants } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import ElectronStore from 'electron-store'
import { z } from 'zod'
import type { Log } from '../model/log.ts'
import { readSettings, type Settings, type SomeSettings, settingsSchema } from '../model/settings.ts'
import type { UnreadSettings } from '../model/state.ts'
import { readJson } from '../reading/json.ts'
import { textIn } from '../reading/text-in-bytes.ts'
import { keepUnreadableNow } from './keep-unreadable.ts'
import { codeOf, NotAFile, readBytesNow } from './reading.ts'
import { PRIVATE_MODE, replaceNow, syncNow, writeWholeNow } from './whole-file.ts'

export interface SettingsFile {
  /** The defaults where the file cannot be read, which `unread` then tells of. Never throws. */
  read(): Settings
  /** Null once settings are on the disk again. */
  unread(): UnreadSettings | null
  /**
   * Throws when the disk is full or read-only, or what is there can neither be read nor kept; it is left then. A change
   * that is owed counts for this run all the same, and is written with the next that the disk takes.
   */
  write(change: SomeSettings, whenRefused?: 'owe'): Settings
  /** Tries once more to write what is owed. Never throws. */
  stop(): void
}

/** `settings.json` in `folder`. Without electron-store's schema: one value that it refuses clears all the others. */
export function openSettingsFile(folder: string, log: Pick<Log, 'warn'>): SettingsFile {
  const path = join(folder, 'settings.json')
  let owed: SomeSettings = {}
  let unread: UnreadSettings | null = null

  return {
    read() {
      let stored: Stored = {}
      try {
        stored = storedNow()
      } catch (error) {
        log.warn('The settings are left as they are, and the defaults count', error)
        unread = { kind: 'left', name: basename(path), detail: codeOf(error) }
      }
      return readSettings({ ...stored, ...owed })
    },
    unread: () => unread,
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

  /** What is no settings file at all is begun anew; a copy stays for whoever wrote it by hand. Throws. */
  function storedNow(): Stored {
    let bytes: Buffer | null = null
    try {
      bytes = readBytesNow(path)
      // A single character in another encoding spoils no more than its own text.
      const text = bytes && (textIn(bytes) ?? bytes.toString('utf8'))
      const stored = storedSchema.safeParse(text === null ? {} : readJson(text))
      if (stored.success) return stored.data
    } catch (error) {
      if (!(error instanceof NotAFile)) throw error
    }
    const name = keepUnreadableNow(path, bytes)
    if (unread?.kind !== 'kept')
      log.warn(`The settings cannot be read and begin anew; what was there is kept as ${name}`)
    unread = { kind: 'kept', name }
    return {}
  }

  function writeDown(change: SomeSettings): Settings {
    const stored = storedNow()
    // Only what was said: a value that this version cannot read stays as it is for the one that can.
    const next = { ...stored, ...change }
    replaceNow(path, (draft) => writeByStoreNow(draft, next))
    unread = null
    return settingsSchema.parse({ ...readSettings(stored), ...change })
  }
}

/**
 * Writes a new file through electron-store, which takes half a file for the whole on a nearly full disk (atomically
 * 2.1.1): it is read back, and the caller keeps the old file until this one is known to be whole. Throws.
 */
function writeByStoreNow(path: string, settings: Stored): void {
  // It repeats what the system refuses for a second (stubborn-fs), which a refused folder does not change.
  accessSync(dirname(path), constants.W_OK)
  const store = new ElectronStore<Stored>({
    cwd: dirname(path),
    name: basename(path),
    fileExtension: '',
    serialize: textOf,
    configFileMode: PRIVATE_MODE,
  })
  store.store = settings
  // conf 15.1.0 does not where SNAP is set, as by a terminal that is a Snap.
  syncNow(path)
  // Where it is not whole, the system says why when it is written again.
  if (readBytesNow(path)?.toString('utf8') !== textOf(settings)) writeWholeNow(path, textOf(settings))
}

const textOf = (settings: Stored): string => `${JSON.stringify(settings, null, 2)}\n`

const someSchema = settingsSchema.partial()

const saidIn = (change: SomeSettings): SomeSettings =>
  Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined))

const storedSchema = z.record(z.string(), z.unknown())
type Stored = z.infer<typeof storedSchema>
