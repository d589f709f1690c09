// The accessibility statement has every criterion of WCAG 2.2, levels A and AA, once, each with its test.
import { expect, test } from 'vitest'
import { readPage, tablesOf } from './markdown.ts'

/** "Web Content Accessibility Guidelines (WCAG) 2.2"; 4.1.1 is obsolete. */
const criteria = {
  A: '1.1.1 1.2.1 1.2.2 1.2.3 1.3.1 1.3.2 1.3.3 1.4.1 1.4.2 2.1.1 2.1.2 2.1.4 2.2.1 2.2.2 2.3.1 2.4.1 2.4.2 2.4.3 2.4.4 2.5.1 2.5.2 2.5.3 2.5.4 3.1.1 3.2.1 3.2.2 3.2.6 3.3.1 3.3.2 3.3.7 4.1.2',
  AA: '1.2.4 1.2.5 1.3.4 1.3.5 1.4.3 1.4.4 1.4.5 1.4.10 1.4.11 1.4.12 1.4.13 2.4.5 2.4.6 2.4.7 2.4.11 2.5.7 2.5.8 3.1.2 3.2.3 3.2.4 3.3.3 3.3.4 3.3.8 4.1.3',
}

const tables = tablesOf(readPage('docs/accessibility.md'), 'criterion', 'result')

test.each([
  ['A', 0],
  ['AA', 1],
] as const)('level %s', (level, table) => {
  const numbers = (tables[table] ?? []).map(([criterion = '']) => criterion.split(' ')[0])
  expect(numbers).toEqual(criteria[level].split(' '))
})

test('each criterion has a result, and a test or the words that it has none', () => {
  const rows = tables.flat()
  const wrong = rows.filter(([, result = '', , tested = '']) => {
    if (result === 'not applicable') return tested !== ''
    const isTested = /^(`test\/[\w./-]+\.test\.ts`(, )?)+$/.test(tested)
    return !['met', 'partly'].includes(result) || !(isTested || tested === 'not tested')
  })
  expect(wrong).toEqual([])
})
