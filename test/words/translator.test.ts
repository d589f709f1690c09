// The translation function: values are inserted as they are, and every text of every language is complete.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { languageNames } from '../../app/model/names.ts'
import { createWords, type TextKey } from '../../words/translator.ts'
import { namespacesOf, wordsIn } from '../../words/words.ts'

const { t, has } = createWords('en', {
  a: { one: 'Hello {{name}}, {{name}} and {{other}}', none: 'No {value}' },
})
const key = (text: string) => text as TextKey

test('values are inserted by name, everywhere', () => {
  expect(t(key('a.one'), { name: 'Ada', other: 2 })).toBe('Hello Ada, Ada and 2')
  expect(t(key('a.none'), { value: 1 })).toBe('No {value}')
})

test('a missing value, null and undefined are empty', () => {
  expect(t(key('a.one'), { name: null })).toBe('Hello ,  and ')
  expect(t(key('a.one'))).toBe('Hello ,  and ')
})

test('a value is never read as a text, a pattern or a member of every object', () => {
  const special = fc.constantFrom('{{other}}', '$&', '$1', '$t(a.none)', '{{name}}', '__proto__', '%s')
  fc.assert(
    fc.property(fc.oneof(fc.string(), special), (name) => {
      expect(t(key('a.one'), { name, other: '' })).toBe(`Hello ${name}, ${name} and `)
    }),
  )
  const own = createWords('en', { a: { text: '{{constructor}}{{toString}}{{__proto__}}' } })
  expect(own.t(key('a.text'), {})).toBe('')
})

test('a key without a text is shown as it is, whatever it is', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      if (text === 'a.one' || text === 'a.none') return
      expect(has(text)).toBe(false)
      expect(t(key(text))).toBe(text)
    }),
  )
  for (const text of ['a', 'a.one.length', 'constructor', 'a.__proto__', '']) expect(has(text)).toBe(false)
})

function keysIn(texts: object, before = ''): string[] {
  return Object.entries(texts).flatMap(([name, text]) =>
    typeof text === 'string' ? [`${before}${name}`] : keysIn(text, `${before}${name}.`),
  )
}

describe.each(languageNames)('%s', (language) => {
  const words = wordsIn(language)
  test('each text is found, and every placeholder is replaced', () => {
    const keys = keysIn(namespacesOf(language))
    expect(keys.length).toBeGreaterThan(500)
    const values = new Proxy({}, { getOwnPropertyDescriptor: () => ({ configurable: true, value: 'x' }) })
    for (const one of keys) {
      expect(words.has(one), one).toBe(true)
      expect(words.t(key(one), values), one).not.toMatch(/\{\{|\}\}/)
    }
  })
})
