// The translation function of a language, made of its namespaces: the window gets them from the main process. Without a
// library: the texts have named values and nothing else, and the smallest one is a tenth of the window's code.
import type { Language } from '../app/model/names.ts'
import type english from './en/index.ts'

/** The texts of a language, one namespace for each file of its folder. */
export type Namespaces = typeof english

type KeysOf<Texts> = {
  [Name in keyof Texts & string]: Texts[Name] extends string ? Name : `${Name}.${KeysOf<Texts[Name]>}`
}[keyof Texts & string]

/** A key is written `namespace.name`; one that does not exist is a type error. */
export type TextKey = KeysOf<Namespaces>

/** Values by name; `{{name}}` in the text is replaced by its value, once. One that is missing, or null, is ''. */
type TextValues = Readonly<Record<string, unknown>>

export interface Words {
  language: Language
  t: (key: TextKey, values?: TextValues) => string
  /** Whether there is a text for a key that is made at run time. */
  has: (key: string) => key is TextKey
}

/** `namespaces`: the texts of `language`, by namespace. */
export function createWords(language: Language, namespaces: object): Words {
  const textOf = (key: string): unknown =>
    key
      .split('.')
      .reduce<unknown>(
        (part, name) =>
          typeof part === 'object' && part !== null && Object.hasOwn(part, name)
            ? Reflect.get(part, name)
            : undefined,
        namespaces,
      )
  return {
    language,
    t(key, values = {}) {
      const text = textOf(key)
      if (typeof text !== 'string') return key
      return text.replace(/\{\{(\w+)\}\}/g, (_, name: string) =>
        Object.hasOwn(values, name) ? String(values[name] ?? '') : '',
      )
    },
    has: (key): key is TextKey => typeof textOf(key) === 'string',
  }
}
