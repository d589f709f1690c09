// Text from outside in one line.
import { expect, test } from 'vitest'
import { oneLine } from '../../app/reading/one-line.ts'

test.each([
  ['breaks and tabs become spaces', 'Busy\r\nuntil\tnoon\u2028today', 'Busy until noon today'],
  ['no control characters', 'Bu\u0000sy\u001B[31m\u0007', 'Busy[31m'],
  ['no marks that change the direction', '\u202Egnp.exe\u202C \u2066a\u2069\u200F\u061C', 'gnp.exe a'],
  ['no lone surrogates', 'a\uD83D b\uDE00', 'a b'],
  ['right-to-left names stay', 'אדל ואנס', 'אדל ואנס'],
  ['joiners stay', 'می\u200Cخواهم 👩\u200D💻', 'می\u200Cخواهم 👩\u200D💻'],
])('%s', (_name, text, line) => {
  expect(oneLine(text)).toBe(line)
})
