// docs/security.md is held to the tests it names.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { checklist } from '../security/checklist.ts'
import { codeIn, readPage, tablesOf } from './markdown.ts'

const root = join(import.meta.dirname, '..', '..')
const page = readPage('docs/security.md')
const [items = []] = tablesOf(page, 'item', 'recommendation')
const [attacks = []] = tablesOf(page, 'attacker', 'attack')

/** The texts that calls begin with, among them what a file calls its tests. */
const textsIn = (file: string): string[] =>
  [...file.matchAll(/\(\s*(['`])(?<text>.*?)\1/g)].map(({ groups }) => groups?.text ?? '')

test('each item of the checklist is on the page, in its words', () => {
  const asked = Object.entries(checklist).map(([number, { title }]) => [number, title])
  expect(items.map(([number, title]) => [number, title])).toEqual(asked)
  expect(items.filter(([, , does]) => !does)).toEqual([])
})

test('every file that the page names is there', () => {
  const named = [...page.matchAll(/`(test\/[\w./-]+)`/g)].map(([, path = '']) => path)
  expect(named.length).toBeGreaterThan(20)
  expect(named.filter((path) => !existsSync(join(root, path)))).toEqual([])
  expect(
    items.map(([, , , by]) => by).filter((by) => by !== '' && !existsSync(join(root, codeIn(by)))),
  ).toEqual([])
})

test.each(attacks.map(([, what = '', , tests = '']) => ({ what, tests })))(
  '$what: its tests are there',
  ({ tests }) => {
    const [, path = '', names = ''] = /^`([^`]+)`: (.+)$/.exec(tests) ?? []
    const quoted = [...names.matchAll(/"([^"]+)"/g)].map(([, name = '']) => name)
    expect(quoted).not.toEqual([])
    const file = readPage(path)
    const missing = quoted.filter((name) => !textsIn(file).some((text) => text.startsWith(name)))
    expect(missing).toEqual([])
  },
)
