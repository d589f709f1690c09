// The hours of an external output, by what the clocks show.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Schedule } from '../../app/model/external-outputs/external-output.ts'
import { isWithinHours, untilNextMinute } from '../../app/model/external-outputs/schedule.ts'

const office = { from: 9 * 60, until: 17 * 60 + 30 }
const weekdays: Schedule = {
  kind: 'hours',
  days: [office, office, office, office, office, null, { from: 0, until: 1440 }],
}

test.each([
  ['2026-11-23T07:59:59Z', false],
  ['2026-11-23T08:00:00Z', true],
  ['2026-11-23T16:29:59Z', true],
  ['2026-11-23T16:30:00Z', false],
  ['2026-11-28T10:00:00Z', false],
  ['2026-11-28T22:59:59Z', false],
  ['2026-11-28T23:00:00Z', true],
  ['2026-11-29T22:59:59Z', true],
  ['2026-11-29T23:00:00Z', false],
])('at %s in Berlin: %s', (at, shown) => {
  expect(isWithinHours(weekdays, Date.parse(at), 'Europe/Berlin')).toBe(shown)
})

test('an hour that the clocks skip or repeat counts as they show it', () => {
  const early: Schedule = {
    kind: 'hours',
    days: Array.from({ length: 7 }, () => ({ from: 120, until: 150 })),
  }
  const shownAt = (...at: string[]) => at.map((one) => isWithinHours(early, Date.parse(one), 'Europe/Berlin'))
  // 2:00 to 2:30 is skipped on March 29, and comes twice on October 25.
  expect(shownAt('2026-03-29T00:59:00Z', '2026-03-29T01:00:00Z', '2026-03-29T01:30:00Z')).toEqual([
    false,
    false,
    false,
  ])
  expect(
    shownAt('2026-10-25T00:10:00Z', '2026-10-25T00:40:00Z', '2026-10-25T01:10:00Z', '2026-10-25T01:40:00Z'),
  ).toEqual([true, false, true, false])
})

test('at any moment in any zone the day and minute that Intl shows decide', () => {
  const zones = ['Europe/Berlin', 'America/New_York', 'Asia/Kathmandu', 'Pacific/Apia', 'Australia/Lord_Howe']
  const names = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']
  fc.assert(
    fc.property(
      fc.integer({ min: Date.parse('2020-01-01'), max: Date.parse('2035-01-01') }),
      fc.constantFrom(...zones),
      (atMs, timeZone) => {
        const parts = new Intl.DateTimeFormat('en-US', {
          timeZone,
          weekday: 'short',
          hour: '2-digit',
          minute: '2-digit',
          hourCycle: 'h23',
        }).formatToParts(atMs)
        const part = (type: string) => parts.find((one) => one.type === type)?.value ?? ''
        const hours = weekdays.kind === 'hours' ? weekdays.days[names.indexOf(part('weekday'))] : null
        const minute = Number(part('hour')) * 60 + Number(part('minute'))
        expect(isWithinHours(weekdays, atMs, timeZone)).toBe(
          hours ? minute >= hours.from && minute < hours.until : false,
        )
      },
    ),
  )
})

test('the next comparison is at the next whole minute, also before 1970', () => {
  expect([0, 1, 59_999, 60_000, -1].map(untilNextMinute)).toEqual([60_000, 59_999, 1, 60_000, 1])
})
