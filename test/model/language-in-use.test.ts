// The language in use follows the settings, or the system's languages in their order.
import { describe, expect, test } from 'vitest'
import { languageNames } from '../../app/model/names.ts'
import { defaultSettings } from '../../app/model/settings.ts'
import { languageInUse } from '../../app/model/state.ts'

const bySystem = (...systemLanguages: string[]) => languageInUse(defaultSettings, systemLanguages)

describe.each(languageNames)('%s', (language) => {
  const [primary = ''] = language.split('-')

  test('is found in every form of a system', () => {
    const forms = [language, language.toLowerCase(), language.replace('-', '_'), `${language}-Zzzz-XX`]
    for (const form of forms) {
      expect(bySystem(form)).toBe(language)
      expect(bySystem(`${form}.UTF-8`)).toBe(language)
      expect(bySystem(`${form}.UTF-8@euro`)).toBe(language)
    }
  })

  test('is taken for its other countries, unless they have a translation of their own', () => {
    const others = languageNames.filter((name) => name !== language && name.split('-')[0] === primary)
    if (others.length === 0) expect(bySystem(`${primary}-XX`, 'en-US')).toBe(language)
    expect(bySystem(`${primary}x-XX`)).toBe('en')
  })

  test('is the choice if the ones before it are not translated', () => {
    expect(bySystem('xx-YY', 'c', '', language, 'en-US', 'ru-RU')).toBe(language)
  })

  test('stays if the settings say so', () => {
    expect(languageInUse({ ...defaultSettings, language }, ['xx', 'ru-RU', 'en'])).toBe(language)
  })
})

test('is English if nothing else is translated', () => {
  for (const none of [[], [''], ['C'], ['zh-Hant-TW'], ['xx-YY', 'POSIX']])
    expect(bySystem(...none)).toBe('en')
})
