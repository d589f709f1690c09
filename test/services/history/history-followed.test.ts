// The history with a real follower: no span covers a time at which the light was not confirmed.
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { confirmedIn } from '../../../app/model/day.ts'
import type { LitName } from '../../../app/model/light.ts'
import { baseLightOf } from '../../../app/model/lights/presence-words.ts'
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
/** A shorter sleep may not be detected. */
const MIN_SLEEP_MS = 2 * MINUTE

type Step =
  | { kind: 'pass' | 'sleep'; ms: number }
  | { kind: 'become'; availability: string }
  | { kind: 'fail' | 'recover' | 'pause' | 'resume' | 'check' }
  /** Sets the duration of the following requests. */
  | { kind: 'set-duration'; ms: number }

const lasting = <Kind extends string>(kind: Kind, least: number, most: number) =>
  fc.record({ kind: fc.constant(kind), ms: fc.integer({ min: least, max: most }) })
const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.oneof(
    { weight: 6, arbitrary: lasting('pass', 0, 20 * MINUTE) },
    { weight: 3, arbitrary: lasting('pass', 0, 20 * SECOND) },
    { weight: 2, arbitrary: lasting('sleep', MIN_SLEEP_MS + 1, 40 * MINUTE) },
    { weight: 2, arbitrary: lasting('set-duration', 0, 25 * SECOND) },
    {
      weight: 2,
      arbitrary: fc.record({
        kind: fc.constant('become' as const),
        availability: fc.constantFrom('Available', 'Busy'),
      }),
    },
    {
      weight: 4,
      arbitrary: fc.record({
        kind: fc.constantFrom('fail', 'recover', 'recover', 'pause', 'resume', 'check'),
      }),
    },
  ),
  { maxLength: 40, size: 'max' },
)

async function play(steps: readonly Step[], intervalMs: number, folder: string) {
  const clock = createVirtualClock()
  const store = createAccountStore(signedIn)
  const graph = { availability: 'Available', fails: false, durationMs: 0 }
  const answers: { light: LitName; at: number }[] = []
  /** When the light was not confirmed. */
  const unknown: { from: number; until: number }[] = []
  let unknownSince: number | null = clock.nowMs()

  const history = createHistory({
    store,
    clock,
    folder: openHistoryFolder(folder),
    demoFortnight: () => [],
    wordsNow: () => wordsIn('en'),
    saveFile: async () => null,
    onChange: () => {},
    log: { warn: (...line) => expect(line).toEqual([]) },
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
    clock,
    intervalMs: () => intervalMs,
    computer: { idleMs: () => 0 },
    random: () => 0.5,
    backoff: noBackoff,
    onBackoff: () => {},
    onFault: () => {},
    source: {
      async myPresence() {
        await new Promise<void>((resolve) => clock.after(graph.durationMs, resolve))
        return graph.fails
          ? failed({ kind: 'unreachable', next: 'retries', host: 'graph.microsoft.com', detail: '' })
          : ok(presence(graph.availability))
      },
    },
    onChange: (following) => store.setState({ following }),
  })

  async function perform(step: Step) {
    switch (step.kind) {
      case 'pass':
        return clock.pass(step.ms)
      case 'sleep':
        unknown.push({ from: clock.nowMs(), until: clock.nowMs() + step.ms })
        return clock.sleep(step.ms)
      case 'set-duration':
        graph.durationMs = step.ms
        return
      case 'become':
        graph.availability = step.availability
        return
      case 'fail':
      case 'recover':
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
  for (const step of steps) await perform(step)
  follower.stop()
  history.stop()

  const timeline = history.timeline()
  const overlap = (one: { from: number; until: number }, other: { from: number; until: number }) =>
    one.from < other.until && other.from < one.until
  for (const span of timeline) expect(unknown.filter((time) => overlap(time, span))).toEqual([])
  // Conversely, the history has the time between two answers, unless the light was unknown.
  for (const [place, { light, at: from }] of answers.entries()) {
    const until = answers[place + 1]?.at ?? from
    const isKnown = until > from && !unknown.some((time) => overlap(time, { from, until }))
    const has = timeline.some((span) => span.light === light && span.from <= from && until <= span.until)
    if (isKnown) expect(has, `${light} from ${from} until ${until}`).toBe(true)
  }
}

test.each([5, 30, 600])(
  `with checks every %d s, exactly the known lights are recorded (${RUNS} runs)`,
  async (seconds) => {
    const folder = await folderInMemory()
    let number = 0
    await fc.assert(
      fc.asyncProperty(steps, (some) => play(some, seconds * SECOND, join(folder, String(number++)))),
      { numRuns: RUNS },
    )
  },
)
