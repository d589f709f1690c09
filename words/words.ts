// All texts of each language, from the folders of words/. `import.meta.glob` is Vite's: what runs without Vite imports the
// folder of a language instead.
import type { Language } from '../app/model/names.ts'
import { createWords, type Namespaces, type Words } from './translator.ts'

export type { Namespaces, Words } from './translator.ts'

const folders = import.meta.glob<Namespaces>('./*/index.ts', { eager: true, import: 'default' })

/** The texts of a language by namespace, as the window asks for them: it ships none of its own. */
export function namespacesOf(language: Language): Namespaces {
  const namespaces = folders[`./${language}/index.ts`]
  if (!namespaces) throw new Error(`words/${language}/index.ts is missing`)
  return namespaces
}

const created = new Map<Language, Words>()

/** The translation function of a language. */
export function wordsIn(language: Language): Words {
  const words = created.get(language) ?? createWords(language, namespacesOf(language))
  created.set(language, words)
  return words
}
