// Locales of the languages, and what depends on them.
import { type Language, languageNames } from '../app/model/names.ts'

/**
 * Where the language alone is not the locale: British English for its day-first dates, Arabic with the digits of addresses,
 * versions and codes, as ICU's default differs by region and by version.
 */
const locales: Readonly<Record<string, string>> = { en: 'en-GB', ar: 'ar-u-nu-latn' }

export const localeOf = (language: Language): string => locales[language] ?? language

/** Scripts that run from right to left. */
const rightToLeft: ReadonlySet<string | undefined> = new Set(['Arab', 'Hebr', 'Syrc', 'Thaa'])

/** The `dir` of a page in the language. */
export const directionOf = (language: Language): 'ltr' | 'rtl' =>
  rightToLeft.has(new Intl.Locale(localeOf(language)).maximize().script) ? 'rtl' : 'ltr'

/**
 * Where ICU's narrow units read as others: in Turkish "2s 10d" is 2 hours 10 minutes. In Japanese they are English, in German
 * some are ("2h, 10 Min.").
 */
const withoutNarrowUnits: ReadonlySet<Language> = new Set<Language>(['de', 'ja', 'tr'])

/** "12 seconds"; "12s" if brief. */
export function formatUnit(
  value: number,
  unit: 'second' | 'minute' | 'hour' | 'day',
  style: 'long' | 'brief',
  language: Language,
): string {
  const brief = withoutNarrowUnits.has(language) ? 'short' : 'narrow'
  const unitDisplay = style === 'brief' ? brief : 'long'
  return new Intl.NumberFormat(localeOf(language), { style: 'unit', unit, unitDisplay }).format(value)
}

/** "2 hours 10 minutes" of "2 hours" and "10 minutes". */
export const joinUnits = (units: readonly string[], language: Language): string =>
  new Intl.ListFormat(localeOf(language), { type: 'unit', style: 'narrow' }).format(units)

/** "a, b and c". */
export const listOf = (items: readonly string[], language: Language): string =>
  new Intl.ListFormat(localeOf(language)).format(items)

/** "tomorrow, 09:00", with what the language has between a date and a time. */
export function joinDayAndTime(day: string, time: string, language: Language): string {
  const parts = new Intl.DateTimeFormat(localeOf(language), {
    ...{ dateStyle: 'short', timeStyle: 'short', hourCycle: 'h23' },
  }).formatToParts(0)
  const between = parts[parts.findIndex(({ type }) => type === 'hour') - 1]
  return `${day}${between?.type === 'literal' ? between.value : ' '}${time}`
}

/** The text with its first letter in upper case. */
export const capitalized = (text: string, language: Language): string =>
  text.charAt(0).toLocaleUpperCase(language) + text.slice(1)

/** A language by its name in that language: "English", "Русский". */
export const languageTitle = (language: Language): string =>
  capitalized(
    new Intl.DisplayNames([localeOf(language)], { type: 'language' }).of(language) ?? language,
    language,
  )

/** All languages in the order of their own names, by script: Latin first. */
export const languagesByTitle = (): Language[] =>
  languageNames.toSorted((one, other) =>
    new Intl.Collator('en').compare(languageTitle(one), languageTitle(other)),
  )
