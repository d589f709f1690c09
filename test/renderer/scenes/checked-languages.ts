// In which languages the tests in a browser look at a view: not each test in all, as a view takes a tenth of a second in each.
import { type Language, languageNames } from '../../../app/model/names.ts'
import { directionOf } from '../../../words/locale.ts'

/** The texts of these are as short as the window; others may need scrolling. */
export const shortLanguages = ['en', 'ru'] as const satisfies readonly Language[]

export const rightToLeftLanguages: readonly Language[] = languageNames.filter(
  (name) => directionOf(name) === 'rtl',
)

/** A view is checked in all of its themes and sizes in these: both scripts of the source, and one from right to left. */
export const thoroughLanguages: readonly Language[] = [...shortLanguages, ...rightToLeftLanguages.slice(0, 1)]
