// The published table of Entra's numbers is what the program goes by.
import { expect, test } from 'vitest'
import { causeNames, entraCauses } from '../../app/model/problems/entra-numbers.ts'
import { withEntraNumbers } from '../../scripts/entra-number-table.ts'
import { readPage, tablesOf } from './markdown.ts'

const page = readPage('docs/administrators.md')

test('docs/administrators.md has the table of now (else: npm run entra-numbers)', () => {
  expect(page).toBe(withEntraNumbers(page))
})

test('the table has every number once, with words', () => {
  const [rows = []] = tablesOf(page, 'number', 'message')
  const numbers = rows.flatMap(([cell = '']) => cell.split(', ').map(Number))
  expect(numbers).toEqual(causeNames.flatMap((name) => [...entraCauses[name].numbers]))
  for (const [, message, meaning, where] of rows)
    for (const cell of [message, meaning, where]) expect(cell).toMatch(/\S/)
})

test('a page without a place for it is no page for it', () => {
  expect(() => withEntraNumbers('# A page')).toThrow()
})
