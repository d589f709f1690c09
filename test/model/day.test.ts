// Days of the history: their bounds, their totals, and the current light.
import { describe, expect, test } from 'vitest'
import {
  type Confirmed,
  confirmedIn,
  DAYS_KEPT,
  dayOf,
  extendedToConfirmed,
  keptDays,
  totalsOf,
} from '../../app/model/day.ts'
import type { LitName } from '../../app/model/light.ts'
import type { AccountView } from '../../app/model/state.ts'
import type { Timeline } from '../../app/model/timeline.ts'
import { wallTime } from '../../app/model/timing/local-time.ts'
import { following, presence, signedIn } from './states.ts'

const HOUR = 3_600_000
const span = (light: LitName, from: number, until: number) => ({ light, from, until })

describe('the kept days', () => {
  /** Local days, mostly with a clock change, and their lengths in hours. */
  const changes: [zone: string, now: string, firstMoment: string, hours: number][] = [
    ['Europe/Berlin', '2026-03-29T12:00:00+02:00', '2026-03-29T00:00:00+01:00', 23],
    ['Europe/Berlin', '2026-10-25T23:59:00+01:00', '2026-10-25T00:00:00+02:00', 25],
    ['America/New_York', '2026-11-01T00:00:00-04:00', '2026-11-01T00:00:00-04:00', 25],
    // A change of half an hour, and one that skips 0:00.
    ['Australia/Lord_Howe', '2026-04-05T12:00:00+10:30', '2026-04-05T00:00:00+11:00', 24.5],
    ['America/Santiago', '2026-09-06T12:00:00-03:00', '2026-09-06T01:00:00-03:00', 23],
    ['Asia/Kolkata', '2026-11-23T12:00:00+05:30', '2026-11-23T00:00:00+05:30', 24],
  ]
  test.each(changes)('in %s at %s begin with a day since %s of %s hours', (zone, now, firstMoment, hours) => {
    const [day] = keptDays(Date.parse(now), zone)
    expect(day).toEqual({
      start: Date.parse(firstMoment),
      end: Date.parse(firstMoment) + hours * HOUR,
    })
  })

  test('are today and the fortnight before, without gaps', () => {
    for (let now = Date.parse('2026-01-01T10:00Z'); now < Date.parse('2027-01-01T10:00Z'); now += 7 * HOUR) {
      const days = keptDays(now, 'Europe/Berlin')
      expect(days).toHaveLength(DAYS_KEPT + 1)
      expect(
        days.filter(({ start }) => new Date(wallTime(start, 'Europe/Berlin')).getUTCHours() !== 0),
      ).toEqual([])
      expect(days.slice(1).map(({ end }) => end)).toEqual(days.slice(0, -1).map(({ start }) => start))
    }
  })
})

test('a day has its spans, cut at its bounds', () => {
  const timeline = [
    span('away', -5, 10),
    span('available', 10, 30),
    span('busy', 40, 100),
    span('offline', 100, 120),
  ]
  expect(dayOf(timeline, { start: 0, end: 100 })).toEqual([
    span('away', 0, 10),
    span('available', 10, 30),
    span('busy', 40, 100),
  ])
  expect(dayOf(timeline, { start: 30, end: 40 })).toEqual([])
})

test('totals are the sums of each light, longest first', () => {
  const timeline = [
    span('busy', 0, 10),
    span('in-a-call', 10, 25),
    span('busy', 30, 40),
    span('away', 50, 50),
  ]
  expect(totalsOf(timeline)).toEqual([
    { light: 'busy', ms: 20 },
    { light: 'in-a-call', ms: 15 },
  ])
})

describe('the confirmed light', () => {
  const busy = following(presence('Busy'), 1000)
  const at = 61_000
  const cases: [name: string, state: AccountView, confirmed: Confirmed | null][] = [
    ['a light', busy, { light: 'busy', at }],
    ['its out-of-office variant', following(presence('Busy', 'Busy', true), 1000), { light: 'busy-oof', at }],
    [
      'unknown if Microsoft does not know it',
      following(presence('PresenceUnknown'), 1000),
      { light: 'unknown', at },
    ],
    ['none before the first answer', signedIn, null],
    ['none when stale', { ...busy, following: { ...busy.following, stale: true } }, null],
    ['none when paused', { ...busy, pausedUntil: 5 }, null],
    ['none when signed out', { ...busy, session: { kind: 'signed-out', problem: null } }, null],
    [
      'none when the user has to act',
      {
        ...busy,
        following: { ...busy.following, problem: { kind: 'sign-in-needed', next: 'person', code: null } },
      },
      null,
    ],
    ['none when the demo shows a pause', { ...busy, session: { kind: 'demo', pretending: 'paused' } }, null],
    ['none when the history is off', { ...busy, settings: { ...busy.settings, keepHistory: false } }, null],
  ]
  test.each(cases)('is %s', (_, state, confirmed) => expect(confirmedIn(state)).toEqual(confirmed))
})

describe('the span of the current light', () => {
  const timeline = [span('away', 0, 10), span('busy', 10, 10)]
  const cases: [name: string, timeline: Timeline, confirmed: Confirmed | null, last: number | undefined][] = [
    ['is extended to the last answer', timeline, { light: 'busy', at: 95 }, 95],
    ['stays without a confirmed light', timeline, null, 10],
    ['stays if another light has begun', timeline, { light: 'away', at: 95 }, 10],
    ['is never shortened', [span('busy', 10, 100)], { light: 'busy', at: 95 }, 100],
    ['does not begin in an empty timeline', [], { light: 'busy', at: 95 }, undefined],
  ]
  test.each(cases)('%s', (_, given, confirmed, last) => {
    expect(extendedToConfirmed(given, confirmed).at(-1)?.until).toBe(last)
  })

  test('is the last one of that light, also if it began after the answer: the gap before it stays', () => {
    const gap = [span('available', 9, 12), span('available', 16, 16)]
    for (const at of [9, 11, 12, 13, 15, 16])
      expect(extendedToConfirmed(gap, { light: 'available', at })).toEqual(gap)
    expect(extendedToConfirmed(gap, { light: 'available', at: 17 }).at(-1)).toEqual(span('available', 16, 17))
  })

  test('ends at a span that was recorded while the clock was ahead', () => {
    const ahead = [span('busy', 10, 20), span('away', 50, 70)]
    expect(extendedToConfirmed(ahead, { light: 'busy', at: 40 })).toEqual([
      span('busy', 10, 40),
      span('away', 50, 70),
    ])
    expect(extendedToConfirmed(ahead, { light: 'busy', at: 60 })).toEqual(ahead)
  })
})
