// The error number in the text of an Entra page that the user typed or pasted.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { entraNumbersIn } from '../../app/reading/numbers-on-page.ts'

const page = `Sorry, but we’re having trouble signing you in.

AADSTS50011: The redirect URI 'http://localhost:49152' specified in the request does not match the redirect URIs
configured for the application '11111111-2222-4333-8444-555555555555'.

Troubleshooting details
Request Id: 6e6f3a5e-98f1-4a6b-b0f1-0123456789ab
Correlation Id: 12345678-1234-4123-8123-123456789012
Timestamp: 2026-11-23T10:45:00Z
Message: AADSTS50011: The redirect URI does not match.`

const details = `Error Code: 50105
Request Id: 6e6f3a5e-98f1-4a6b-b0f1-0123456789ab
Correlation Id: 12345678-1234-4123-8123-123456789012
Timestamp: 2026-11-23T10:45:00.123Z
IP address: 10.20.30.40
App id: 11111111-2222-4333-8444-555555555555`

test.each<[text: string, numbers: number[]]>([
  ['AADSTS50011', [50011]],
  ['50011', [50011]],
  [' 50011. ', [50011]],
  ['aadsts50011:', [50011]],
  ['AADSTS 50011', [50011]],
  ['AADSTS: 50011', [50011]],
  ['AADSTS-50011', [50011]],
  ['ＡＡＤＳＴＳ５００１１', [50011]],
  ['٥٠٠١١', [50011]],
  ['AADSTS۵۰۰۱۱', [50011]],
  ['Error code 9002332', [9002332]],
  ['Fehlercode: 700016', [700016]],
  ['(AADSTS7000218)', [7000218]],
  ['AADSTS(50011)', [50011]],
  ['AADSTS=50011', [50011]],
  ['AADSTS_50011', [50011]],
  ['AADSTS – 50011', [50011]],
  ['AADSTS\u200b50011', [50011]],
  ['AADSTS error 50011', [50011]],
  ['AADSTS code: 50011.', [50011]],
  [page, [50011]],
  [page.replaceAll('\n', ''), [50011]],
  [details, [50105]],
  ['AADSTS65001 and AADSTS90094', [65001, 90094]],
  ['Request 12345 met AADSTS90002', [90002]],
  ['', []],
  ['AADSTS', []],
  ['AADSTS12', []],
  ['no number', []],
  ['2026-11-23T10:45:00Z', []],
  ['6e6f3a5e-98f1-4a6b-b0f1-012345678901', []],
  ['1'.repeat(20_000), []],
])('%j → %j', (text, numbers) => {
  expect(entraNumbersIn(text)).toEqual(numbers)
})

test('a number with AADSTS is found in any text, and no other number', () => {
  const around = fc
    .string({ unit: 'binary', maxLength: 200 })
    .filter((text) => !/AADSTS/i.test(text.normalize('NFKC')))
  const number = fc.integer({ min: 1000, max: 9_999_999_999 })
  fc.assert(
    fc.property(around, number, around, (before, value, after) => {
      fc.pre(!/^\p{Nd}/u.test(after.normalize('NFKC')))
      expect(entraNumbersIn(`${before}AADSTS${value} ${after}`)).toEqual([value])
    }),
  )
})

test('never throws, and takes linear time', () => {
  for (const piece of ['AADSTS', '1', '12345 ', 'AADSTS ', '1.', '\u0661'])
    expect(entraNumbersIn(piece.repeat(20_000 / piece.length)).length).toBeLessThan(2)
})
