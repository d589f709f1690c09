// What Graph may answer to a change of one's own status: words about this change, for every status, in every language.
import { describe, expect, test } from 'vitest'
import { languageNames, type StatusChange, statusChanges } from '../../app/model/names.ts'
import type { ProblemOf } from '../../app/model/problems/problem.ts'
import { problemWords } from '../../words/problem-words.ts'
import { wordsIn } from '../../words/words.ts'
import { byItself } from './by-itself.ts'

const statuses = Array.from({ length: 200 }, (_, place) => 400 + place)
const refused = (
  change: StatusChange,
  status: number,
  retryAfterMs: number | null = null,
): ProblemOf<'status-refused'> => ({ kind: 'status-refused', next: 'person', change, status, retryAfterMs })

/** What names each change, and how a language says that all is as it was. */
const said = {
  en: {
    'set-status': /set the status that you chose/,
    'reset-status': /reset your status/,
    'set-message': /set your status message/,
    'remove-message': /removed? your status message/,
    unchanged: /unchanged|goes on showing what Microsoft says/,
    licence: /licen[cs]e/i,
    shorter: /shorter text/,
  },
  ru: {
    'set-status': /зада(?:ть|л) выбранный вами статус/,
    'reset-status': /сброси(?:ть|л) ваш статус/,
    'set-message': /зада(?:ть|л) ваше сообщение/,
    'remove-message': /убра(?:ть|л) ваше сообщение/,
    unchanged: /не изменил|прежним|и дальше показывает то, что говорит Microsoft/,
    licence: /лиценз/i,
    shorter: /текст короче/,
  },
} as const

describe.each(languageNames)('in "%s"', (language) => {
  const words = wordsIn(language)
  const { unchanged, licence, shorter, ...names } = said[language]

  test.each(statusChanges)('%s names itself, whatever the status, and promises nothing', (change) => {
    for (const status of statuses) {
      for (const retryAfterMs of [null, 0, 90_000]) {
        const { title, meaning, nextStep } = problemWords(refused(change, status, retryAfterMs), words)
        const all = `${title} ${meaning} ${nextStep}`
        expect(meaning).toMatch(names[change])
        for (const other of statusChanges.filter((one) => one !== change))
          expect(meaning).not.toMatch(names[other])
        expect(meaning).toContain(`Microsoft Graph`)
        expect(meaning).toContain(String(status))
        expect(meaning).toMatch(unchanged)
        expect(nextStep).toMatch(/\p{L}/u)
        expect(all).not.toMatch(byItself[language])
        expect(all).not.toMatch(licence)
        expect(all).not.toMatch(/\{\{|problem\.|undefined|null|NaN/)
      }
    }
  })

  test('a message that is not taken may be too long', () => {
    const step = (change: StatusChange, status: number) =>
      problemWords(refused(change, status), words).nextStep
    for (const status of [400, 413, 422]) {
      expect(step('set-message', status)).toMatch(shorter)
      for (const change of ['set-status', 'reset-status', 'remove-message'] as const)
        expect(step(change, status)).not.toMatch(shorter)
    }
  })

  test('names the wait that Microsoft asks for', () => {
    expect(problemWords(refused('set-status', 429, 120_000), words).nextStep).toMatch(/2 (?:minutes|минуты)/)
    for (const status of [400, 429, 503]) {
      const withoutWait = problemWords(refused('set-status', status), words)
      expect(problemWords(refused('set-status', status, 0), words)).toEqual(withoutWait)
    }
  })
})
