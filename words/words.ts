// All the words, of the tray and of the window, from one set of keys: words/<language>/<room>.json.
import type { Language } from '../app/settings.ts'
import enBrowser from './en/browser.json' with { type: 'json' }
import enConsent from './en/consent.json' with { type: 'json' }
import enNotices from './en/notices.json' with { type: 'json' }
import ruBrowser from './ru/browser.json' with { type: 'json' }
import ruConsent from './ru/consent.json' with { type: 'json' }
import ruNotices from './ru/notices.json' with { type: 'json' }
import * as shared from './window-words.ts'

export type { Words } from './window-words.ts'

const en = { ...shared.en, browser: enBrowser, consent: enConsent, notices: enNotices }
const ru = { ...shared.ru, browser: ruBrowser, consent: ruConsent, notices: ruNotices }
export type Rooms = typeof en

/** The words of a language, for the main process, which says all of them. */
export const wordsIn = (language: Language): shared.Words => shared.wordsOf({ en, ru }, language)
