// What the words of a problem promise is what its `next` says, in every language.
import { describe, expect, test } from 'vitest'
import { problemSchema } from '../../app/microsoft/problem.ts'
import { declaredNext } from '../../app/problem-kinds.ts'
import { languageNames } from '../../app/settings.ts'
import { rooms } from '../../words/words.ts'
import { byItself } from './by-itself.ts'

const kinds = problemSchema.options.map(({ shape }) => shape.kind.value)

describe.each(languageNames)('in "%s"', (language) => {
  const words = rooms[language].problem
  const { promise } = words

  test.each(kinds)('%s promises what happens next, and nothing else', (kind) => {
    const { title, meaning, nextStep } = words[kind]
    expect(nextStep.includes('{{promise}}')).toBe(declaredNext[kind] !== 'person')
    for (const text of [title, meaning, nextStep]) expect(text).not.toMatch(byItself[language])
  })

  test('each promise says that it happens by itself, or that it does not', () => {
    for (const text of Object.values(promise)) expect(text).toMatch(byItself[language])
  })
})
