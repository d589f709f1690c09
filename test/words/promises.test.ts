// What the words of a problem promise is what its `next` says, in every language.
import { describe, expect, test } from 'vitest'
import { clouds } from '../../app/microsoft/clouds.ts'
import { languageNames } from '../../app/model/names.ts'
import { problemSchema } from '../../app/model/problems/problem.ts'
import { declaredNext } from '../../app/model/problems/problem-kinds.ts'
import { lengthOfTime } from '../../words/moments.ts'
import { problemWords } from '../../words/problem-words.ts'
import { rooms, wordsIn } from '../../words/words.ts'
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

  test('a wait is named only where a server asked for it', () => {
    const nextStep = (retryAfterMs: number | null) => throttled('graph.microsoft.com', retryAfterMs).nextStep
    expect(nextStep(120_000)).toContain(
      promise.throttled.replace('{{wait}}', lengthOfTime(120_000, language)),
    )
    for (const untold of [null, 0]) {
      expect(nextStep(untold)).toContain(promise.throttledUntold)
    }
  })

  test('a refused click says how long Microsoft asks to wait', () => {
    for (const problem of [
      { kind: 'throttled', next: 'person', host: 'login', retryAfterMs: 120_000 },
      { kind: 'server-error', next: 'person', host: 'login', status: 503, retryAfterMs: 120_000 },
    ] as const) {
      expect(problemWords(problem, wordsIn(language)).nextStep).toMatch(/2 (?:minutes|минуты)/)
      const untold = problemWords({ ...problem, retryAfterMs: null }, wordsIn(language)).nextStep
      expect(untold).toContain(promise.person)
    }
  })

  test('the limit that the tenant shares is named for Graph alone', () => {
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

  test('a fault is said to be Microsoft’s only where the server says so', () => {
    const title = (status: number) =>
      problemWords(
        { kind: 'server-error', next: 'retries', host: 'graph', status, retryAfterMs: null },
        wordsIn(language),
      ).title
    for (const status of [500, 502, 503, 504, 599]) expect(title(status)).toBe(words['server-error'].title)
    for (const status of [400, 402, 404, 410, 418, 423, 451]) expect(title(status)).toBe(words.errorAnswer)
  })

  const throttled = (host: string, retryAfterMs: number | null = null) =>
    problemWords({ kind: 'throttled', next: 'waits', host, retryAfterMs }, wordsIn(language))
})
