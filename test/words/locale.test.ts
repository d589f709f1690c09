// What depends on a language's locale, for each language there is.
import { describe, expect, test } from 'vitest'
import { languageNames } from '../../app/model/names.ts'
import { dayDate, timeAhead, weekdayNames } from '../../words/days.ts'
import {
  capitalized,
  directionOf,
  joinDayAndTime,
  languagesByTitle,
  languageTitle,
  localeOf,
} from '../../words/locale.ts'
import { clockTime, lengthOfTime, timeAgo, timeOfDay } from '../../words/moments.ts'

const AT = Date.UTC(2026, 10, 20, 10, 42)
const DAY_MS = 86_400_000
const local = { timeZone: 'UTC', hourCycle: 'h23' } as const

describe.each(languageNames)('%s', (language) => {
  test('has its own name, in its own script', () => {
    expect(languageTitle(language)).not.toBe(language)
    expect(languageTitle(language)).toBe(capitalized(languageTitle(language), language))
  })

  test('is one that Intl knows, and not the process’s own', () => {
    expect(Intl.NumberFormat.supportedLocalesOf(localeOf(language))).toHaveLength(1)
  })

  // Values that are not formatted, such as addresses and versions, have them too.
  test('has the digits 0 to 9 in every date, time and length', () => {
    const texts = [
      timeOfDay(AT, AT, language, local),
      timeOfDay(AT, AT + 3 * DAY_MS, language, local),
      timeAhead(AT + DAY_MS, AT, language, local),
      clockTime(AT, language, { ...local, hourCycle: 'h12' }),
      dayDate(AT, AT, language, local),
      lengthOfTime(8_040_000, language),
      timeAgo(720_000, language),
    ]
    for (const text of texts) expect(text).not.toMatch(/(?![0-9])\p{Nd}/u)
    expect(texts.join()).toMatch(/10.42/)
  })

  test('has seven names of days', () => expect(new Set(weekdayNames(language)).size).toBe(7))

  test('joins a day and a time', () => {
    const joined = joinDayAndTime('DAY', 'TIME', language)
    expect(joined).toMatch(/^DAY\P{L}+TIME$/u)
    expect(joined.length).toBeLessThan(11)
  })
})

test('languages are sorted by their names, each once', () => {
  const titles = languagesByTitle().map(languageTitle)
  expect(languagesByTitle().toSorted()).toEqual(languageNames.toSorted())
  expect(titles.indexOf('English')).toBeLessThan(titles.indexOf('Русский'))
  expect(new Set(titles).size).toBe(languageNames.length)
})

test('the direction is that of the script', () => {
  expect(directionOf('en')).toBe('ltr')
  expect(directionOf('ru')).toBe('ltr')
  for (const [name, direction] of Object.entries({
    ar: 'rtl',
    he: 'rtl',
    fa: 'rtl',
    ja: 'ltr',
    'pt-BR': 'ltr',
  }))
    expect(directionOf(name as (typeof languageNames)[number]), name).toBe(direction)
})
