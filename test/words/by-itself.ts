/** How a language says that something happens by itself. */
export const byItself = {
  en: /by itself|keeps? (?:trying|asking)|tr(?:ies|y) again (?:by|within|in)|(?:asks|checks|looks) again/i,
  ru: /(?:Light|он|продолжит) сам[ои]?(?!\p{L})|само это|сам попробует|продолж(?:ает|ит)|(?:попробует|спросит|проверит) снова/iu,
}
