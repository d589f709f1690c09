// The libraries in the bundles: their licences, and whether they are dependencies in package.json, so that
// `npm audit --omit=dev` covers them.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'

/** Licences of libraries that may be distributed with a program under the MIT licence. */
const ALLOWED_LICENCES: ReadonlySet<string> = new Set([
  'MIT',
  'ISC',
  '0BSD',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'Apache-2.0',
  'BlueOak-1.0.0',
])

/** Imports that are not bundled. Electron must be a devDependency for electron-builder. */
const NOT_BUNDLED = /^(?:electron$|node:|\.)/

export interface Library {
  name: string
  version: string
  license: string
}

export interface Libraries {
  bundled: readonly Library[]
  /** The packages that the program's sources import. */
  imported: ReadonlySet<string>
  /** The names under `dependencies`. */
  dependencies: readonly string[]
  /** The packages that `npm ci --omit=dev` installs, as "name version". */
  audited: ReadonlySet<string>
}

/** Parses the bundler's list of licences: "## name - version (licence)". */
export const librariesIn = (list: string): Library[] =>
  [...list.matchAll(/^## (?<name>\S+) - (?<version>\d\S*) \((?<license>[^)]*)\)$/gm)].map(({ groups }) => ({
    name: groups?.name ?? '',
    version: groups?.version ?? '',
    license: groups?.license ?? '',
  }))

/** The packages that a source file imports, without subpaths. */
export const importedIn = (source: string): string[] =>
  [...source.matchAll(/(?:\bfrom |\bimport\(|^import )'(?<from>[^']+)'/gm)]
    .map(({ groups }) => groups?.from ?? '')
    .filter((from) => !NOT_BUNDLED.test(from))
    .map((from) => /^(?:@[^/]+\/)?[^/]+/.exec(from)?.[0] ?? from)

/** The problems as messages; empty if all licences fit and the audit covers exactly the bundled libraries. */
export function complaintsAboutLibraries({ bundled, imported, dependencies, audited }: Libraries): string[] {
  return [
    ...bundled
      .filter(({ license }) => !ALLOWED_LICENCES.has(license))
      .map(({ name, license }) => `${name} is under ${license || 'no terms'}`),
    ...bundled
      .filter(({ name, version }) => !audited.has(`${name} ${version}`))
      .map(({ name, version }) => `the audit does not see ${name} ${version}`),
    ...[...imported]
      .filter((name) => !dependencies.includes(name))
      .map((name) => `${name} is bundled and not in dependencies`),
    ...dependencies
      .filter((name) => !imported.has(name))
      .map((name) => `${name} is in dependencies and not bundled`),
  ]
}

const packageSchema = z.object({ dependencies: z.record(z.string(), z.string()) })
const lockSchema = z.object({
  packages: z.record(z.string(), z.object({ version: z.string().optional(), dev: z.boolean().optional() })),
})

/** Reads the libraries of the project in `root`. Throws if it is not built. */
export function readLibraries(root: string): Libraries {
  const read = (...names: string[]) => readFileSync(join(root, ...names), 'utf8')
  const { packages } = lockSchema.parse(JSON.parse(read('package-lock.json')))
  const sources = ['app', 'renderer', 'words'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.tsx?$/.test(name))
      .map((name) => read(folder, name)),
  )
  return {
    bundled: ['main', 'renderer'].flatMap((name) => librariesIn(read('out', name, 'licenses.md'))),
    imported: new Set(sources.flatMap(importedIn)),
    dependencies: Object.keys(packageSchema.parse(JSON.parse(read('package.json'))).dependencies),
    audited: new Set(
      Object.entries(packages)
        .filter(([, { dev }]) => !dev)
        .map(([path, { version }]) => `${path.replace(/^.*node_modules\//, '')} ${version}`),
    ),
  }
}
