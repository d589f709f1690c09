// Formats of days and times within a day, in the machine's time zone.
import { expect, test } from 'vitest'
import { briefLength, dayDate, days, dayTitle, fullHour, timeAhead, timeRange } from '../../words/days.ts'
import { here } from '../support/local-time-here.ts'

const at = (day: number, time = '00:00') => new Date(`2026-11-${day}T${time}:00`).getTime()
const NOW = at(23, '10:45')

test.each([
  [23, 'Today', 'Monday 23 November', 'Сегодня', 'Понедельник, 23 ноября'],
  [22, 'Yesterday', 'Sunday 22 November', 'Вчера', 'Воскресенье, 22 ноября'],
  [21, 'Saturday', '21 November', 'Суббота', '21 ноября'],
  [10, 'Tuesday', '10 November', 'Вторник', '10 ноября'],
])('the title and date of %s November', (day, title, date, russianTitle, russianDate) => {
  expect([dayTitle(at(day), NOW, 'en', here), dayDate(at(day), NOW, 'en', here)]).toEqual([title, date])
  expect([dayTitle(at(day), NOW, 'ru', here), dayDate(at(day), NOW, 'ru', here)]).toEqual([
    russianTitle,
    russianDate,
  ])
})

test.each([
  ['00:30', NOW],
  ['23:59', NOW],
])('yesterday is "Yesterday" at %s', (time) => {
  expect(dayTitle(at(22), at(23, time), 'en', here)).toBe('Yesterday')
})

test.each([
  ['later today', at(23, '23:59'), NOW, '23:59', '23:59'],
  ['the next midnight', at(24), NOW, 'tomorrow, 00:00', 'завтра, 00:00'],
  ['the last minute of tomorrow', at(24, '23:59'), at(23), 'tomorrow, 23:59', 'завтра, 23:59'],
  ['tomorrow in ten minutes', at(24, '00:05'), at(23, '23:55'), 'tomorrow, 00:05', 'завтра, 00:05'],
  ['the day after', at(25, '09:00'), NOW, '25 Nov, 09:00', '25 нояб., 09:00'],
  ['a past time', at(22, '09:00'), NOW, '22 Nov, 09:00', '22 нояб., 09:00'],
  ['in three months', Date.parse('2027-02-23T10:45'), NOW, '23 Feb, 10:45', '23 февр., 10:45'],
  ['in a year', Date.parse('2027-11-23T10:45'), NOW, '23 Nov 2027, 10:45', '23 нояб. 2027 г., 10:45'],
])('the end: %s', (_when, end, now, words, russian) => {
  expect(timeAhead(end, now, 'en', here)).toBe(words)
  expect(timeAhead(end, now, 'ru', here)).toBe(russian)
})

test.each([
  [at(23, '10:00'), at(23, '10:42'), '10:00–10:42'],
  [at(23), at(23, '00:20'), '00:00–00:20'],
  [at(23, '22:00'), at(24), '22:00–24:00'],
  [at(23), at(24), '00:00–24:00'],
  [at(23, '10:00'), at(23, '10:00') + 40_000, '10:00'],
])('the times of a span', (from, until, words) => {
  expect(timeRange(from, until, 'en', here)).toBe(words)
})

test.each([
  ['h23', '00:00–24:00', '22:00–24:00'],
  ['h12', '12:00 am–12:00 am', '10:00 pm–12:00 am'],
] as const)('%s: a whole day and an evening', (hourCycle, wholeDay, evening) => {
  const local = { ...here, hourCycle }
  expect(timeRange(at(23), at(24), 'en', local)).toBe(wholeDay)
  expect(timeRange(at(23, '22:00'), at(24), 'en', local)).toBe(evening)
})

test.each([
  [0, '0s', '0 с'],
  [40_000, '40s', '40 с'],
  [119_000, '1m', '1 мин'],
  [42 * 60_000, '42m', '42 мин'],
  [3_600_000, '1h', '1 ч'],
  [130 * 60_000, '2h 10m', '2 ч 10 мин'],
  [7_199_999, '1h 59m', '1 ч 59 мин'],
  [7_200_000, '2h', '2 ч'],
  [25 * 3_600_000, '25h', '25 ч'],
])('%i ms', (ms, english, russian) => {
  expect(briefLength(ms, 'en')).toBe(english)
  expect(briefLength(ms, 'ru')).toBe(russian)
})

test.each([
  ['tr', '40 sn.', '42 dk.', '2 sa. 10 dk.'],
  ['ja', '40 秒', '42 分', '2 時間10 分'],
] as const)('"%s" has no unit that reads as another one', (language, seconds, minutes, hours) => {
  const lengths = [40_000, 42 * 60_000, 130 * 60_000].map((ms) => briefLength(ms, language))
  expect(lengths).toEqual([seconds, minutes, hours])
})

test('a number of days', () => {
  expect([days(14, 'en'), days(1, 'en'), days(14, 'ru')]).toEqual(['14 days', '1 day', '14 дней'])
})

test.each([
  ['en', 'h12', '8 am'],
  ['en', 'h23', '08:00'],
  ['es', 'h12', '8 am'],
  ['nl', 'h12', '8 am'],
  ['ja', 'h12', '午前8時'],
  ['ar', 'h12', '8 ص'],
] as const)('an hour of the day in %s by %s', (language, hourCycle, words) => {
  expect(fullHour(8, language, { ...here, hourCycle }).replace(/\s/g, ' ')).toBe(words)
})
