// All texts of each language, from its folder. `import.meta.glob` is Vite's: what runs without Vite reads the folder
// (build/words/words-folder.ts). In the built program the texts are compressed (build/words/packed-words.ts).
import type { Language } from '../app/model/names.ts'
import { namespaceOf } from './namespaces.ts'
import type { Namespaces } from './translator.ts'

const files = import.meta.glob<object>('./*/*.json', { eager: true, import: 'default' })

/** The texts of a language by namespace, as the window asks for them: it ships none of its own. */
export const namespacesOf = (language: Language): Namespaces =>
  // Each folder has the keys of English (test/renderer/words.test.ts).
  Object.fromEntries(
    Object.entries(files)
      .filter(([path]) => path.startsWith(`./${language}/`))
      .map(([path, texts]) => [namespaceOf(path), texts]),
  ) as Namespaces
