// The arrows of the house, as far as the linter cannot see them: which imports carry types alone.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const folder = join(import.meta.dirname, '..', '..', 'app', 'presence')

/** What any folder may take. */
const FOR_ALL = /^\.\.\/(?:reading\/|microsoft\/problem\.ts$|problem-kinds\.ts$)/

test.each(readdirSync(folder))('presence/%s takes from outside only types, readers and problems', (file) => {
  const source = readFileSync(join(folder, file), 'utf8')
  const outside = [...source.matchAll(/^import (?<what>.*?) from '(?<from>\.\.\/[^']+)'/gm)]
  for (const { groups } of outside) {
    if (!FOR_ALL.test(groups?.from ?? '')) expect(groups?.what, groups?.from).toMatch(/^type /)
  }
})

test('main.ts stays a table of contents', () => {
  const lines = readFileSync(join(folder, '..', 'main.ts'), 'utf8').split('\n')
  expect(lines.length).toBeLessThanOrEqual(140)
})
