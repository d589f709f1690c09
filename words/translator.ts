// The translation function of a language, made of its namespaces: the window gets them from the main process.
import { createInstance, type TFunction } from 'i18next'
import type { Language } from '../app/model/names.ts'
import type english from './en/index.ts'

/** The texts of a language, one namespace for each file of its folder. */
export type Namespaces = typeof english

declare module 'i18next' {
  interface CustomTypeOptions {
    resources: { translation: Namespaces }
  }
}

export interface Words {
  language: Language
  /** A key is written `namespace.name`; one that does not exist is a type error. */
  t: TFunction
}

/** `namespaces`: the texts of `language`, by namespace. */
export function createWords(language: Language, namespaces: object): Words {
  const i18n = createInstance()
  i18n.init({
    lng: language,
    initAsync: false,
    resources: { [language]: { translation: namespaces } },
    // Electron's menus and React escape values themselves.
    interpolation: { escapeValue: false },
  })
  return { language, t: i18n.t }
}
