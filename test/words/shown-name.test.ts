// The name of the colleague whose light is shown: always there, and never at the cost of the state.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { personSchema } from '../../app/model/colleague.ts'
import { lightOf } from '../../app/model/light.ts'
import type { AccountView } from '../../app/model/state.ts'
import { namedTitle, nameInShort } from '../../words/shown-name.ts'
import { shortStatusLine, statusHead, statusLine, statusTitle } from '../../words/status.ts'
import { wordsIn } from '../../words/words.ts'
import { colleague, following, presence } from '../model/states.ts'

const NOW = Date.parse('2026-11-23T11:00:00')
const words = wordsIn('en')

const instead = (state: AccountView, name: string, stale = false): AccountView => ({
  ...state,
  following: {
    ...state.following,
    stale,
    person: personSchema.parse(colleague(1, { name, address: 'x@y.z' })),
  },
})
const names = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 200 }),
  fc.constantFrom('Grace', '', ' ', 'W'.repeat(256), 'عبد الرحمن بن محمد '.repeat(9), '👩‍👩‍👧‍👦'.repeat(20)),
)

test('a name comes first, in every line and title', () => {
  const state = instead(following(presence('Busy', 'InACall')), 'Grace Hopper')
  const light = lightOf(state)
  expect(statusLine(state, light, words, NOW)).toBe('Grace Hopper · In a call · since 10:42')
  expect(statusHead(state, light, words, NOW)).toBe('Grace Hopper · In a call')
  expect(namedTitle('In a call', state, words)).toBe('Grace Hopper: In a call')
  const demo: AccountView = { ...state, session: { kind: 'demo', pretending: null } }
  expect(statusHead(demo, light, words, NOW)).toBe('Demo · Grace Hopper · In a call')
})

test('where no light is followed, there is none', () => {
  const state = instead(following(presence('Busy', 'InACall')), 'Grace Hopper')
  for (const session of [{ kind: 'signing-in' }, { kind: 'signed-out', problem: null }] as const) {
    const other = { ...state, session }
    expect(statusLine(other, lightOf(other), words, NOW)).not.toContain('Grace')
    expect(namedTitle('x', other, words)).toBe('x')
  }
})

test('in a tooltip of Windows the state is never cut, nor the name to nothing', () => {
  const activities = fc.constantFrom('InACall', 'Presenting', 'UrgentInterruptionsOnly', 'W'.repeat(64))
  fc.assert(
    fc.property(
      names,
      activities,
      fc.boolean(),
      fc.constantFrom('en', 'ru'),
      (name, activity, stale, language) => {
        const state = instead(following(presence('Busy', activity, true)), name, stale)
        const inWords = wordsIn(language)
        const line = shortStatusLine(state, lightOf(state), inWords, NOW, 127)
        expect(line.length).toBeLessThanOrEqual(127)
        expect(line).toContain(` · ${statusTitle(state, lightOf(state), inWords, NOW)}`)
        expect(line.startsWith(' · ')).toBe(false)
      },
    ),
  )
})

test('a shortened name is cut between letters', () => {
  expect(nameInShort('Grace Hopper', 40)).toBe('Grace Hopper')
  expect(nameInShort('Grace Hopper', 10)).toBe('Grace Hop…')
  expect(nameInShort('Grace Hopper', -5)).toBe('Grace H…')
  fc.assert(fc.property(names, (name) => !/[\uD800-\uDBFF]…/.test(nameInShort(name, 12))))
})
