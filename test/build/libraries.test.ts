// The checks of the bundled libraries.
import { readdirSync, readFileSync } from 'node:fs'
import { isBuiltin } from 'node:module'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import {
  complaintsAboutLibraries,
  importedIn,
  type Libraries,
  librariesIn,
  readLibraries,
} from '../../build/libraries.ts'
import { ensureBuilt } from '../../scripts/built.ts'

test('the audit covers exactly the bundled libraries, and their licences are allowed', async () => {
  await ensureBuilt()
  const libraries = readLibraries('.')
  expect(complaintsAboutLibraries(libraries)).toEqual([])
  // The libraries of the program and of the window, with their dependencies.
  expect(libraries.bundled.map(({ name }) => name)).toEqual(
    expect.arrayContaining(['@azure/msal-node', 'htmlparser2', 'react-dom', 'scheduler']),
  )
})

async function builtFiles(): Promise<string[]> {
  await ensureBuilt()
  return ['out/main', 'out/preload'].flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.c?js$/.test(name))
      .map((name) => readFileSync(join(folder, name), 'utf8')),
  )
}

test('no library takes the signals by which Electron quits', async () => {
  for (const file of await builtFiles()) expect(file).not.toMatch(/SIGTERM|SIGHUP|SIGINT/)
})

test('the bundles import only Electron, Node and each other, so no node_modules folder above them is used', async () => {
  const files = await builtFiles()
  const calls = /(?:\bfrom ?|\bimport ?\(?|\brequire\()(["'`])(?<name>@?[a-z][\w./:-]*)\1/g
  const names = files.flatMap((file) => [...file.matchAll(calls)].map(({ groups }) => groups?.name ?? ''))
  expect(names).toContain('electron')
  expect(names.filter((name) => name !== 'electron' && !isBuiltin(name))).toEqual([])
})

const sound: Libraries = {
  bundled: [
    { name: 'a', version: '1.0.0', license: 'MIT' },
    { name: '@b/c', version: '2.0.0', license: 'ISC' },
  ],
  imported: new Set(['a']),
  dependencies: ['a'],
  audited: new Set(['a 1.0.0', '@b/c 2.0.0']),
}

test.each<[what: string, weak: Partial<Libraries>, complaint: string]>([
  ['other terms', { bundled: [{ name: 'a', version: '1.0.0', license: 'GPL-3.0' }] }, 'a is under GPL-3.0'],
  ['no terms', { bundled: [{ name: 'a', version: '1.0.0', license: '' }] }, 'a is under no terms'],
  ['a tool that is bundled', { audited: new Set(['a 1.0.0']) }, 'the audit does not see @b/c 2.0.0'],
  ['another version', { audited: new Set(['a 1.0.0', '@b/c 2.0.1']) }, 'the audit does not see @b/c 2.0.0'],
  ['one left out', { dependencies: [] }, 'a is bundled and not in dependencies'],
  ['one too many', { dependencies: ['a', 'd'] }, 'd is in dependencies and not bundled'],
])('%s', (_what, weak, complaint) => {
  expect(complaintsAboutLibraries(sound)).toEqual([])
  expect(complaintsAboutLibraries({ ...sound, ...weak })).toEqual([complaint])
})

test('parses a list of licences, without the headings in licence texts', () => {
  const list = '# Licenses\n\n## @b/c - 2.0.0 (BlueOak-1.0.0)\n\n## Purpose\n\n## lazy - 1.0.5-rc (MIT)\n'
  expect(librariesIn(list)).toEqual([
    { name: '@b/c', version: '2.0.0', license: 'BlueOak-1.0.0' },
    { name: 'lazy', version: '1.0.5-rc', license: 'MIT' },
  ])
})

test('finds imported packages, without own files, Node and Electron', () => {
  const source = [
    "import { z } from 'zod'",
    "import type { X } from '@b/c/deep'",
    "import './style.css'",
    "import 'side-effect'",
    "const { a } = await import('late/part')",
    "import { join } from 'node:path'",
    "import { app } from 'electron'",
    "export { b } from '../b.ts'",
  ].join('\n')
  expect(importedIn(source)).toEqual(['zod', '@b/c', 'side-effect', 'late'])
})
