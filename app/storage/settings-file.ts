// The settings on disk, written by electron-store. A value that is not valid falls back to its default; no other is lost.
import { accessSync, constants } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import ElectronStore from 'electron-store'
import { z } from 'zod'
import { withUnreadOutputs } from '../model/external-outputs/external-output.ts'
import type { Log } from '../model/log.ts'
import { readSettings, type Settings, type SomeSettings, settingsSchema } from '../model/settings.ts'
import type { UnreadSettings } from '../model/state.ts'
import { readJson } from '../reading/json.ts'
import { textIn } from '../reading/text-in-bytes.ts'
import { keepUnreadableNow } from './keep-unreadable.ts'
import { codeOf, NotAFile, readBytesNow } from './read-file.ts'
import { PRIVATE_MODE, replaceNow, syncNow, writeWholeNow } from './whole-file.ts'

export type SettingsFile = ReturnType<typeof openSettingsFile>

/** Opens `settings.json` in `folder`. It does not use electron-store's schema: one invalid value clears all the others. */
export function openSettingsFile(folder: string, log: Pick<Log, 'warn'>) {
  const path = join(folder, 'settings.json')
  let pending: SomeSettings = {}
  let unread: UnreadSettings | null = null

  return {
    /** The settings; the defaults if the file cannot be read, for which `unread` has the reason. Never throws. */
    read() {
      let stored: Stored = {}
      try {
        stored = storedNow()
      } catch (error) {
        log.warn('The settings are left as they are, and the defaults count', error)
        unread = { kind: 'left', name: basename(path), detail: codeOf(error) }
      }
      return readSettings({ ...stored, ...pending })
    },
    /** The file that could not be read. Null once settings are on the disk again. */
    unread: () => unread,
    /**
     * Throws and leaves the file as it is if the disk is full or read-only, or if an unreadable file cannot be copied. With
     * 'retry-later' the change still applies in memory, and is written with the next change. It does not replace a file that
     * could not be read: the next start would not mention that one any more.
     */
    write(change: SomeSettings, ifRefused?: 'retry-later') {
      // A change that the schema rejects must not become pending: it would make every later write fail.
      const wanted = { ...pending, ...definedIn(someSchema.parse(change)) }
      if (ifRefused === 'retry-later') {
        pending = wanted
        if (unread?.kind === 'kept') return readSettings(pending)
      }
      const settings = writeNow(wanted)
      pending = {}
      return settings
    },
    /** Tries once more to write the pending changes. Never throws. */
    stop() {
      try {
        if (Object.keys(pending).length > 0 && unread?.kind !== 'kept') writeNow(pending)
      } catch (error) {
        log.warn('The settings were not written', error)
      }
    },
  }

  /** The stored settings. A file that does not contain settings is kept as a copy, and the settings start empty. Throws. */
  function storedNow(): Stored {
    let bytes: Buffer | null = null
    try {
      bytes = readBytesNow(path)
      // A character in another encoding only affects its own value.
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

  function writeNow(change: SomeSettings): Settings {
    const stored = storedNow()
    // Writes only what changed: a value that this version cannot read stays in the file for the version that can.
    const next = { ...stored, ...change, ...listsIn(change, stored) }
    replaceNow(path, (draft) => writeByStoreNow(draft, next))
    unread = null
    return settingsSchema.parse({ ...readSettings(stored), ...change })
  }
}

/**
 * Writes a new file with electron-store and reads it back: on a nearly full disk electron-store may leave it incomplete
 * (atomically 2.1.1). The caller keeps the old file until this one is complete. Throws.
 */
function writeByStoreNow(path: string, settings: Stored): void {
  // electron-store retries for a second (stubborn-fs), which does not help with a folder that is not writable.
  accessSync(dirname(path), constants.W_OK)
  const store = new ElectronStore<Stored>({
    cwd: dirname(path),
    name: basename(path),
    fileExtension: '',
    serialize: textOf,
    configFileMode: PRIVATE_MODE,
  })
  store.store = settings
  // conf 15.1.0 does not call fsync if SNAP is set, for example by a terminal from a Snap.
  syncNow(path)
  // If it is incomplete, writing it again throws the system's error.
  if (readBytesNow(path)?.toString('utf8') !== textOf(settings)) writeWholeNow(path, textOf(settings))
}

const textOf = (settings: Stored) => `${JSON.stringify(settings, null, 2)}\n`

const someSchema = settingsSchema.partial()

/** The lists of the change as they are stored. */
function listsIn({ externalOutputs, furtherAccounts }: SomeSettings, stored: Stored): Stored {
  const read = readSettings(stored)
  const outputs = externalOutputs && withUnreadOutputs(externalOutputs, stored.externalOutputs)
  const kept = (key: string, next: readonly unknown[], before: readonly unknown[], inFile: unknown) =>
    next.map((entry) => {
      const isSame = (one: unknown) => recordOf(one)?.[key] === recordOf(entry)?.[key]
      const [known, ...others] = Array.isArray(inFile) ? inFile.filter(isSame) : []
      return others.length > 0 ? entry : withUnread(entry, before.find(isSame), known)
    })
  return {
    ...(outputs && { externalOutputs: kept('id', outputs, read.externalOutputs, stored.externalOutputs) }),
    ...(furtherAccounts && {
      furtherAccounts: kept('accountId', furtherAccounts, read.furtherAccounts, stored.furtherAccounts),
    }),
  }
}

/** What is the same as it was read stays as it is stored: a value that fell back to its default, a field of a newer version. */
function withUnread(next: unknown, read: unknown, stored: unknown): unknown {
  if (isDeepStrictEqual(next, read)) return stored
  const [fields, fieldsRead, fieldsStored] = [recordOf(next), recordOf(read), recordOf(stored)]
  if (!fields || !fieldsRead || !fieldsStored) return next
  const unknownFields = Object.entries(fieldsStored).filter(([name]) => !Object.hasOwn(fieldsRead, name))
  const kept = Object.entries(fields).map(([name, value]) => {
    return [name, withUnread(value, fieldsRead[name], fieldsStored[name])] as const
  })
  return Object.fromEntries([...unknownFields, ...kept])
}

const recordOf = (value: unknown): Stored | undefined => storedSchema.safeParse(value).data

const definedIn = (change: SomeSettings): SomeSettings =>
  Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined))

const storedSchema = z.record(z.string(), z.unknown())
type Stored = z.infer<typeof storedSchema>
