// The Retry-After header.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readRetryAfter } from '../../app/reading/retry-after.ts'

const now = Date.parse('2026-11-23T09:00:00Z')

test.each([
  ['120', 120_000],
  [' 5 ', 5000],
  ['2.128', 2128],
  ['0', 0],
  ['86400', 3_600_000],
  ['Mon, 23 Nov 2026 09:00:30 GMT', 30_000],
  ['Mon, 23 Nov 2026 08:00:00 GMT', 0],
  ['Tue, 24 Nov 2026 09:00:00 GMT', 3_600_000],
  ['Monday, 23-Nov-26 09:00:30 GMT', 30_000],
  ['Mon Nov 23 09:00:30 2026', 30_000],
  ['Sat Nov  7 09:00:30 2026', 0],
  ['120, 120', 120_000],
  ['60,120.5 , 0', 120_500],
  ['120, soon', null],
  ['120,', null],
  ['-1', null],
  ['1e3', null],
  ['soon', null],
  ['2026-11-23', null],
  ['Mon, 99 Foo 2026 99:99:99 GMT', null],
  ['Sun, 31 Feb 2027 24:61:00 GMT', null],
  [`${'9'.repeat(60)}`, 3_600_000],
  ['9'.repeat(1_000_000), null],
  ['', null],
  [undefined, null],
])('%s → %s ms', (header, ms) => {
  expect(readRetryAfter(header, now)).toBe(ms)
})

test('any header at any time is a wait of at most an hour, or null', () => {
  const number = fc.oneof(fc.double(), fc.integer()).map(String)
  const two = fc.integer({ min: 0, max: 99 }).map((value) => String(value).padStart(2, '0'))
  const day = fc.constantFrom('Mon', 'Tue', 'Sun', 'Foo')
  const month = fc.constantFrom('Jan', 'Feb', 'Nov', 'Dec', 'Foo')
  const year = fc.integer({ min: 0, max: 9999 }).map((value) => String(value).padStart(4, '0'))
  const date = fc
    .tuple(day, two, month, year, two, two, two)
    .map(([name, date, month, year, hour, minute, second]) => {
      return `${name}, ${date} ${month} ${year} ${hour}:${minute}:${second} GMT`
    })
  const clock = fc.oneof(fc.constant(now), fc.double({ noNaN: true }), fc.integer())
  fc.assert(
    fc.property(fc.oneof(number, date, fc.string()), clock, (header, nowMs) => {
      const ms = readRetryAfter(header, nowMs)
      expect(ms === null || (ms >= 0 && ms <= 3_600_000)).toBe(true)
    }),
    { numRuns: 2000 },
  )
})
