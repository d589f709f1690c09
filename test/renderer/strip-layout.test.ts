// The layout of the strip, in UTC unless a test names another zone.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Span } from '../../app/model/timeline.ts'
import { piecesOf, placeOf, stripHours } from '../../renderer/today/strip-layout.ts'

const DAY = Date.parse('2026-11-23T00:00:00Z')
const at = (hours: number) => DAY + hours * 3_600_000
const span = (from: number, until: number): Span => ({ light: 'busy', from: at(from), until: at(until) })
const hoursOf = (moments: readonly number[]) => moments.map((moment) => (moment - DAY) / 3_600_000)

describe('pieces', () => {
  test.each<[name: string, spans: Span[], until: number | null, pieces: string[]]>([
    ['nothing', [], null, []],
    ['nothing up to now', [], 10, []],
    ['spans that touch', [span(9, 10), span(10, 11)], null, ['busy 9–10', 'busy 10–11']],
    ['a gap between', [span(9, 10), span(11, 12)], null, ['busy 9–10', 'null 10–11', 'busy 11–12']],
    ['a gap at the end', [span(9, 10)], 12, ['busy 9–10', 'null 10–12']],
    ['a gap too short to show', [span(9, 10), span(10.01, 11)], 11.01, ['busy 9–10', 'busy 10.01–11']],
  ])('%s', (_name, spans, until, pieces) => {
    const found = piecesOf(spans, until === null ? null : at(until))
    expect(
      found.map(({ light, ...piece }) => `${light} ${hoursOf([piece.from, piece.until]).join('–')}`),
    ).toEqual(pieces)
  })
})

describe('hours', () => {
  test.each([
    ['an ordinary day', 9, 17, [8, 10, 12, 14, 16, 18]],
    ['an early riser', 6.5, 17, [6, 8, 10, 12, 14, 16, 18]],
    ['a late evening', 9, 21.2, [9, 12, 15, 18, 21]],
    ['a night shift', 0, 24, [0, 4, 8, 12, 16, 20, 24]],
  ])('%s', (_name, from, until, hours) => {
    expect(stripHours(DAY, [span(from, until)], 'UTC', '22:00').hours.map(({ hour }) => hour)).toEqual(hours)
  })

  test.each([
    ['an ordinary day', 9, 17, [9, 12, 15, 18]],
    ['a night shift', 0, 24, [0, 6, 12, 18, 24]],
  ])('%s, with long labels', (_name, from, until, hours) => {
    const strip = stripHours(DAY, [span(from, until)], 'UTC', '午後10時')
    expect(strip.hours.map(({ hour }) => hour)).toEqual(hours)
  })

  test('every piece is in the strip, and no more hours have a label than fit', () => {
    const hour = fc.double({ min: 0, max: 24, noNaN: true })
    const labels = { '22:00': 7, '10 pm': 7, 午後10時: 5 }
    fc.assert(
      fc.property(hour, hour, fc.constantFrom(...Object.entries(labels)), (one, other, [label, most]) => {
        const piece = span(Math.min(one, other), Math.max(one, other))
        const strip = stripHours(DAY, [piece], 'UTC', label)
        expect(strip.from).toBeLessThanOrEqual(piece.from)
        expect(strip.until).toBeGreaterThanOrEqual(piece.until)
        expect(strip.hours.length).toBeLessThanOrEqual(most)
      }),
    )
  })

  test('an hour that occurs twice or not at all has no label', () => {
    const labels = (date: string, from: string, until: string) =>
      stripHours(
        Date.parse(date),
        [{ light: 'busy', from: Date.parse(from), until: Date.parse(until) }],
        'Europe/Berlin',
        '22:00',
      ).hours.map(({ hour }) => hour)
    const autumn = labels('2026-10-25T00:00+02:00', '2026-10-25T01:30+02:00', '2026-10-25T12:00+01:00')
    expect(autumn).toEqual([3, 6, 9, 12, 15, 18])
    const night = labels('2026-10-25T00:00+02:00', '2026-10-25T02:30+02:00', '2026-10-25T12:00+01:00')
    expect(night).toEqual([3, 6, 9, 12, 15, 18])
    const spring = labels('2026-03-29T00:00+01:00', '2026-03-29T01:30+01:00', '2026-03-29T12:00+02:00')
    expect(spring).toEqual([3, 6, 9, 12, 15, 18])
    const santiago = stripHours(
      Date.parse('2026-09-06T01:00-03:00'),
      [
        {
          light: 'busy',
          from: Date.parse('2026-09-06T01:00-03:00'),
          until: Date.parse('2026-09-07T00:00-03:00'),
        },
      ],
      'America/Santiago',
      '22:00',
    )
    expect(santiago.hours.map(({ hour }) => hour)).toEqual([4, 8, 12, 16, 20, 24])
    expect(santiago.from).toBe(Date.parse('2026-09-06T01:00-03:00'))
  })

  test('positions are per cent of the strip', () => {
    const strip = stripHours(DAY, [], 'UTC', '22:00')
    expect([8, 13, 18, 3].map((hours) => placeOf(at(hours), strip))).toEqual([0, 50, 100, 0])
  })
})
