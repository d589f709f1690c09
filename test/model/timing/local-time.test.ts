// Days and times in every zone, near clock changes and at other moments.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { dayOf, keptDays } from '../../../app/model/day.ts'
import { languageNames } from '../../../app/model/names.ts'
import { lengthEnd } from '../../../app/model/timing/length-end.ts'
import {
  dateNumber,
  hourCycles,
  isRepeatedHour,
  midnight,
  momentsOf,
  wallTime,
} from '../../../app/model/timing/local-time.ts'
import { piecesOf, placeOf, stripHours } from '../../../renderer/today/strip-layout.ts'
import { timeRange } from '../../../words/days.ts'
import { timeOfDay } from '../../../words/moments.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
const FIRST = Date.UTC(2000)
const LAST = Date.UTC(2038)

const zones = Intl.supportedValuesOf('timeZone')
/** Offsets of half hours and 45 minutes, a skipped midnight, changes of half, two and three hours, and a skipped date. */
const unusualZones = [
  ...['Asia/Kolkata', 'Asia/Kathmandu', 'America/Santiago', 'Africa/Cairo', 'Asia/Beirut', 'Asia/Amman'],
  ...['Australia/Lord_Howe', 'Antarctica/Troll', 'Antarctica/Casey', 'Pacific/Apia', 'America/St_Johns'],
  ...['America/Havana', 'America/Nuuk', 'Africa/Casablanca', 'Europe/Berlin', 'America/New_York'],
]

const offset = (at: number, zone: string) => wallTime(at, zone) - at

/** The first clock change in the year after `from`, to the minute; `from` if there is none. */
function changeAfter(from: number, zone: string): number {
  const steps = Array.from({ length: 26 }, (_, step) => from + step * 14 * DAY)
  let after = steps.find((at) => offset(at, zone) !== offset(from, zone))
  if (after === undefined) return from
  let before = after - 14 * DAY
  while (after - before > MINUTE) {
    const middle: number = before + Math.round((after - before) / 2 / MINUTE) * MINUTE
    if (offset(middle, zone) === offset(before, zone)) before = middle
    else after = middle
  }
  return after
}

const anyZone = fc.oneof(fc.constantFrom(...zones), fc.constantFrom(...unusualZones))
/** Half of them are within a day of a clock change. */
const somewhere = fc
  .tuple(
    anyZone,
    fc.integer({ min: FIRST / MINUTE, max: LAST / MINUTE }),
    fc.boolean(),
    fc.integer({ min: -24 * 60, max: 24 * 60 }),
  )
  .map(([zone, minute, nearChange, minutes]) => ({
    zone,
    now: (nearChange ? changeAfter(minute * MINUTE, zone) : minute * MINUTE) + minutes * MINUTE,
  }))
const everywhere = (numRuns: number, holds: (place: { zone: string; now: number }) => void) =>
  fc.assert(fc.property(somewhere, holds), {
    numRuns,
    examples: [
      [{ zone: 'Pacific/Apia', now: Date.parse('2011-12-29T20:00:00-10:00') }],
      [{ zone: 'Pacific/Apia', now: Date.parse('2012-01-03T20:00:00+14:00') }],
      // Half an hour after midnight the clocks of Newfoundland showed the previous day.
      [{ zone: 'America/St_Johns', now: Date.parse('2010-11-07T03:00:00Z') }],
      [{ zone: 'Antarctica/Casey', now: Date.parse('2010-03-05T00:10:00+11:00') }],
      [{ zone: 'Antarctica/Troll', now: Date.parse('2026-10-25T00:10:00+02:00') }],
    ],
  })

test('midnight is the first moment of its date', () => {
  everywhere(300, ({ zone, now }) => {
    for (const days of [0, 1, -3]) {
      const at = midnight(now, days, zone)
      expect(dateNumber(at, zone)).toBeGreaterThan(dateNumber(at - 1, zone))
    }
  })
})

