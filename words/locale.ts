// Locales of the languages, and what depends on them.
import type { Language } from '../app/model/names.ts'

/** British English for its day-first dates. */
export const localeOf = (language: Language): string => (language === 'en' ? 'en-GB' : language)

/** "12 seconds"; "12s" where `unitDisplay` is `narrow`. */
export const formatUnit = (
  value: number,
  unit: 'second' | 'minute' | 'hour' | 'day',
  unitDisplay: 'long' | 'narrow',
  language: Language,
): string => new Intl.NumberFormat(localeOf(language), { style: 'unit', unit, unitDisplay }).format(value)

/** The text with its first letter in upper case. */
export const capitalized = (text: string, language: Language): string =>
  text.charAt(0).toLocaleUpperCase(language) + text.slice(1)

/** A language by its name in that language: "English", "Русский". */
export const languageTitle = (language: Language): string =>
  capitalized(
    new Intl.DisplayNames([localeOf(language)], { type: 'language' }).of(language) ?? language,
    language,
  )
