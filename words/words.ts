// All the words, of the tray and of the window, from one set of keys: words/<language>/<room>.json.
import type { Language } from '../app/model/names.ts'
import enBrowser from './en/browser.json' with { type: 'json' }
import enColleagues from './en/colleagues.json' with { type: 'json' }
import enConsent from './en/consent.json' with { type: 'json' }
import enNotifications from './en/notifications.json' with { type: 'json' }
import enPresence from './en/presence.json' with { type: 'json' }
import enProblem from './en/problem.json' with { type: 'json' }
import enSettings from './en/settings.json' with { type: 'json' }
import enSetup from './en/setup.json' with { type: 'json' }
import enStatus from './en/status.json' with { type: 'json' }
import enToday from './en/today.json' with { type: 'json' }
import enTray from './en/tray.json' with { type: 'json' }
import enWindow from './en/window.json' with { type: 'json' }
import { type Words, wordsFromRooms } from './from-rooms.ts'
import ruBrowser from './ru/browser.json' with { type: 'json' }
import ruColleagues from './ru/colleagues.json' with { type: 'json' }
import ruConsent from './ru/consent.json' with { type: 'json' }
import ruNotifications from './ru/notifications.json' with { type: 'json' }
import ruPresence from './ru/presence.json' with { type: 'json' }
import ruProblem from './ru/problem.json' with { type: 'json' }
import ruSettings from './ru/settings.json' with { type: 'json' }
import ruSetup from './ru/setup.json' with { type: 'json' }
import ruStatus from './ru/status.json' with { type: 'json' }
import ruToday from './ru/today.json' with { type: 'json' }
import ruTray from './ru/tray.json' with { type: 'json' }
import ruWindow from './ru/window.json' with { type: 'json' }

export type { Words } from './from-rooms.ts'

const en = {
  browser: enBrowser,
  colleagues: enColleagues,
  consent: enConsent,
  notifications: enNotifications,
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
  browser: ruBrowser,
  colleagues: ruColleagues,
  consent: ruConsent,
  notifications: ruNotifications,
  presence: ruPresence,
  problem: ruProblem,
  settings: ruSettings,
  setup: ruSetup,
  status: ruStatus,
  today: ruToday,
  tray: ruTray,
  window: ruWindow,
}
export type Rooms = typeof en

/** All words of each language, as the window is handed them: it ships none of its own. */
export const rooms: Readonly<Record<Language, Rooms>> = { en, ru }

const words = { en: wordsFromRooms('en', en), ru: wordsFromRooms('ru', ru) }

/** The words of a language, to speak with. */
export const wordsIn = (language: Language): Words => words[language]
