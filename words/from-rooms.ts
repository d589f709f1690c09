// The words of a language out of its rooms: words.ts has all of them, and the window is handed those it speaks.
import { createInstance, type TFunction } from 'i18next'
import type { Language } from '../app/model/names.ts'
import type { Rooms } from './words.ts'

declare module 'i18next' {
  interface CustomTypeOptions {
    resources: { translation: Rooms }
  }
}

export interface Words {
  language: Language
  t: TFunction
}

/** A key is written `room.name`, and one that does not exist does not compile. */
export function wordsFromRooms(language: Language, rooms: object): Words {
  const i18n = createInstance()
  i18n.init({
    lng: language,
    initAsync: false,
    resources: { [language]: { translation: rooms } },
    // Electron's menus and React escape by themselves.
    interpolation: { escapeValue: false },
  })
  return { language, t: i18n.t }
}
