// The files of the project, for the tests that read its sources.
import { readdirSync, readFileSync } from 'node:fs'
import { join, relative, sep } from 'node:path'

const root = join(import.meta.dirname, '..', '..')

/** Every file in these folders and below, by its path from the project's root, with "/" on each system. */
export const projectFiles = (...folders: readonly string[]): string[] =>
  folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => relative(root, join(parentPath, name)).replaceAll(sep, '/')),
  )

/** The names in the project's root. */
export const namesAtTheTop = (): string[] => readdirSync(root)

/** `path`: from the project's root. */
export const readProjectFile = (path: string): string => readFileSync(join(root, path), 'utf8')
