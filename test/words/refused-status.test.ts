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
    const others = statusChanges.filter((one) => one !== change)
    const faultsOf = (status: number, retryAfterMs: number | null) => {
      const { title, meaning, nextStep } = problemWords(refused(change, status, retryAfterMs), words)
      const all = `${title} ${meaning} ${nextStep}`
      const isSaid = {
        'the change': changes[change].test(meaning),
        'Microsoft Graph': meaning.includes('Microsoft Graph'),
        'the number': meaning.includes(String(status)),
        'that nothing changed': unchanged.test(meaning),
        'a next step': /\p{L}/u.test(nextStep),
        'no other change': !others.some((other) => changes[other].test(meaning)),
        'nothing that happens by itself': !byItself.test(all),
        'nothing of a licence': !licence.test(all),
        'no placeholder': !/\{\{|problem\.|undefined|null|NaN/.test(all),
      }
      return Object.entries(isSaid).flatMap(([what, isSo]) => (isSo ? [] : [`${status}, ${what}: ${all}`]))
    }
    // One assertion: one for each of a hundred thousand takes four times as long as the texts.
    const faults = statuses.flatMap((status) =>
      [null, 0, 90_000].flatMap((retryAfterMs) => faultsOf(status, retryAfterMs)),
    )
    expect(faults).toEqual([])
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
