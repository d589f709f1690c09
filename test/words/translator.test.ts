// The translation function: values are inserted as they are, and every text of every language is complete.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Language, languageNames } from '../../app/model/names.ts'
import { namespacesOf } from '../../words/languages.ts'
import { createWords, isPluralText, type PlainKey, type TextKey } from '../../words/translator.ts'
import { wordsIn } from '../../words/words.ts'

const { t, has } = createWords('en', {
  a: { one: 'Hello {{name}}, {{name}} and {{other}}', none: 'No {value}' },
})
const key = (text: string) => text as PlainKey

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

test('a plural text has the form of its count, by the rules of the language', () => {
  const forms = {
    one: '{{count}} знак',
    few: '{{count}} знака',
    many: '{{count}} знаков',
    other: '{{count}} знака',
  }
  const russian = createWords('ru', { a: { signs: forms } })
  const signs = (values?: object) => russian.t('a.signs' as TextKey, { count: Number.NaN, ...values })
  expect([1, 2, 5, 11, 21, 1.5].map((count) => signs({ count }))).toEqual([
    '1 знак',
    '2 знака',
    '5 знаков',
    '11 знаков',
    '21 знак',
    '1.5 знака',
  ])
  expect(signs()).toBe('NaN знака')
  expect(russian.has('a.signs.one')).toBe(false)
  expect(russian.t(key('a.signs.one'))).toBe('a.signs.one')
  const fewForms = createWords('ru', { a: { signs: { other: 'знаков: {{count}}' } } })
  expect(fewForms.t('a.signs' as TextKey, { count: 1 })).toBe('знаков: 1')
})

test('an object of other texts is no plural text', () => {
  expect(isPluralText({ other: 'a', mac: 'b' })).toBe(false)
  expect(isPluralText({ one: 'a', few: 'b' })).toBe(false)
  expect(isPluralText({ one: { a: 'b' }, other: 'b' })).toBe(false)
  expect(isPluralText('other')).toBe(false)
})

test('from right to left a value keeps its own direction, unless it is a line by itself', () => {
  const arabic = createWords('ar' as Language, {
    a: {
      account: 'مع {{account}} ({{tenant}})',
      link: 'هنا:\n\n{{link}}\n\n{{account}}: نعم',
      alone: '{{link}}',
    },
  })
  const values = { account: 'ada@example.com', tenant: '', link: 'https://example.com/?a=1' }
  expect(arabic.t(key('a.account'), values)).toBe('مع \u2068ada@example.com\u2069 ()')
  expect(arabic.t(key('a.link'), values)).toBe(
    'هنا:\n\nhttps://example.com/?a=1\n\n\u2068ada@example.com\u2069: نعم',
  )
  expect(arabic.t(key('a.account'), { account: 'سارة', tenant: '10:42' })).toBe('مع سارة (10:42)')
  expect(arabic.t(key('a.alone'), values)).toBe('https://example.com/?a=1')
  const path = 'Entra ID → تطبيقك → Permissions'
  expect(arabic.t(key('a.account'), { account: path })).toBe(`مع \u2068${path}\u2069 ()`)
})

function keysIn(texts: object, before = ''): string[] {
  return Object.entries(texts).flatMap(([name, text]) =>
    typeof text === 'string' || isPluralText(text) ? [`${before}${name}`] : keysIn(text, `${before}${name}.`),
  )
}

describe.each(languageNames)('%s', (language) => {
  const words = wordsIn(language)
  test('each text is found, and every placeholder is replaced', () => {
    const keys = keysIn(namespacesOf(language))
    expect(keys.length).toBeGreaterThan(500)
    const values = new Proxy(
      { count: 2 },
      { getOwnPropertyDescriptor: () => ({ configurable: true, value: 'x' }) },
    )
    for (const one of keys) {
      const text = words.t(one as TextKey, values)
      expect(text, one).not.toBe(one)
      expect(text, one).not.toMatch(/\{\{|\}\}/)
    }
  })
})
