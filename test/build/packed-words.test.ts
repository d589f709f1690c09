// The compressed texts of the built program are those of the folders.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from 'vite'
import { expect, onTestFinished, test } from 'vitest'
import { languageNames } from '../../app/model/names.ts'
import { packedWords } from '../../build/words/packed-words.ts'
import { readWordsFolder } from '../../build/words/words-folder.ts'

test('each language is packed as it is written', async () => {
  const outDir = await mkdtemp(join(tmpdir(), 'tally-light-words-'))
  onTestFinished(() => rm(outDir, { recursive: true, force: true }))
  await build({
    configFile: false,
    logLevel: 'error',
    plugins: [packedWords],
    build: {
      ssr: 'words/languages.ts',
      outDir,
      rollupOptions: { output: { entryFileNames: 'languages.mjs' } },
    },
  })
  const { namespacesOf } = await import(join(outDir, 'languages.mjs'))
  for (const language of languageNames)
    expect(namespacesOf(language)).toEqual(readWordsFolder(`words/${language}`))
})
