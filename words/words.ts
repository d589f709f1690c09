// The translation function of each language.
import type { Language } from '../app/model/names.ts'
import { namespacesOf } from './languages.ts'
import { createWords, type Words } from './translator.ts'

export type { Namespaces, Words } from './translator.ts'

const created = new Map<Language, Words>()

/** The translation function of a language. */
export function wordsIn(language: Language): Words {
  const words = created.get(language) ?? createWords(language, namespacesOf(language))
  created.set(language, words)
  return words
}
