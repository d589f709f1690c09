// The texts of a problem promise what its `next` says, in every language.
import { describe, expect, test } from 'vitest'
import { clouds } from '../../app/microsoft/clouds.ts'
import { languageNames } from '../../app/model/names.ts'
import { problemSchema } from '../../app/model/problems/problem.ts'
import { declaredNext } from '../../app/model/problems/problem-kinds.ts'
import { namespacesOf } from '../../words/languages.ts'
import { lengthOfTime } from '../../words/moments.ts'
import { problemWords } from '../../words/problem-words.ts'
import { wordsIn } from '../../words/words.ts'
import { languagesWithPhrases, phrases } from './phrases.ts'

const kinds = problemSchema.options.map(({ shape }) => shape.kind.value)

describe.each(languageNames)('in "%s"', (language) => {
  const words = namespacesOf(language).problem
  const { promise } = words

  test.each(kinds)('%s has a promise unless only a person can help', (kind) => {
    expect(words[kind].nextStep.includes('{{promise}}')).toBe(declaredNext[kind] !== 'person')
  })

  test('names a wait only if the server sent one', () => {
    const nextStep = (retryAfterMs: number | null) => throttled('graph.microsoft.com', retryAfterMs).nextStep
    expect(nextStep(120_000)).toContain(
      promise.throttled.replace('{{wait}}', lengthOfTime(120_000, language)),
    )
    for (const noWait of [null, 0]) {
      expect(nextStep(noWait)).toContain(promise.throttledUntold)
    }
  })

  test('names the wait that Microsoft asks for after a refused click', () => {
    for (const problem of [
      { kind: 'throttled', next: 'person', host: 'login', retryAfterMs: 120_000 },
      { kind: 'server-error', next: 'person', host: 'login', status: 503, retryAfterMs: 120_000 },
    ] as const) {
      expect(problemWords(problem, wordsIn(language)).nextStep).toContain(lengthOfTime(120_000, language))
      const { nextStep } = problemWords({ ...problem, retryAfterMs: null }, wordsIn(language))
      expect(nextStep).toContain(promise.person)
    }
  })

  test('only Graph has a limit that the tenant shares', () => {
    const { graph, slower } = words.limit
    for (const { graphHost, loginHost } of Object.values(clouds)) {
      expect(throttled(graphHost)).toMatchObject({
        meaning: graph,
        nextStep: expect.stringContaining(slower),
      })
      const { meaning, nextStep } = throttled(loginHost)
      expect(meaning).toContain(loginHost)
      expect(`${meaning} ${nextStep}`).not.toContain(slower)
    }
  })

  test('blames Microsoft only for a status of 500 and above', () => {
    const title = (status: number) =>
      problemWords(
        { kind: 'server-error', next: 'retries', host: 'graph', status, retryAfterMs: null },
        wordsIn(language),
      ).title
    for (const status of [500, 502, 503, 504, 599]) expect(title(status)).toBe(words['server-error'].title)
    for (const status of [400, 402, 404, 410, 418, 423, 451]) expect(title(status)).toBe(words.errorAnswer)
  })

  test('names both lengths of an address that is too long', () => {
    const { meaning } = problemWords(
      { kind: 'address-too-long', next: 'person', length: 2085, limit: 2083 },
      wordsIn(language),
    )
    expect(meaning).toContain('2085')
    expect(meaning).toContain('2083')
  })

  const throttled = (host: string, retryAfterMs: number | null = null) =>
    problemWords({ kind: 'throttled', next: 'waits', host, retryAfterMs }, wordsIn(language))
})

describe.each(languagesWithPhrases)('in "%s"', (language) => {
  const words = namespacesOf(language).problem
  const { byItself, otherComputer } = phrases[language]

  test.each(kinds)('%s promises nothing outside its promise', (kind) => {
    const { title, meaning, nextStep } = words[kind]
    const meanings = typeof meaning === 'string' ? [meaning] : Object.values(meaning)
    for (const text of [title, ...meanings, nextStep]) expect(text).not.toMatch(byItself)
  })

  test('each promise says that it happens by itself, or that it does not', () => {
    for (const text of Object.values(words.promise)) expect(text).toMatch(byItself)
  })

  // The settings do not say why a secret is missing: services/known-secrets.ts.
  test('a missing password is not blamed on the keyring alone', () => {
    expect(words['output-secret-missing'].meaning).toMatch(otherComputer)
  })
})
