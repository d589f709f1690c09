// Formats of times of day, with an explicit time zone and hour cycle.
import { expect, test } from 'vitest'
import type { HourCycle } from '../../app/model/timing/local-time.ts'
import { clockTime, timeOfDay } from '../../words/moments.ts'

const MIDDAY = Date.UTC(2026, 10, 20, 12, 5)
const THE_DAY_AFTER = MIDDAY + 24 * 3_600_000

test.each([
  { language: 'en', hourCycle: 'h23', time: '12:05', date: '20 Nov', clock: '12:05:00', zero: '00:00' },
  { language: 'ru', hourCycle: 'h23', time: '12:05', date: '20 нояб.', clock: '12:05:00', zero: '00:00' },
  {
    language: 'en',
    hourCycle: 'h12',
    time: '12:05 pm',
    date: '20 Nov',
    clock: '12:05:00 pm',
    zero: '12:00 am',
  },
  {
    language: 'ru',
    hourCycle: 'h12',
    time: '12:05 PM',
    date: '20 нояб.',
    clock: '12:05:00 PM',
    zero: '12:00 AM',
  },
] as const)('in $language, $hourCycle', ({ language, hourCycle, time, date, clock, zero }) => {
  const local = { timeZone: 'UTC', hourCycle }
  expect(timeOfDay(MIDDAY, MIDDAY, language, local)).toBe(time)
  expect(timeOfDay(MIDDAY, THE_DAY_AFTER, language, local)).toBe(`${date}, ${time}`)
  expect(clockTime(MIDDAY, language, local)).toBe(clock)
  expect(timeOfDay(0, 0, language, local)).toBe(zero)
})

test('another time zone may be on another day', () => {
  const seen = ['UTC', 'Asia/Kathmandu', 'Pacific/Kiritimati', 'America/St_Johns'].map((timeZone) => {
    const local = { timeZone, hourCycle: 'h23' } as const
    return [timeOfDay(MIDDAY, MIDDAY, 'en', local), timeOfDay(MIDDAY, THE_DAY_AFTER, 'en', local)]
  })
  expect(seen).toEqual([
    ['12:05', '20 Nov, 12:05'],
    ['17:50', '20 Nov, 17:50'],
    ['02:05', '21 Nov, 02:05'],
    ['08:35', '20 Nov, 08:35'],
  ])
})

test.each<[HourCycle, string[]]>([
  ['h23', ['01:59', '02:30 GMT+2', '02:30 GMT+1', '03:00']],
  ['h12', ['1:59 am', '2:30 am GMT+2', '2:30 am GMT+1', '3:00 am']],
])('a time in a repeated hour has its offset, by %s', (hourCycle, times) => {
  const at = ['24T23:59Z', '25T00:30Z', '25T01:30Z', '25T02:00Z'].map((time) => Date.parse(`2026-10-${time}`))
  const local = { timeZone: 'Europe/Berlin', hourCycle }
  expect(at.map((one) => timeOfDay(one, one, 'en', local))).toEqual(times)
})
