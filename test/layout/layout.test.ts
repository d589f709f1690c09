// What keeps the tree easy to enter, as far as the linter does not see it: which layers there are, how large a folder is,
// and how long the table of contents.
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, sep } from 'node:path'
import { expect, test } from 'vitest'
import { z } from 'zod'

const root = join(import.meta.dirname, '..', '..')
const read = (name: string): string => readFileSync(join(root, name), 'utf8')

const linted = z
  .object({ overrides: z.array(z.object({ includes: z.array(z.string()) })) })
  .parse(JSON.parse(read('biome.json')))
  .overrides.flatMap(({ includes }) => includes)

const files = ['app', 'renderer', 'words', 'build', 'simulator', 'bench', 'scripts', 'docs', 'test'].flatMap(
  (folder) =>
    readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => relative(root, join(parentPath, name)).replaceAll(sep, '/')),
)

test('each layer has a rule about what it may import', () => {
  const layers = [...new Set(files.flatMap((name) => /^app\/[^/]+\//.exec(name) ?? []))].map(
    (layer) => `${layer}**`,
  )
  expect(layers.filter((layer) => !linted.includes(layer))).toEqual([])
  expect(linted.filter((layer) => layer.startsWith('app/') && !layers.includes(layer))).toEqual([])
})

test('no folder has more than 20 files', () => {
  const counts = new Map<string, number>()
  for (const folder of files.map(dirname)) counts.set(folder, (counts.get(folder) ?? 0) + 1)
  expect([...counts].filter(([, count]) => count > 20)).toEqual([])
})

test('main.ts stays a table of contents', () => {
  expect(read('app/main.ts').split('\n').length).toBeLessThanOrEqual(140)
})
