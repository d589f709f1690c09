// Reads the texts of a language without Vite.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { namespaceOf } from '../../words/namespaces.ts'

const textsSchema = z.record(z.string(), z.unknown())

/** The texts of `folder`, such as `words/en`, by namespace. Throws if it is missing or a file is not JSON. */
export function readWordsFolder(folder: string): Record<string, Record<string, unknown>> {
  const read = (file: string) => textsSchema.parse(JSON.parse(readFileSync(join(folder, file), 'utf8')))
  return Object.fromEntries(readdirSync(folder).map((file) => [namespaceOf(file), read(file)]))
}
