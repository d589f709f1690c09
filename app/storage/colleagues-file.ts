// The list of colleagues on disk: a folder with a JSON file for each account, which is replaced atomically.
import { join } from 'node:path'
import { z } from 'zod'
import { type Colleague, colleagueSchema } from '../model/colleague.ts'
import { MOST_COLLEAGUES } from '../model/colleague-order.ts'
import { readJson } from '../reading/json.ts'
import { NotAFile, readTextNow } from './read-file.ts'
import { accountFileName, setAsideNow, writeWholeNow } from './whole-file.ts'

export type ColleaguesFolder = ReturnType<typeof openColleaguesFolder>
export type ColleaguesFile = ReturnType<ColleaguesFolder['fileOf']>

const fileSchema = z.looseObject({ people: z.array(z.unknown()) })
const unknownSchema = z.looseObject({ id: z.string() })

/** Synchronous, as the file is small, and may be written just before the program quits. */
export function openColleaguesFolder(folder: string, nowMs: () => number) {
  return {
    /** `owner`: any text that identifies an account; it is not visible in the file name. */
    fileOf(owner: string) {
      const path = join(folder, `${accountFileName(owner)}.json`)
      /**
       * After a crash at any moment the file has the old list or the new one. Keeps the fields of newer versions. Throws on
       * a full or read-only disk.
       */
      const write = (people: readonly Colleague[]) =>
        writeWholeNow(path, JSON.stringify(withUnknownFields(people, textAt(path) ?? ''), null, 2))
      return {
        /**
         * `keptAs`: the new name of a file that was wholly or partly damaged; `people` is what could be read. Throws if the
         * file exists and cannot be read.
         */
        read(): { people: Colleague[]; keptAs: string | null } {
          const text = textAt(path)
          if (text === null) return { people: [], keptAs: null }
          const { people, damaged } = peopleIn(text)
          if (!damaged) return { people, keptAs: null }
          const keptAs = setAsideNow(path, nowMs())
          if (people.length > 0) write(people)
          return { people, keptAs }
        },
        write,
      }
    },
  }
}

/** The list, with the fields in `text` that this version does not know. */
function withUnknownFields(people: readonly Colleague[], text: string): unknown {
  const before = fileSchema.safeParse(readJson(text))
  if (!before.success) return { people }
  const known = new Map(
    before.data.people.flatMap((one) => {
      const read = unknownSchema.safeParse(one)
      return read.success ? [[read.data.id, read.data] as const] : []
    }),
  )
  return { ...before.data, people: people.map((person) => ({ ...known.get(person.id), ...person })) }
}

/** A path that is not a file counts as a damaged file. */
function textAt(path: string): string | null {
  try {
    return readTextNow(path)
  } catch (error) {
    if (error instanceof NotAFile) return ''
    throw error
  }
}

/** Each person is read separately: one that does not fit does not affect the others. */
function peopleIn(text: string): { people: Colleague[]; damaged: boolean } {
  const file = fileSchema.safeParse(readJson(text))
  if (!file.success) return { people: [], damaged: true }
  const people = new Map<string, Colleague>()
  for (const one of file.data.people) {
    const read = colleagueSchema.safeParse(one)
    if (read.success && people.size < MOST_COLLEAGUES) people.set(read.data.id, read.data)
  }
  return { people: [...people.values()], damaged: people.size < file.data.people.length }
}
