// Whose light each account shows, on disk: a folder with a JSON file for each account that shows a colleague's.
import { join } from 'node:path'
import { type Person, personSchema } from '../model/colleague.ts'
import { readJson } from '../reading/json.ts'
import { eraseAllNow } from './erase.ts'
import { fileNamesNow, readTextNow } from './read-file.ts'
import { accountFileName, writeWholeNow } from './whole-file.ts'

export type WhoseLightFolder = ReturnType<typeof openWhoseLightFolder>

/** `owner` is any text that identifies an account; it is not visible in the file name. */
export function openWhoseLightFolder(folder: string) {
  const nameOf = (owner: string) => `${accountFileName(owner)}.json`
  const pathOf = (owner: string) => join(folder, nameOf(owner))
  const erase = (names: readonly string[]) =>
    eraseAllNow(
      names.map((name) => join(folder, name)),
      'null',
    )
  return {
    /** Null without a choice: the user's own light. Throws if there is a choice that cannot be read. */
    read(owner: string): Person | null {
      const text = readTextNow(pathOf(owner))
      return text === null ? null : personSchema.parse(readJson(text))
    },
    /** Throws on a full or read-only disk; the choice before stays then. */
    write: (owner: string, person: Person) =>
      writeWholeNow(pathOf(owner), JSON.stringify(personSchema.parse(person), null, 2)),
    /** Empties a file that cannot be removed. Throws a NotRemoved if it cannot be emptied either. */
    remove: (owner: string) => erase([nameOf(owner)]),
    /** The same for all accounts. Also throws if the folder cannot be read. */
    removeAll: () => erase(fileNamesNow(folder)),
    /** The same for all accounts but this one. */
    removeOthers: (owner: string) => erase(fileNamesNow(folder).filter((name) => name !== nameOf(owner))),
  }
}
