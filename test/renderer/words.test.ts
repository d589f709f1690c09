// The texts: the same keys in every language, every key is used, every used key exists, and no view has a text of its own.

import { readdirSync } from 'node:fs'
import { parseAst } from 'vite'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { type Language, languageNames } from '../../app/model/names.ts'
import { readWordsFolder } from '../../build/words/words-folder.ts'
import { localeOf } from '../../words/locale.ts'
import { isPluralText } from '../../words/translator.ts'
import { projectFiles, readProjectFile } from '../support/project-files.ts'

const namespaces = Object.keys(readWordsFolder('words/en'))
type Tree = { [name: string]: string | Tree }
const treeSchema: z.ZodType<Tree> = z.lazy(() => z.record(z.string(), z.union([z.string(), treeSchema])))

/** A text's forms by plural category; one text without plural forms is the form `always`. */
type Forms = Readonly<Record<string, string>>

function wordsOf(language: Language): Map<string, Forms> {
  const flat = new Map<string, Forms>()
  const gather = (tree: Tree, path: string) => {
    for (const [name, value] of Object.entries(tree)) {
      const key = `${path}${name}`
      if (typeof value === 'string') flat.set(key, { always: value })
      else if (isPluralText(value)) flat.set(key, value)
      else gather(value, `${key}.`)
    }
  }
  gather(treeSchema.parse(readWordsFolder(`words/${language}`)), '')
  return flat
}

const en = wordsOf('en')
const isPlural = (forms: Forms) => !('always' in forms)

const sources = projectFiles('app', 'renderer', 'words', 'scripts').filter((path) => /\.tsx?$/.test(path))

const withoutComments = (source: string) => source.replace(/^\s*(?:\/\/|\/?\*).*$/gm, '')

/** The keys in the sources; some have a template part. */
const used = new Set(
  sources.flatMap((path) =>
    [
      ...withoutComments(readProjectFile(path)).matchAll(
        new RegExp(`['"\`]((?:${namespaces.join('|')})\\.(?!json\\b)[\\w.${'$'}{}()-]+)['"\`]`, 'g'),
      ),
    ].map(([, key]) => key ?? ''),
  ),
)
const valuesIn = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name).sort()
const patternOf = (key: string) =>
  new RegExp(
    `^${key
      .split(/\$\{[^}]*\}/)
      .map((piece) => piece.replaceAll('.', '\\.'))
      .join('[^.]+')}$`,
  )

/** Names, and words that some language has in common with English. */
const sameWords: ReadonlySet<string> = new Set([
  ...['Tally Light', 'Tally Light {{version}}', 'Microsoft Graph', 'Teams', 'Home Assistant', 'WLED', 'TLS'],
  ...['Philips Hue', 'Hue', 'Hue Bridge', 'Luxafor, Blynclight, Busylight, blink(1), MuteMe, BlinkStick'],
  ...['entra.microsoft.com', 'entra.microsoft.us', 'portal.azure.cn', 'Correlation ID: {{id}}'],
  ...['US Government L4', 'US Government L5 (DoD)', 'China (21Vianet)'],
  'Authentication → Add a platform → Mobile and desktop applications. Custom redirect URI:',
  'API permissions → Add a permission → Microsoft Graph → Delegated permissions:',
  ...[
    'Account',
    'Account {{number}}',
    'Accounts',
    'Arguments',
    'Cloud',
    'Demo',
    'Global',
    'Headers',
    'Host',
    'Model',
    'Name',
    'No',
    'Notifications',
  ],
  ...[
    'Offline',
    'Pages',
    'Palette',
    'Password',
    'Pause',
    'Port',
    'Program',
    'System',
    'Tenant',
    '30 min',
    '1 h',
  ],
  ...['{{account}} (tenant {{tenant}})', '{{tenant}} is tenant {{tenantId}}.'],
])

test('each folder is a language', () => {
  const folders = readdirSync('words', { withFileTypes: true }).filter((entry) => entry.isDirectory())
  expect(folders.map(({ name }) => name).sort()).toEqual([...languageNames].sort())
})

