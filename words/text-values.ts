// The texts of a language without their keys, which every language has from English: a fifth less when compressed.
import { isPluralText } from './translator.ts'

const isText = (texts: unknown): boolean => typeof texts === 'string' || isPluralText(texts)

/** The texts, in the order of the keys of `english`. Throws if one is missing. */
export function valuesOf(english: object, texts: object): unknown[] {
  return Object.entries(english).flatMap(([key, inEnglish]) => {
    const value: unknown = Reflect.get(texts, key)
    if (isText(inEnglish) && isText(value)) return [value]
    if (isText(inEnglish) || typeof value !== 'object' || value === null) throw new Error(`No text ${key}`)
    return valuesOf(inEnglish, value)
  })
}

/** The texts by the keys of `english` again. */
export function withKeys(english: object, values: readonly unknown[]): object {
  const rest = values.values()
  const restored = (texts: object): object =>
    Object.fromEntries(
      Object.entries(texts).map(([key, inEnglish]) => [
        key,
        isText(inEnglish) ? rest.next().value : restored(inEnglish),
      ]),
    )
  return restored(english)
}
