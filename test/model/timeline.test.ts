// The timeline that is read from records, and the records that are written for it.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { dayOf, extendedToConfirmed } from '../../app/model/day.ts'
import { type LitName, litNames } from '../../app/model/light.ts'
import {
  type LightRecord,
  nothingRecorded,
  recordsOf,
  type Timeline,
  timelineOf,
  withRecord,
  withRecords,
} from '../../app/model/timeline.ts'

const fold = (records: readonly LightRecord[]) => records.reduce(withRecord, nothingRecorded)

/** Parses records in minutes: `10 busy`, `12` for nothing known, `0-60 away` for compacted ones. */
function read(text: string): LightRecord[] {
  return text.split(', ').map((part) => {
    const [, at, until, light] = /^(\d+)(?:-(\d+))? ?(.*)$/.exec(part) ?? []
    return {
      at: Number(at) * 60_000,
      light: litNames.find((name) => name === light) ?? null,
      ...(until ? { until: Number(until) * 60_000 } : {}),
    }
  })
}
const written = (timeline: Timeline) =>
  timeline.map(({ light, from, until }) => `${from / 60_000}-${until / 60_000} ${light}`).join(', ')

const cases: [name: string, records: string, timeline: string][] = [
  ['a light that has just begun', '10 busy', '10-10 busy'],
  ['repeated records extend it', '10 busy, 15 busy, 20 busy', '10-20 busy'],
  ['another light ends it', '10 busy, 15 busy, 17 away', '10-17 busy, 17-17 away'],
  ['a null ends it', '10 busy, 15 busy, 17', '10-17 busy'],
  ['a null before the last record', '10 busy, 15 busy, 20 busy, 17', '10-17 busy'],
  ['a null at its beginning', '10 busy, 15 busy, 10', ''],
  ['the computer slept', '10 busy, 15 busy, 26 busy, 30 busy', '10-15 busy, 26-30 busy'],
  [
    'the computer slept, and the light had changed',
    '10 busy, 15 busy, 90 away, 91',
    '10-15 busy, 90-91 away',
  ],
  ['the program was killed and started again at once', '10 busy, 15 busy, 25 busy', '10-25 busy'],
  ['the program quit and was started again at once', '10 busy, 15, 16 busy, 20', '10-15 busy, 16-20 busy'],
  ['compacted records', '10-60 busy, 60, 65-90 away', '10-60 busy, 65-90 away'],
  ['compacted records and new ones', '10-60 busy, 65 busy, 66 away', '10-66 busy, 66-66 away'],
  ['the clock was set back', '60 busy, 65 busy, 10 away, 15 away', '10-15 away, 60-65 busy'],
  [
    'two records of one time: the later one replaces the earlier one for its duration',
    '10 busy, 20 busy, 30 busy, 12 away, 16 away, 16',
    '10-12 busy, 12-16 away, 16-30 busy',
  ],
  ['a null of an earlier time', '60 busy, 65 busy, 10', '60-65 busy'],
  ['only nulls', '5, 10, 7', ''],
]

test.each(cases)('%s', (_, records, timeline) => {
  expect(written(timelineOf(fold(read(records))))).toBe(timeline)
})

const lights = fc.constantFrom<LitName[]>('available', 'busy', 'in-a-call', 'away')
const moments = fc
  .oneof(fc.integer({ min: 0, max: 200 }), fc.integer({ min: -1e6, max: 1e6 }))
  .map((m) => m * 60_000)
const anyRecord: fc.Arbitrary<LightRecord> = fc.oneof(
  fc.record({ at: moments, light: fc.option(lights) }),
  fc.record({ at: moments, light: fc.option(lights), until: moments }),
)
const anyRecords = fc.array(anyRecord, { maxLength: 60 })

function isInOrder(timeline: Timeline) {
  for (const [place, { from, until }] of timeline.entries()) {
    expect(until).toBeGreaterThanOrEqual(from)
    expect(from).toBeGreaterThanOrEqual(timeline[place - 1]?.until ?? from)
  }
}

describe('any records', () => {
  test('the spans are in order of time and do not overlap', () => {
    fc.assert(
      fc.property(anyRecords, moments, lights, (records, at, light) => {
        const timeline = timelineOf(fold(records))
        isInOrder(timeline)
        expect(timeline.filter(({ from, until }) => from === until).length).toBeLessThanOrEqual(1)
        isInOrder(extendedToConfirmed(timeline, { light, at }))
      }),
    )
  })

  test('spans begin and end only at moments in the records', () => {
    fc.assert(
      fc.property(anyRecords, (records) => {
        const moments = records.flatMap(({ at, until }) => [at, until ?? at])
        for (const { from, until } of timelineOf(fold(records))) {
          expect(moments).toContain(from)
          expect(moments).toContain(until)
        }
      }),
    )
  })

  test('the spans of a day are within its bounds', () => {
    fc.assert(
      fc.property(anyRecords, moments, moments, (records, one, other) => {
        const day = { start: Math.min(one, other), end: Math.max(one, other) }
        const timeline = dayOf(timelineOf(fold(records)), day)
        isInOrder(timeline)
        for (const { from, until } of timeline) {
          expect(from).toBeGreaterThanOrEqual(day.start)
          expect(until).toBeLessThanOrEqual(day.end)
        }
      }),
    )
  })

  test('the smallest list of records has the same result, also with further records', () => {
    fc.assert(
      fc.property(anyRecords, anyRecord, (records, next) => {
        const all = fold(records)
        const fewest = recordsOf(all)
        expect(fold(fewest)).toEqual(all)
        expect(fold([...fewest, next])).toEqual(withRecord(all, next))
        expect(recordsOf(fold(fewest))).toEqual(fewest)
      }),
    )
  })

  test('a light that ends and begins again at one moment stays two spans', () => {
    const records: LightRecord[] = [
      { at: 0, light: 'available', until: 60_000 },
      { at: 60_000, light: null },
      { at: 60_000, light: 'available' },
    ]
    expect(fold(recordsOf(fold(records)))).toEqual(fold(records))
  })

  test('adding them at once has the same result as one by one, and does not change the argument', () => {
    fc.assert(
      fc.property(anyRecords, anyRecords, (before, more) => {
        const lights = fold(before)
        const copy = structuredClone(lights)
        expect(withRecords(lights, more)).toEqual(more.reduce(withRecord, lights))
        expect(lights).toEqual(copy)
      }),
    )
  })

  test('reading a hundred thousand takes linear time: quadratic time would be minutes', () => {
    const records = Array.from({ length: 100_000 }, (_, number): LightRecord => {
      return { at: number * 1000, light: number % 2 === 0 ? 'busy' : 'away' }
    })
    expect(timelineOf(withRecords(nothingRecorded, records))).toHaveLength(100_000)
  })

  test('a repeated record changes nothing', () => {
    fc.assert(
      fc.property(anyRecords, anyRecord, (records, last) => {
        const { light, at } = last
        const once = fold([...records, { light, at }])
        expect(timelineOf(withRecord(once, { light, at }))).toEqual(timelineOf(once))
      }),
    )
  })
})
