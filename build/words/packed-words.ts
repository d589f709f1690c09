// A Vite plugin that compresses the texts of each language: plain, those of twelve would be a third of the package.
import { dirname, join } from 'node:path'
import { brotliCompressSync, constants } from 'node:zlib'
import type { Plugin } from 'vite'
import { type Language, languageNames } from '../../app/model/names.ts'
import { valuesOf } from '../../words/text-values.ts'
import { readWordsFolder } from './words-folder.ts'

/** Replaces words/languages.ts. A language is decompressed when it is asked for, with the keys of English, within some ms. */
export const packedWords: Plugin = {
  name: 'packed-words',
  load(id) {
    if (!id.endsWith('/words/languages.ts')) return null
    const textsOf = (language: Language) => readWordsFolder(join(dirname(id), language))
    const english = textsOf('en')
    const packed = languageNames.map((language) => [
      language,
      compressed(language === 'en' ? english : valuesOf(english, textsOf(language))),
    ])
    return `import { dirname, join } from 'node:path'
import { brotliDecompressSync } from 'node:zlib'
      import { withKeys } from './text-values.ts'
      const packed = ${JSON.stringify(Object.fromEntries(packed))}
      const read = (language) =>
        JSON.parse(brotliDecompressSync(Buffer.from(packed[language], 'base64')).toString())
      export const namespacesOf = (language) =>
        language === 'en' ? read('en') : withKeys(read('en'), read(language))`
  },
}

/** In base64, as a part of the program's own file: a file of its own could be replaced by an update while the program runs. */
const compressed = (texts: object) =>
  brotliCompressSync(JSON.stringify(texts), {
    params: { [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT },
  }).toString('base64')