test('today contains now, and the kept days follow each other without a gap', () => {
  everywhere(200, ({ zone, now }) => {
    const days = keptDays(now, zone)
    const [today] = days
    expect(today && today.start <= now && now < today.end).toBe(true)
    expect(days.slice(1).map(({ end }) => end)).toEqual(days.slice(0, -1).map(({ start }) => start))
    for (const { start, end } of days) expect(end).toBeGreaterThan(start)
    expect(lengthEnd('until-tomorrow', now, zone)).toBe(today?.end)
  })
})

test('the pieces of a day add up to its length, and the strip shows all of them', () => {
  everywhere(120, ({ zone, now }) => {
    const [day = { start: now, end: now }] = keptDays(now, zone)
    const known = { light: 'busy' as const, from: day.start - HOUR, until: day.start + HOUR }
    const again = { ...known, from: now, until: day.end + HOUR }
    const pieces = piecesOf(dayOf(known.until < now ? [known, again] : [known], day), day.end)
    expect(pieces.reduce((sum, { from, until }) => sum + until - from, 0)).toBe(day.end - day.start)
    for (const { from, until } of pieces) expect(from).toBeLessThanOrEqual(until)
    const strip = stripHours(day.start, pieces, zone, '22:00')
    expect([strip.from, strip.until]).toEqual([day.start, day.end])
    const places = strip.hours.map(({ at }) => placeOf(at, strip))
    expect(places).toEqual([...new Set(places)].sort((one, other) => one - other))
    const narrow = stripHours(day.start, [], zone, '22:00')
    expect(narrow.from).toBeLessThan(narrow.until)
  })
})

describe.each(hourCycles)('with %s', (hourCycle) => {
  test('no two minutes of a day have the same text', () => {
    everywhere(25, ({ zone, now }) => {
      const local = { timeZone: zone, hourCycle }
      const [day = { start: now, end: now }] = keptDays(now, zone)
      const minutes = Array.from({ length: 60 }, (_, step) => now + (step - 30) * 5 * MINUTE).filter(
        (at) => at >= day.start && at < day.end,
      )
      for (const language of languageNames) {
        expect(new Set(minutes.map((at) => timeOfDay(at, at, language, local))).size).toBe(minutes.length)
      }
    })
  })
})

test('only the times of a repeated hour have an offset', () => {
  everywhere(100, ({ zone, now }) => {
    const times = [timeOfDay(now, now, 'en', { timeZone: zone, hourCycle: 'h23' })]
    expect(times.filter((time) => time.includes('GMT'))).toEqual(isRepeatedHour(now, zone) ? times : [])
    const same = momentsOf(wallTime(now, zone), zone)
    expect(same).toContain(now)
    expect(new Set(same.map((at) => wallTime(at, zone))).size).toBe(1)
  })
})

test.each([
  ['Europe/Berlin', '2026-10-25T02:30:00+02:00', '2026-10-25T02:15:00+01:00', '02:30 GMT+2–02:15 GMT+1'],
  ['Europe/Berlin', '2026-10-25T01:30:00+02:00', '2026-10-25T02:15:00+02:00', '01:30–02:15 GMT+2'],
  ['Europe/Berlin', '2026-03-29T01:30:00+01:00', '2026-03-29T03:15:00+02:00', '01:30–03:15'],
  [
    'Australia/Lord_Howe',
    '2026-04-05T01:40:00+11:00',
    '2026-04-05T01:35:00+10:30',
    '01:40 GMT+11–01:35 GMT+10:30',
  ],
  ['America/Santiago', '2026-09-05T22:00:00-04:00', '2026-09-06T01:00:00-03:00', '22:00–24:00'],
  ['America/Santiago', '2026-04-04T23:30:00-03:00', '2026-04-05T00:00:00-04:00', '23:30 GMT-3–24:00'],
  ['Asia/Beirut', '2026-03-29T01:00:00+03:00', '2026-03-29T02:00:00+03:00', '01:00–02:00'],
])('in %s from %s to %s is %s', (timeZone, from, until, words) => {
  expect(timeRange(Date.parse(from), Date.parse(until), 'en', { timeZone, hourCycle: 'h23' })).toBe(words)
})
