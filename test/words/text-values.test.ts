import { expect, test } from 'vitest'
import { languageNames } from '../../app/model/names.ts'
import english from '../../words/english.ts'
import { namespacesOf } from '../../words/languages.ts'
import { valuesOf, withKeys } from '../../words/text-values.ts'

test.each(languageNames)('the texts of "%s" come back with the keys of English', (language) => {
  const texts = namespacesOf(language)
  const values = valuesOf(english, texts)
  expect(withKeys(english, values)).toEqual(texts)
  expect(JSON.stringify(values).length).toBeLessThan(JSON.stringify(texts).length)
})

test.each([
  ['a text', { a: { b: 'one' } }, { a: {} }],
  ['a group', { a: { b: 'one' } }, {}],
  ['a plural text', { a: { one: 'one', other: 'more' } }, { a: { b: 'one' } }],
])('%s that is missing is an error of the build', (_what, inEnglish, texts) => {
  expect(() => valuesOf(inEnglish, texts)).toThrow('No text')
})
