// The words that the window shares with the tray. What the main process alone says stays out of the window: words.ts.
import { createInstance, type TFunction } from 'i18next'
import type { Language } from '../app/settings.ts'
import enColleagues from './en/colleagues.json' with { type: 'json' }
import enPresence from './en/presence.json' with { type: 'json' }
import enProblem from './en/problem.json' with { type: 'json' }
import enSettings from './en/settings.json' with { type: 'json' }
import enSetup from './en/setup.json' with { type: 'json' }
import enStatus from './en/status.json' with { type: 'json' }
import enToday from './en/today.json' with { type: 'json' }
import enTray from './en/tray.json' with { type: 'json' }
import enWindow from './en/window.json' with { type: 'json' }
import ruColleagues from './ru/colleagues.json' with { type: 'json' }
import ruPresence from './ru/presence.json' with { type: 'json' }
import ruProblem from './ru/problem.json' with { type: 'json' }
import ruSettings from './ru/settings.json' with { type: 'json' }
import ruSetup from './ru/setup.json' with { type: 'json' }
import ruStatus from './ru/status.json' with { type: 'json' }
import ruToday from './ru/today.json' with { type: 'json' }
import ruTray from './ru/tray.json' with { type: 'json' }
import ruWindow from './ru/window.json' with { type: 'json' }
import type { Rooms } from './words.ts'

export const en = {
  colleagues: enColleagues,
  presence: enPresence,
  problem: enProblem,
  settings: enSettings,
  setup: enSetup,
  status: enStatus,
  today: enToday,
  tray: enTray,
  window: enWindow,
}
export const ru = {
  colleagues: ruColleagues,
  presence: ruPresence,
  problem: ruProblem,
  settings: ruSettings,
  setup: ruSetup,
  status: ruStatus,
  today: ruToday,
  tray: ruTray,
  window: ruWindow,
}

declare module 'i18next' {
  interface CustomTypeOptions {
    resources: { translation: Rooms }
  }
}

export interface Words {
  language: Language
  t: TFunction
}

/** For the window, which has the rooms of this file; test/renderer/words.test.ts sees that it needs no other. */
export const windowWordsIn = (language: Language): Words => wordsOf({ en, ru }, language)

/** The words of a language; a key is written `room.name`, and one that does not exist does not compile. */
export function wordsOf(rooms: Record<Language, object>, language: Language): Words {
  const i18n = createInstance()
  i18n.init({
    lng: language,
    fallbackLng: 'en',
    initAsync: false,
    resources: { en: { translation: rooms.en }, ru: { translation: rooms.ru } },
    // Electron's menus and React escape by themselves.
    interpolation: { escapeValue: false },
  })
  return { language, t: i18n.t }
}
