// The history of a real follower: no span reaches over a time at which the light was not vouched for.
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { confirmedIn } from '../../../app/model/day.ts'
import { baseLightOf, type LitName } from '../../../app/model/light.ts'
import { failed, ok } from '../../../app/model/problems/problem.ts'
import { createFollower } from '../../../app/polling/follower.ts'
import { noBackoff } from '../../../app/polling/tenant-backoff.ts'
import { createHistory } from '../../../app/services/history/history.ts'
import { openHistoryFolder } from '../../../app/storage/history-file.ts'
import { wordsIn } from '../../../words/words.ts'
import { presence, signedIn } from '../../model/states.ts'
import { createAccountStore } from '../../support/account-store.ts'
import { folderInMemory } from '../../support/temporary-folder.ts'
import { createVirtualClock } from '../../support/virtual-clock.ts'

const RUNS = 40
const SECOND = 1000
const MINUTE = 60 * SECOND
/** Shorter sleeps may go unnoticed. */
const NOTICED_MS = 2 * MINUTE

type Step =
  | { kind: 'pass' | 'sleep'; ms: number }
  | { kind: 'become'; availability: string }
  | { kind: 'fail' | 'mend' | 'pause' | 'resume' | 'check' }
  /** How long an answer is on its way. */
  | { kind: 'take'; ms: number }

const lasting = <Kind extends string>(kind: Kind, least: number, most: number) =>
  fc.record({ kind: fc.constant(kind), ms: fc.integer({ min: least, max: most }) })
const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.oneof(
    { weight: 6, arbitrary: lasting('pass', 0, 20 * MINUTE) },
    { weight: 3, arbitrary: lasting('pass', 0, 20 * SECOND) },
    { weight: 2, arbitrary: lasting('sleep', NOTICED_MS + 1, 40 * MINUTE) },
    { weight: 2, arbitrary: lasting('take', 0, 25 * SECOND) },
    {
      weight: 2,
      arbitrary: fc.record({
        kind: fc.constant('become' as const),
        availability: fc.constantFrom('Available', 'Busy'),
      }),
    },
    {
      weight: 4,
      arbitrary: fc.record({ kind: fc.constantFrom('fail', 'mend', 'mend', 'pause', 'resume', 'check') }),
    },
  ),
  { maxLength: 40, size: 'max' },
)

async function play(steps: readonly Step[], intervalMs: number, folder: string) {
  const clock = createVirtualClock()
  const store = createAccountStore(signedIn)
  const graph = { availability: 'Available', fails: false, tookMs: 0 }
  const answers: { light: LitName; at: number }[] = []
  /** When nobody could vouch for the light. */
  const unknown: { from: number; until: number }[] = []
  let unknownSince: number | null = clock.nowMs()

  const history = createHistory({
    ...{ store, clock, folder: openHistoryFolder(folder), demoFortnight: () => [] },
    wordsNow: () => wordsIn('en'),
    saveFile: async () => null,
    onChange: () => {},
    log: { warn: (...words) => expect(words).toEqual([]) },
  })
  store.subscribe((state, before) => {
    const nowMs = clock.nowMs()
    const isKnown = confirmedIn(state) !== null
    if (!isKnown) unknownSince ??= nowMs
    else if (unknownSince !== null) {
      unknown.push({ from: unknownSince, until: nowMs })
      unknownSince = null
    }
    const { last } = state.following
    if (last && last !== before.following.last)
      answers.push({ light: baseLightOf(last.presence), at: last.at })
  })
  const follower = createFollower({
    ...{ clock, intervalMs: () => intervalMs, computer: { idleMs: () => 0 }, random: () => 0.5 },
    ...{ backoff: noBackoff, onBackoff: () => {}, onFault: () => {} },
    source: {
      async myPresence() {
        await new Promise<void>((resolve) => clock.after(graph.tookMs, resolve))
        return graph.fails
          ? failed({ kind: 'unreachable', next: 'retries', host: 'graph.microsoft.com', detail: '' })
          : ok(presence(graph.availability))
      },
    },
    onChange: (following) => store.setState({ following }),
  })

  async function take(step: Step) {
    switch (step.kind) {
      case 'pass':
        return clock.pass(step.ms)
      case 'sleep':
        unknown.push({ from: clock.nowMs(), until: clock.nowMs() + step.ms })
        return clock.sleep(step.ms)
      case 'take':
        graph.tookMs = step.ms
        return
      case 'become':
        graph.availability = step.availability
        return
      case 'fail':
      case 'mend':
        graph.fails = step.kind === 'fail'
        return
      case 'pause':
        store.setState({ pausedUntil: 5 })
        follower.stop()
        return clock.pass(1)
      case 'resume':
        store.setState({ pausedUntil: null })
        return follower.start('click')
      case 'check':
        return follower.check()
      default:
        return step satisfies never
    }
  }

  follower.start()
  for (const step of steps) await take(step)
  follower.stop()
  history.stop()

  const timeline = history.timeline()
  const overlap = (one: { from: number; until: number }, other: { from: number; until: number }) =>
    one.from < other.until && other.from < one.until
  for (const span of timeline) expect(unknown.filter((time) => overlap(time, span))).toEqual([])
  // And the other way round: what lies between two answers is there, unless it was not known.
  for (const [place, { light, at: from }] of answers.entries()) {
    const until = answers[place + 1]?.at ?? from
    const isKnown = until > from && !unknown.some((time) => overlap(time, { from, until }))
    const has = timeline.some((span) => span.light === light && span.from <= from && until <= span.until)
    if (isKnown) expect(has, `${light} from ${from} until ${until}`).toBe(true)
  }
}

test.each([5, 30, 600])(
  `checked every %d s, what is known is written down, and nothing else (${RUNS} tried)`,
  async (seconds) => {
    const folder = await folderInMemory()
    let number = 0
    await fc.assert(
      fc.asyncProperty(steps, (some) => play(some, seconds * SECOND, join(folder, String(number++)))),
      { numRuns: RUNS },
    )
  },
)
