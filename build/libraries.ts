// The libraries in the bundles: under which terms they are, and whether package.json tells of them, so that
// `npm audit --omit=dev` looks at all that runs.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'

/** Terms under which a library may be passed on with a program under the MIT licence. */
const TERMS: ReadonlySet<string> = new Set([
  'MIT',
  'ISC',
  '0BSD',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'Apache-2.0',
  'BlueOak-1.0.0',
])

/** Electron runs the bundles, and electron-builder wants it among the tools. */
const AROUND = /^(?:electron$|node:|\.)/

export interface Library {
  name: string
  version: string
  license: string
}

export interface Libraries {
  bundled: readonly Library[]
  /** Names of packages that the program's own sources import. */
  imported: ReadonlySet<string>
  /** The names under `dependencies`. */
  dependencies: readonly string[]
  /** What `npm ci` installs also without the tools, as "name version". */
  audited: ReadonlySet<string>
}

/** The libraries that the bundler's list of licences names, each "## name - version (terms)". */
export const librariesIn = (list: string): Library[] =>
  [...list.matchAll(/^## (?<name>\S+) - (?<version>\d\S*) \((?<license>[^)]*)\)$/gm)].map(({ groups }) => ({
    name: groups?.name ?? '',
    version: groups?.version ?? '',
    license: groups?.license ?? '',
  }))

/** The packages that a source imports, without the path inside them. */
export const importedIn = (source: string): string[] =>
  [...source.matchAll(/(?:\bfrom |\bimport\(|^import )'(?<from>[^']+)'/gm)]
    .map(({ groups }) => groups?.from ?? '')
    .filter((from) => !AROUND.test(from))
    .map((from) => /^(?:@[^/]+\/)?[^/]+/.exec(from)?.[0] ?? from)

/** What is wrong, in words; nothing, as long as the audit sees exactly what runs. */
export function complaintsAboutLibraries({ bundled, imported, dependencies, audited }: Libraries): string[] {
  return [
    ...bundled
      .filter(({ license }) => !TERMS.has(license))
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

/** Of the project in `root`, which has to be built. Throws where it is not. */
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
