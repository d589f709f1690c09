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
  ['-1', null],
  ['1e3', null],
  ['soon', null],
  ['2026-11-23', null],
  ['', null],
  [undefined, null],
])('%s → %s ms', (header, ms) => {
  expect(readRetryAfter(header, now)).toBe(ms)
})
