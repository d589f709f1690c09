// The words of the tray and of the window, from one set of keys: words/<language>/<room>.json.
import { createInstance, type TFunction } from 'i18next'
import type { Language } from '../app/settings.ts'
import enColleagues from './en/colleagues.json' with { type: 'json' }
import enNotices from './en/notices.json' with { type: 'json' }
import enPresence from './en/presence.json' with { type: 'json' }
import enProblem from './en/problem.json' with { type: 'json' }
import enSettings from './en/settings.json' with { type: 'json' }
import enSetup from './en/setup.json' with { type: 'json' }
import enStatus from './en/status.json' with { type: 'json' }
import enToday from './en/today.json' with { type: 'json' }
import enTray from './en/tray.json' with { type: 'json' }
import enWindow from './en/window.json' with { type: 'json' }
import ruColleagues from './ru/colleagues.json' with { type: 'json' }
import ruNotices from './ru/notices.json' with { type: 'json' }
import ruPresence from './ru/presence.json' with { type: 'json' }
import ruProblem from './ru/problem.json' with { type: 'json' }
import ruSettings from './ru/settings.json' with { type: 'json' }
import ruSetup from './ru/setup.json' with { type: 'json' }
import ruStatus from './ru/status.json' with { type: 'json' }
import ruToday from './ru/today.json' with { type: 'json' }
import ruTray from './ru/tray.json' with { type: 'json' }
import ruWindow from './ru/window.json' with { type: 'json' }

const en = {
  colleagues: enColleagues,
  notices: enNotices,
  presence: enPresence,
  problem: enProblem,
  settings: enSettings,
  setup: enSetup,
  status: enStatus,
  today: enToday,
  tray: enTray,
  window: enWindow,
}
const ru = {
  colleagues: ruColleagues,
  notices: ruNotices,
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
    resources: { translation: typeof en }
  }
}

export interface Words {
  language: Language
  t: TFunction
}

/** The words of a language; a key is written `room.name`, and one that does not exist does not compile. */
export function wordsIn(language: Language): Words {
  const i18n = createInstance()
  i18n.init({
    lng: language,
    fallbackLng: 'en',
    initAsync: false,
    resources: { en: { translation: en }, ru: { translation: ru } },
    // Electron's menus and React escape by themselves.
    interpolation: { escapeValue: false },
  })
  return { language, t: i18n.t }
}
