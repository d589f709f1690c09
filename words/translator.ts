// The translation function of a language, made of its namespaces: the window gets them from the main process. Without a
// library: the texts have named values and plural forms, and the smallest one is a tenth of the window's code.
import type { Language } from '../app/model/names.ts'
import type english from './english.ts'
import { directionOf, pluralRules } from './locale.ts'

/** The texts of a language, one namespace for each file of its folder. */
export type Namespaces = typeof english

/** CLDR's categories of numbers (Unicode Technical Standard #35, "Language Plural Rules"). */
const pluralCategories = ['zero', 'one', 'two', 'few', 'many', 'other'] as const
type PluralCategory = (typeof pluralCategories)[number]

/** A text that depends on a number: a form for each category of its language, chosen by the value `count`. */
type PluralText = { other: string } & Partial<Record<PluralCategory, string>>
type IsPlural<Texts> = [Texts, Exclude<keyof Texts, PluralCategory>] extends [PluralText, never]
  ? true
  : false

type KeysOf<Texts> = {
  [Name in keyof Texts & string]: Texts[Name] extends string
    ? Name
    : IsPlural<Texts[Name]> extends true
      ? Name
      : `${Name}.${KeysOf<Texts[Name]>}`
}[keyof Texts & string]

type PluralKeysOf<Texts> = {
  [Name in keyof Texts & string]: Texts[Name] extends string
    ? never
    : IsPlural<Texts[Name]> extends true
      ? Name
      : `${Name}.${PluralKeysOf<Texts[Name]>}`
}[keyof Texts & string]

/** A key is written `namespace.name`; one that does not exist is a type error. */
export type TextKey = KeysOf<Namespaces>
type PluralKey = PluralKeysOf<Namespaces>
/** The key of a text that does not depend on a number. */
export type PlainKey = Exclude<TextKey, PluralKey>

/** Values by name; `{{name}}` in the text is replaced by its value, once. One that is missing, or null, is ''. */
type TextValues = Readonly<Record<string, unknown>>

/** What the key of a plural text needs. */
type CountedValues = TextValues & { count: number }

export interface Words {
  language: Language
  t: <Key extends TextKey>(
    key: Key,
    ...values: Extract<Key, PluralKey> extends never ? [values?: TextValues] : [values: CountedValues]
  ) => string
  /** Whether there is a text without plural forms for a key that is made at run time. */
  has: (key: string) => key is PlainKey
}

/** Whether an object of texts is one plural text. */
export const isPluralText = (texts: unknown): texts is PluralText =>
  typeof texts === 'object' &&
  texts !== null &&
  'other' in texts &&
  Object.entries(texts).every(
    ([name, text]) => pluralCategories.some((category) => category === name) && typeof text === 'string',
  )

const PLACEHOLDER = /\{\{(\w+)\}\}/g

// Unicode's first strong isolate and its end: what is between has its own direction (Unicode Standard Annex #9).
const FSI = '\u2068'
const PDI = '\u2069'

/** Neither of a script from right to left, nor a number or a time; or a path that begins in another script. */
const isForeign = (value: string): boolean =>
  /^\p{Script=Latin}.* → /u.test(value) ||
  (!/\p{Script=Arabic}|\p{Script=Hebrew}/u.test(value) && !/^[\d\s:.,]*$/.test(value))

/** An address that is a line by itself stays as it is: it is copied, or becomes a link. */
const isWholeLine = (text: string, at: number, length: number): boolean =>
  (at === 0 || text[at - 1] === '\n') && (text.length === at + length || text[at + length] === '\n')

/**
 * `namespaces`: the texts of `language`, by namespace. From right to left a value keeps its direction: the parts of a
 * Latin name, an address or an ID would change places otherwise.
 */
export function createWords(language: Language, namespaces: object): Words {
  const textOf = (key: string): unknown =>
    key
      .split('.')
      .reduce<unknown>(
        (part, name) =>
          typeof part === 'object' && part !== null && !isPluralText(part) && Object.hasOwn(part, name)
            ? Reflect.get(part, name)
            : undefined,
        namespaces,
      )
  const isolates = directionOf(language) === 'rtl'
  /** A count that is missing is "other". */
  const formOf = (text: PluralText, count: unknown) =>
    text[pluralRules(language, {}).select(Number(count))] ?? text.other
  return {
    language,
    t(key, values: TextValues = {}) {
      const found = textOf(key)
      const text = isPluralText(found) ? formOf(found, values.count) : found
      if (typeof text !== 'string') return key
      return text.replace(PLACEHOLDER, (placeholder, name: string, at: number) => {
        const value = Object.hasOwn(values, name) ? String(values[name] ?? '') : ''
        return isolates && isForeign(value) && !isWholeLine(text, at, placeholder.length)
          ? `${FSI}${value}${PDI}`
          : value
      })
    },
    has: (key): key is PlainKey => typeof textOf(key) === 'string',
  }
}
