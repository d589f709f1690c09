// How long a status lasts, also when the clocks change.
import { describe, expect, test } from 'vitest'
import type { StatusLength } from '../../app/model/names.ts'
import { statusEnd } from '../../app/model/status-choice.ts'

const HOUR = 3_600_000

describe('the end of a status', () => {
  test.each<[StatusLength, number | null]>([
    ['30-min', HOUR / 2],
    ['1-h', HOUR],
    ['2-h', 2 * HOUR],
    ['until-changed', null],
  ])('%s', (length, lasts) => {
    const now = Date.parse('2026-11-23T10:42:00Z')
    expect(statusEnd(length, now, 'UTC')).toBe(lasts === null ? null : now + lasts)
  })

  // The clocks go back at 01:00 UTC on 25 October 2026, and forward on 29 March; in New York on 1 November and 8 March.
  test.each([
    ['Europe/Berlin', 'autumn', '2026-10-25T00:30:00+02:00', 24.5],
    ['Europe/Berlin', 'after the change', '2026-10-25T03:30:00+01:00', 20.5],
    ['Europe/Berlin', 'spring', '2026-03-29T00:30:00+01:00', 22.5],
    ['America/New_York', 'autumn', '2026-11-01T00:00:00-04:00', 25],
    ['America/New_York', 'spring', '2026-03-08T00:00:00-05:00', 23],
    // The day begins at 01:00: the clocks skip midnight.
    ['America/Santiago', 'midnight skipped', '2026-09-05T12:00:00-04:00', 12],
    ['Asia/Tokyo', 'no change', '2026-10-25T09:00:00+09:00', 15],
  ])('%s, %s: the day ends after this many real hours', (zone, _season, at, hours) => {
    const now = Date.parse(at)
    expect(statusEnd('end-of-day', now, zone)).toBe(now + hours * HOUR)
  })

  test.each(['2026-10-25T02:30:00+02:00', '2026-03-29T01:30:00+01:00'])(
    'an hour is an hour while the clocks change: %s',
    (at) => {
      expect(statusEnd('1-h', Date.parse(at), 'Europe/Berlin')).toBe(Date.parse(at) + HOUR)
    },
  )
})