describe('keys', () => {
  test.each(languageNames)('of "%s" are those of "en"', (language) => {
    expect([...wordsOf(language).keys()].sort()).toEqual([...en.keys()].sort())
  })

  test.each(languageNames)('of "%s" take the same values', (language) => {
    const rules = new Intl.PluralRules(localeOf(language))
    /** Whether the category is that of one number, which a text can say in a word. */
    const isOneNumber = (category: string) =>
      Array.from({ length: 1000 }, (_, count) => count).filter((count) => rules.select(count) === category)
        .length === 1
    const texts = wordsOf(language)
    for (const [key, { always, other }] of en) {
      const expected = valuesIn(always ?? other ?? '')
      for (const [category, text] of Object.entries(texts.get(key) ?? {})) {
        const taken = valuesIn(text)
        const isLeftOut = !always && !taken.includes('count') && isOneNumber(category)
        expect(isLeftOut ? [...taken, 'count'].sort() : taken, `${key}, ${category}`).toEqual(expected)
      }
    }
  })

  test.each(languageNames)('of "%s" have a form for each plural category of the language', (language) => {
    const { pluralCategories } = new Intl.PluralRules(localeOf(language)).resolvedOptions()
    for (const [key, forms] of wordsOf(language)) {
      const wanted = isPlural(en.get(key) ?? {}) ? [...pluralCategories].sort() : ['always']
      expect(Object.keys(forms).sort(), key).toEqual(wanted)
    }
  })

  test.each(languageNames.filter((name) => name !== 'en'))('of "%s" say nothing in English', (language) => {
    const texts = wordsOf(language)
    const left = [...en].flatMap(([key, english]) => {
      const said = Object.values(texts.get(key) ?? {}).filter((text) => Object.values(english).includes(text))
      return said.filter((text) => /\p{L}/u.test(text.replace(/\{\{\w+\}\}/g, '')) && !sameWords.has(text))
    })
    expect(left).toEqual([])
  })

  test('of plural texts say the count', () => {
    for (const [key, forms] of en) {
      const says = Object.values(forms).some((text) => valuesIn(text).includes('count'))
      expect(says, key).toBe(isPlural(forms))
    }
  })

  test('are all used', () => {
    const patterns = [...used].map(patternOf)
    const unused = [...en.keys()].filter((key) => !patterns.some((pattern) => pattern.test(key)))
    expect(unused).toEqual([])
  })

  test('that are used, exist', () => {
    const missing = [...used].filter((key) => ![...en.keys()].some((known) => patternOf(key).test(known)))
    expect(missing).toEqual([])
  })

  test.each(languageNames)('of "%s" have a text', (language) => {
    for (const [key, forms] of wordsOf(language))
      for (const text of Object.values(forms)) expect(text.trim(), key).not.toBe('')
  })
})

/** Attributes that the user sees or a screen reader reads. */
const TEXT_ATTRIBUTES = ['title', 'alt', 'label', 'hint', 'placeholder', 'aria-label', 'validationMessage']
const nodeSchema = z.looseObject({ type: z.string() })
const literalSchema = z.object({ type: z.literal('Literal'), value: z.string() })
const textSchema = z.object({ type: z.literal('JSXText'), value: z.string() })
const attributeSchema = z.object({
  type: z.literal('JSXAttribute'),
  name: z.object({ name: z.string() }),
  value: literalSchema,
})
const childSchema = z.object({ type: z.literal('JSXExpressionContainer'), expression: literalSchema })

function literalsIn(node: unknown): string[] {
  if (Array.isArray(node)) return node.flatMap(literalsIn)
  const read = nodeSchema.safeParse(node)
  if (!read.success) return []
  const found: string[] = []
  const text = textSchema.safeParse(node)
  if (text.success) found.push(text.data.value)
  const attribute = attributeSchema.safeParse(node)
  if (attribute.success && TEXT_ATTRIBUTES.includes(attribute.data.name.name))
    found.push(attribute.data.value.value)
  if (read.data.type === 'JSXElement') {
    for (const child of z.array(z.unknown()).parse(read.data.children)) {
      const container = childSchema.safeParse(child)
      if (container.success) found.push(container.data.expression.value)
    }
  }
  return [...found.filter((words) => /\p{L}/u.test(words)), ...Object.values(read.data).flatMap(literalsIn)]
}

describe('views', () => {
  const views = projectFiles('renderer').filter((path) => path.endsWith('.tsx'))

  test.each(views)('%s has no texts of its own', (path) => {
    expect(literalsIn(parseAst(readProjectFile(path), { lang: 'tsx' }))).toEqual([])
  })

  test('finds texts in a view', () => {
    const view = 'const view = <p title="Hello">Hi {name} {"there"} {t(\'window.name\')}</p>'
    expect(literalsIn(parseAst(view, { lang: 'tsx' }))).toEqual(['there', 'Hello', 'Hi '])
  })
})
