// In which languages the tests in a browser look at a view: not each test in all, as a view takes a tenth of a second in each.
import { type Language, languageNames } from '../../../app/model/names.ts'
import { directionOf } from '../../../words/locale.ts'

export const rightToLeftLanguages: readonly Language[] = languageNames.filter(
  (name) => directionOf(name) === 'rtl',
)

/** A view is checked in all of its themes and sizes in these: Latin, Cyrillic, and one from right to left. */
export const thoroughLanguages: readonly Language[] = ['en', 'ru', ...rightToLeftLanguages.slice(0, 1)]
