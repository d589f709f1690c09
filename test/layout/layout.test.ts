// What keeps the tree easy to enter, as far as the linter does not see it: which layers there are, how large a folder is,
// and how long the table of contents.
import { dirname } from 'node:path'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { namesAtTheTop, projectFiles, readProjectFile } from '../support/project-files.ts'

const linted = z
  .object({ overrides: z.array(z.object({ includes: z.array(z.string()) })) })
  .parse(JSON.parse(readProjectFile('biome.json')))
  .overrides.flatMap(({ includes }) => includes)

const files = projectFiles(
  'app',
  'renderer',
  'words',
  'build',
  'simulator',
  'bench',
  'scripts',
  'docs',
  'test',
)

test('each layer has a rule about what it may import', () => {
  const layers = [...new Set(files.flatMap((name) => /^app\/[^/]+\//.exec(name) ?? []))].map(
    (layer) => `${layer}**`,
  )
  expect(layers.filter((layer) => !linted.includes(layer))).toEqual([])
  expect(linted.filter((layer) => layer.startsWith('app/') && !layers.includes(layer))).toEqual([])
})

test('every file can be checked out on Windows', () => {
  // "Naming Files, Paths, and Namespaces", reserved characters.
  const names = [...projectFiles('.github', '.ci'), ...files, ...namesAtTheTop()]
  expect(names.filter((name) => /[<>:"|?*\\]|[. ]$/.test(name))).toEqual([])
})

test('no folder has more than 20 files', () => {
  const counts = new Map<string, number>()
  for (const folder of files.map(dirname)) counts.set(folder, (counts.get(folder) ?? 0) + 1)
  expect([...counts].filter(([, count]) => count > 20)).toEqual([])
})

test('main.ts stays a table of contents', () => {
  expect(readProjectFile('app/main.ts').split('\n').length).toBeLessThanOrEqual(250)
})

test('tests that run at once poll by their own expect', () => {
  // "Concurrent tests": the global one loses its test when another has ended.
  const sources = files
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => [name, readProjectFile(name)] as const)
  const found = sources.filter(([, text]) => text.includes('.concurrent') && /\bexpect\.poll\(/.test(text))
  expect(found.map(([name]) => name)).toEqual([])
})
