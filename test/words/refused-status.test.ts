// The texts for a change of the user's status that Graph refused, for every HTTP status.
import { describe, expect, test } from 'vitest'
import { type StatusChange, statusChanges } from '../../app/model/names.ts'
import type { ProblemOf } from '../../app/model/problems/problem.ts'
import { lengthOfTime } from '../../words/moments.ts'
import { problemWords } from '../../words/problem-words.ts'
import { wordsIn } from '../../words/words.ts'
import { languagesWithPhrases, phrases } from './phrases.ts'

const statuses = Array.from({ length: 200 }, (_, place) => 400 + place)
const refused = (
  change: StatusChange,
  status: number,
  retryAfterMs: number | null = null,
): ProblemOf<'status-refused'> => ({ kind: 'status-refused', next: 'person', change, status, retryAfterMs })

describe.each(languagesWithPhrases)('in "%s"', (language) => {
  const words = wordsIn(language)
  const { byItself, changes, unchanged, licence, shorter } = phrases[language]

  test.each(statusChanges)('%s: names the change and promises nothing', (change) => {
    for (const status of statuses) {
      for (const retryAfterMs of [null, 0, 90_000]) {
        const { title, meaning, nextStep } = problemWords(refused(change, status, retryAfterMs), words)
        const all = `${title} ${meaning} ${nextStep}`
        expect(meaning).toMatch(changes[change])
        for (const other of statusChanges.filter((one) => one !== change))
          expect(meaning).not.toMatch(changes[other])
        expect(meaning).toContain(`Microsoft Graph`)
        expect(meaning).toContain(String(status))
        expect(meaning).toMatch(unchanged)
        expect(nextStep).toMatch(/\p{L}/u)
        expect(all).not.toMatch(byItself)
        expect(all).not.toMatch(licence)
        expect(all).not.toMatch(/\{\{|problem\.|undefined|null|NaN/)
      }
    }
  })

  test('only a refused message may be too long', () => {
    const step = (change: StatusChange, status: number) =>
      problemWords(refused(change, status), words).nextStep
    for (const status of [400, 413, 422]) {
      expect(step('set-message', status)).toMatch(shorter)
      for (const change of ['set-status', 'reset-status', 'remove-message'] as const)
        expect(step(change, status)).not.toMatch(shorter)
    }
  })

  test('names the wait that Microsoft asks for, if it asks for one', () => {
    expect(problemWords(refused('set-status', 429, 120_000), words).nextStep).toContain(
      lengthOfTime(120_000, language),
    )
    for (const status of [400, 429, 503]) {
      const withoutWait = problemWords(refused('set-status', status), words)
      expect(problemWords(refused('set-status', status, 0), words)).toEqual(withoutWait)
    }
  })
})
