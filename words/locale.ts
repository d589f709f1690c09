// Locales of the languages, and what depends on them.
import { type Language, languageNames } from '../app/model/names.ts'

/**
 * Where the language alone is not the locale: British English for its day-first dates, Arabic with the digits of addresses,
 * versions and codes, as ICU's default differs by region and by version.
 */
const locales: Readonly<Record<string, string>> = { en: 'en-GB', ar: 'ar-u-nu-latn' }

export const localeOf = (language: Language): string => locales[language] ?? language

/** Formatters by language, kept, as to create one takes 70 times as long as to use it. */
function formatters<Options extends object, Formatter>(
  create: (locale: string, options: Options) => Formatter,
): (language: Language, options: Options) => Formatter {
  const created = new Map<string, Formatter>()
  return (language, options) => {
    const name = JSON.stringify([language, options])
    const formatter = created.get(name) ?? create(localeOf(language), options)
    created.set(name, formatter)
    return formatter
  }
}

export const dateTimeFormat = formatters(
  (locale, options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(locale, options),
)
export const relativeTimeFormat = formatters(
  (locale, options: Intl.RelativeTimeFormatOptions) => new Intl.RelativeTimeFormat(locale, options),
)
export const pluralRules = formatters(
  (locale, options: Intl.PluralRulesOptions) => new Intl.PluralRules(locale, options),
)
const numberFormat = formatters(
  (locale, options: Intl.NumberFormatOptions) => new Intl.NumberFormat(locale, options),
)
const displayNames = formatters(
  (locale, options: Intl.DisplayNamesOptions) => new Intl.DisplayNames(locale, options),
)
const listFormat = formatters(
  (locale, options: Intl.ListFormatOptions) => new Intl.ListFormat(locale, options),
)

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
  return numberFormat(language, { style: 'unit', unit, unitDisplay }).format(value)
}

/** "2 hours 10 minutes" of "2 hours" and "10 minutes". */
export const joinUnits = (units: readonly string[], language: Language): string =>
  listFormat(language, { type: 'unit', style: 'narrow' }).format(units)

/** "a, b and c". */
export const listOf = (items: readonly string[], language: Language): string =>
  listFormat(language, {}).format(items)

/** "tomorrow, 09:00", with what the language has between a date and a time. */
export function joinDayAndTime(day: string, time: string, language: Language): string {
  const parts = dateTimeFormat(language, {
    dateStyle: 'short',
    timeStyle: 'short',
    hourCycle: 'h23',
  }).formatToParts(0)
  const between = parts[parts.findIndex(({ type }) => type === 'hour') - 1]
  return `${day}${between?.type === 'literal' ? between.value : ' '}${time}`
}

/** The text with its first letter in upper case. */
export const capitalized = (text: string, language: Language): string =>
  text.charAt(0).toLocaleUpperCase(language) + text.slice(1)

/** A language by its name in that language: "English", "Русский". */
export const languageTitle = (language: Language): string =>
  capitalized(displayNames(language, { type: 'language' }).of(language) ?? language, language)

/** All languages in the order of their own names, by script: Latin first. */
export function languagesByTitle(): Language[] {
  const { compare } = new Intl.Collator('en')
  return languageNames.toSorted((one, other) => compare(languageTitle(one), languageTitle(other)))
}
