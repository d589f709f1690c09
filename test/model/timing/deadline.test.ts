// `within` resolves in time, whatever the call does.
import { expect, test } from 'vitest'
import { type Answer, ok, type Problem } from '../../../app/model/problems/problem.ts'
import { createDeadlines } from '../../../app/model/timing/deadline.ts'
import { createVirtualClock } from '../../support/virtual-clock.ts'

const LIMIT_MS = 30_000

/** A promise that a test settles. */
function settledLater() {
  const settle = { resolve(_answer: Answer<string>) {}, reject(_error: Error) {} }
  const promise = new Promise<Answer<string>>((resolve, reject) => Object.assign(settle, { resolve, reject }))
  return { promise, settle }
}

/** The answers of `within` for `act` within a minute of a virtual clock. */
async function outcomeOf(act: () => Promise<Answer<string>>, late?: Problem) {
  const clock = createVirtualClock()
  const answers: (Answer<string> & { atMs: number })[] = []
  const beganMs = clock.monotonicMs()
  const deadlines = createDeadlines(clock)
  void deadlines
    .within(LIMIT_MS, act, late)
    .then((answer) => answers.push({ ...answer, atMs: clock.monotonicMs() - beganMs }))
  await clock.pass(60_000)
  expect(clock.waiting()).toBe(0)
  return answers
}

test('an answer is returned at once, and leaves no timer', async () => {
  expect(await outcomeOf(async () => ok('here'))).toEqual([{ ok: true, value: 'here', atMs: 0 }])
})

test.each<[string, () => Promise<Answer<string>>]>([
  ['rejects', () => Promise.reject(new Error('broken'))],
  [
    'throws at once',
    () => {
      throw new Error('broken')
    },
  ],
])('a call that %s is a problem', async (_how, act) => {
  const problem = { kind: 'unexpected', next: 'retries', detail: 'Error: broken' }
  expect(await outcomeOf(act)).toEqual([{ ok: false, problem, atMs: 0 }])
})

test('anything that is thrown becomes a problem with a text', async () => {
  const wordless: unknown = Object.create(null)
  for (const thrown of [undefined, null, 'text', Symbol('s'), wordless]) {
    const [answer] = await outcomeOf(() => Promise.reject(thrown))
    expect(answer).toMatchObject({ ok: false, problem: { kind: 'unexpected', detail: expect.any(String) } })
  }
})

test('a call that hangs ends at the limit, with the given problem', async () => {
  const hang = () => new Promise<Answer<string>>(() => {})
  expect(await outcomeOf(hang)).toEqual([
    { ok: false, problem: { kind: 'unfinished', next: 'retries', afterMs: LIMIT_MS }, atMs: LIMIT_MS },
  ])
  const late: Problem = { kind: 'timed-out', next: 'retries', host: 'graph.microsoft.com', afterMs: LIMIT_MS }
  expect(await outcomeOf(hang, late)).toMatchObject([{ problem: late }])
})

test.each<[string, (late: ReturnType<typeof settledLater>['settle']) => void]>([
  ['answers', (late) => late.resolve(ok('late'))],
  ['fails', (late) => late.reject(new Error('late'))],
])('a call that %s after the limit is ignored', async (_how, settle) => {
  const clock = createVirtualClock()
  const { promise, settle: late } = settledLater()
  const answer = createDeadlines(clock).within(LIMIT_MS, () => promise)
  await clock.pass(LIMIT_MS)
  settle(late)
  expect(await answer).toMatchObject({ ok: false, problem: { kind: 'unfinished' } })
  await clock.pass(0)
})

test('after stop there is no timer and no answer, and a new call works', async () => {
  const clock = createVirtualClock()
  const deadlines = createDeadlines(clock)
  const { promise, settle } = settledLater()
  let answers = 0
  const count = () => {
    answers += 1
  }
  void deadlines.within(LIMIT_MS, () => promise).then(count)
  deadlines.stop()
  expect(clock.waiting()).toBe(0)
  settle.resolve(ok('late'))
  await clock.pass(60_000)
  expect(answers).toBe(0)
  void deadlines.within(LIMIT_MS, async () => ok('next')).then(count)
  await clock.pass(0)
  expect(answers).toBe(1)
})
