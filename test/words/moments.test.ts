// Times of day, as the clock of the computer shows them.
import { afterEach, beforeEach, expect, test } from 'vitest'
import { timeOfDay } from '../../words/moments.ts'

const MIDDAY = Date.UTC(2026, 10, 20, 12, 5)
const THE_DAY_AFTER = MIDDAY + 24 * 3_600_000

let zone: string | undefined
beforeEach(() => {
  zone = process.env.TZ
})
afterEach(() => {
  if (zone === undefined) delete process.env.TZ
  else process.env.TZ = zone
})

test.each([
  { language: 'en', date: '20 Nov' },
  { language: 'ru', date: '20 нояб.' },
] as const)('in $language a time of another day has its date', ({ language, date }) => {
  process.env.TZ = 'UTC'
  expect(timeOfDay(MIDDAY, MIDDAY, language)).toBe('12:05')
  expect(timeOfDay(MIDDAY, THE_DAY_AFTER, language)).toBe(`${date}, 12:05`)
})

test('the computer may move to another time zone while the program runs, and to another day with it', () => {
  const seen = ['UTC', 'Asia/Kathmandu', 'Pacific/Kiritimati', 'America/St_Johns'].map((name) => {
    process.env.TZ = name
    return [timeOfDay(MIDDAY, MIDDAY, 'en'), timeOfDay(MIDDAY, THE_DAY_AFTER, 'en')]
  })
  expect(seen).toEqual([
    ['12:05', '20 Nov, 12:05'],
    ['17:50', '20 Nov, 17:50'],
    ['02:05', '21 Nov, 02:05'],
    ['08:35', '20 Nov, 08:35'],
  ])
})
