// Where JSON ends: the same verdict as JSON.parse, and the line on which somebody has to look.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { lineOfJsonEnd } from '../../app/storage/json-end.ts'

test.each([
  ['a missing comma', '{\n  "a": 1\n  "b": 2\n}', 3],
  ['a comma too many', '{\n  "a": 1,\n}', 3],
  ['a comma too many in a list', '[\n1,\n]', 3],
  ['a value that is none', '{\n  "a": yes,\n  "b": yes\n}', 2],
  ['single quotes', "{\n\n  'a': 1\n}", 3],
  ['a comment', '{\n  // who knows\n  "a": 1\n}', 2],
  ['a text that is not closed', '{\n  "a": "b\n}', 2],
  ['a tab in a text', '["a\tb"]', 1],
  ['a number with a leading zero', '[\n01]', 2],
  ['a brace that is not closed', '{\n  "a": 1\n', 2],
  ['brackets that cross', '[{\n]}', 2],
  ['two values', '{}\n{}', 2],
  ['a comma after all', '{}\r\n,', 2],
  ['nothing', '', 1],
  ['blanks', ' \n ', 1],
])('%s is told with its line', (_what, text, line) => {
  expect(() => JSON.parse(text)).toThrow()
  expect(lineOfJsonEnd(text)).toBe(line)
})

const RUNS = 2000
test(`all JSON is whole, and what is broken is so to JSON.parse too (${RUNS} texts tried twice)`, () => {
  const isJson = (text: string) => {
    try {
      JSON.parse(text)
      return true
    } catch {
      return false
    }
  }
  fc.assert(
    fc.property(fc.json(), fc.nat(), fc.string({ maxLength: 2 }), (json, place, other) => {
      expect(lineOfJsonEnd(json)).toBeNull()
      const at = place % (json.length + 1)
      const changed = json.slice(0, at) + other + json.slice(at + other.length)
      expect(lineOfJsonEnd(changed) === null, changed).toBe(isJson(changed))
    }),
    { numRuns: RUNS },
  )
})
