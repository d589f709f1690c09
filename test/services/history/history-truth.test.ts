// The history, the window and the CSV contain exactly the lights of the answers, whatever happens between them.
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { confirmedIn, dayOf, extendedToConfirmed, keptDays, totalsOf } from '../../../app/model/day.ts'
import { presenceSince } from '../../../app/model/following.ts'
import { baseLightOf } from '../../../app/model/lights/presence-words.ts'
import type { AccountStore, AccountView } from '../../../app/model/state.ts'
import type { Timeline } from '../../../app/model/timeline.ts'
import { midnight } from '../../../app/model/timing/local-time.ts'
import { createHistory } from '../../../app/services/history/history.ts'
import { type HistoryFolder, openHistoryFolder } from '../../../app/storage/history-file.ts'
import { wordsIn } from '../../../words/words.ts'
import { account, presence, signedIn } from '../../model/states.ts'
import { createAccountStore } from '../../support/account-store.ts'
import { folderInMemory } from '../../support/temporary-folder.ts'
import { createVirtualClock } from '../../support/virtual-clock.ts'
import { createHistoryModel, differences, lightAt } from './history-model.ts'

const RUNS = 150
const SECOND = 1000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE

type Step =
  /** Received `lateMs` after `at`. `afterGap`: the previous answer was stale by then. */
  | { kind: 'answer'; availability: string; lateMs: number; afterGap: boolean }
  /** During sleep no timer runs. The monotonic clock continues on Windows only. */
  | { kind: 'pass' | 'sleep' | 'sleep-on-windows' | 'set-clock' | 'correct-clock'; ms: number }
  /** `other-change`: a change of the state that does not concern the history. */
  | { kind: 'other-change' | 'go-stale' | 'be-refused' | 'pause' | 'resume' | 'open-window' | 'fill-disk' }
  | { kind: 'sign-in'; who: string }
  | { kind: 'keep'; keepHistory: boolean }
  | { kind: 'sign-out' | 'erase' | 'restart' | 'kill' }

/** Picks each of the ranges equally often. */
const between = (least: number, ...most: number[]) =>
  fc.oneof(...[least + 10, ...most].map((max) => fc.integer({ min: least, max })))
const only = <Kind extends string>(...kinds: Kind[]) => fc.record({ kind: fc.constantFrom(...kinds) })
const lasting = <Kind extends string>(kind: Kind, ms: fc.Arbitrary<number>) =>
  fc.record({ kind: fc.constant(kind), ms })
/** More than a correction by a time server. */
const jump = between(10 * SECOND + 1, 15 * MINUTE, 3 * HOUR)
/** More than the delay of a timer. */
const sleep = between(2 * MINUTE + 1, 15 * MINUTE, 9 * HOUR)

const anySteps: fc.Arbitrary<Step[]> = fc.array(
  fc.oneof(
    {
      weight: 12,
      arbitrary: fc.record({
        kind: fc.constant('answer' as const),
        availability: fc.constantFrom('Available', 'Available', 'Busy', 'Away'),
        lateMs: fc.constantFrom(0, 1, 40),
        afterGap: fc.constantFrom(false, false, false, false, false, true),
      }),
    },
    { weight: 10, arbitrary: lasting('pass', between(0, 10 * SECOND, 10 * MINUTE, 30 * MINUTE)) },
    { weight: 1, arbitrary: lasting('sleep', fc.oneof(sleep, jump)) },
    { weight: 1, arbitrary: lasting('sleep-on-windows', sleep) },
    {
      weight: 2,
      arbitrary: lasting(
        'set-clock',
        fc.oneof(
          jump,
          jump.map((ms) => -ms),
        ),
      ),
    },
    { weight: 1, arbitrary: lasting('correct-clock', fc.integer({ min: -9 * SECOND, max: 9 * SECOND })) },
    { weight: 6, arbitrary: only('other-change', 'pause', 'resume', 'go-stale', 'be-refused') },
    { weight: 2, arbitrary: only('open-window', 'fill-disk') },
    { weight: 3, arbitrary: only('kill', 'kill', 'restart', 'sign-out') },
    {
      weight: 2,
      arbitrary: fc.record({ kind: fc.constant('sign-in' as const), who: fc.constantFrom('anna', 'boris') }),
    },
    { weight: 2, arbitrary: fc.record({ kind: fc.constant('keep' as const), keepHistory: fc.boolean() }) },
    { weight: 1, arbitrary: only('erase') },
  ),
  { maxLength: 80, size: 'max' },
)

/** These steps lose what a full disk refused. */
const LOSES_UNWRITTEN: ReadonlySet<Step['kind']> = new Set([
  'kill',
  'restart',
  'sign-in',
  'sign-out',
  'erase',
])

beforeEach(() => void vi.stubEnv('TZ', 'Europe/Berlin'))
afterEach(() => void vi.unstubAllEnvs())

async function play(steps: readonly Step[], folder: string) {
  // The evening before the clocks are set back: the steps can reach midnight and a day of 25 hours.
  const time = createVirtualClock(new Date(2026, 9, 24, 22, 0).getTime())
  let sleptOnWindowsMs = 0
  const models = { anna: createHistoryModel(), boris: createHistoryModel() }
  let who: 'anna' | 'boris' | null = 'anna'
  /** The last answer, if it came while the history was off. */
  let unrecorded: string | null = null
  let csv = ''
  const disk = { isFull: false }
  let app = run(signedIn)

  function run(state: AccountView) {
    const store: AccountStore = createAccountStore({ ...state, session: sessionOf(who) })
    /** The window gets the state after the history. */
    let shown = store.getState()
    const changes: { timeline: Timeline; shown: AccountView }[] = []
    const ended = { is: false }
    const history = createHistory({
      store,
      clock: {
        nowMs: time.nowMs,
        monotonicMs: () => time.monotonicMs() + sleptOnWindowsMs,
        after: (delayMs, act) => time.after(delayMs, () => ended.is || act()),
      },
      folder: onFallibleDisk(openHistoryFolder(folder), disk),
      demoFortnight: () => [],
      wordsNow: () => wordsIn('en'),
      async saveFile(_, text) {
        csv = text
        return { path: '' }
      },
      onChange: (timeline) => changes.push({ timeline, shown }),
      log: { warn: () => expect(disk.isFull).toBe(true) },
    })
    store.subscribe((now) => {
      shown = now
    })
    let opened = history.timeline()
    return {
      history,
      store,
      ended,
      changes,
      openWindow() {
        changes.length = 0
        opened = history.timeline()
      },
      /** The timeline as the window shows it. */
      seen: () => extendedToConfirmed(changes.at(-1)?.timeline ?? opened, confirmedIn(store.getState())),
    }
  }

  const zone = () => app.store.getState().timeZone
  const put = (change: Partial<AccountView>) => app.store.setState(change)
  const model = () => (who === null ? null : models[who])
  const truth = (): Timeline => model()?.painted() ?? []
  const bounds = (): [number, number] => {
    const nowMs = time.nowMs()
    return [keptDays(nowMs, zone()).at(-1)?.start ?? 0, midnight(nowMs, 1, zone())]
  }
  const changeSomething = () =>
    put({ following: { ...app.store.getState().following, nextCheckAt: time.nowMs() } })
  const gap = () => model()?.gap()

  async function answer({ availability, lateMs, afterGap }: Extract<Step, { kind: 'answer' }>) {
    const { session, pausedUntil, settings, following } = app.store.getState()
    if (session.kind !== 'signed-in' || pausedUntil !== null) return
    const at = time.nowMs()
    const received = presence(availability)
    await time.pass(lateMs)
    if (afterGap) gap()
    if (settings.keepHistory) model()?.answer(baseLightOf(received), at)
    unrecorded = settings.keepHistory ? null : availability
    const last = { presence: received, at, ...presenceSince(following.last, received, at, !afterGap) }
    put({ following: { ...following, last, stale: false, problem: null } })
  }

  async function perform(step: Step) {
    if (LOSES_UNWRITTEN.has(step.kind) && disk.isFull) {
      disk.isFull = false
      await time.pass(MINUTE)
    }
    const { following, settings, session, pausedUntil } = app.store.getState()
    switch (step.kind) {
      case 'answer':
        return answer(step)
      case 'pass':
        return time.pass(step.ms)
      case 'sleep':
      case 'sleep-on-windows':
      case 'set-clock':
        gap()
        unrecorded = null
        if (step.kind === 'set-clock') time.setWall(time.nowMs() + step.ms)
        else time.sleep(step.ms)
        if (step.kind === 'sleep-on-windows') sleptOnWindowsMs += step.ms
        return changeSomething()
      case 'correct-clock':
        time.setWall(time.nowMs() + step.ms)
        return changeSomething()
      case 'other-change':
        return changeSomething()
      case 'go-stale':
      case 'be-refused':
        gap()
        unrecorded = null
        return step.kind === 'go-stale'
          ? put({ following: { ...following, stale: true } })
          : put({
              following: { ...following, problem: { kind: 'sign-in-needed', next: 'person', code: null } },
            })
      case 'pause':
        gap()
        return put({ pausedUntil: 5 })
      case 'resume':
        return put({ pausedUntil: null })
      case 'sign-out':
      case 'sign-in':
        gap()
        unrecorded = null
        put({ session: { kind: 'signed-out', problem: null }, following: signedIn.following })
        who = step.kind === 'sign-in' ? (step.who === 'anna' ? 'anna' : 'boris') : null
        return put({ session: sessionOf(who) })
      case 'keep':
        if (step.keepHistory === settings.keepHistory) return
        if (!step.keepHistory) gap()
        else if (unrecorded && session.kind === 'signed-in' && pausedUntil === null)
          model()?.answer(baseLightOf(presence(unrecorded)), Math.max(following.last?.at ?? 0, time.nowMs()))
        unrecorded = null
        return put({ settings: { ...settings, keepHistory: step.keepHistory } })
      case 'erase':
        for (const one of Object.values(models)) one.erase()
        return app.history.erase()
      case 'fill-disk':
        disk.isFull = true
        return
      case 'open-window':
        return app.openWindow()
      case 'restart':
        app.history.stop()
        gap()
        return begin(settings)
      case 'kill':
        begin(settings)
        expect(
          model()?.crash(
            app.history.timeline(),
            (painted) => differences(app.history.timeline(), painted, ...bounds()).length === 0,
          ) ?? true,
          'after a crash',
        ).toBe(true)
        return
      default:
        return step satisfies never
    }
  }

  function begin(settings: AccountView['settings']) {
    app.ended.is = true
    unrecorded = null
    app = run({ ...signedIn, settings })
  }

  /** `before`: the truth before the step; `changesBefore`: how many timelines the window had received by then. */
  function expectTruth(before: Timeline, changesBefore: number) {
    const kept = app.history.timeline()
    expectOrder(kept)
    expect(differences(kept, truth(), ...bounds()), 'the timeline').toEqual([])
    expect(differences(app.seen(), truth(), ...bounds()), 'the window').toEqual([])
    // Until the window has the new state too, it shows no wrong light; except after the clock was set back, and after an
    // answer that no other followed and that is not in the history.
    const { last: now } = app.store.getState().following
    for (const { timeline, shown } of app.changes.slice(changesBefore)) {
      const at = shown.following.last?.at ?? 0
      if (at > (now?.at ?? at) || !truth().some(({ from, until }) => from === at || until === at)) continue
      const seen = extendedToConfirmed(timeline, confirmedIn(shown))
      expectOrder(seen)
      const unlikeBefore = differences(seen, before, ...bounds())
      const never = differences(seen, truth(), ...bounds()).filter((at) => unlikeBefore.includes(at))
      expect(
        never.filter((at) => lightAt(seen, at) !== null),
        'for a moment',
      ).toEqual([])
    }
  }

  function expectSums() {
    const timeline = app.history.timeline()
    const lengthOf = (spans: Timeline) => spans.reduce((sum, { from, until }) => sum + until - from, 0)
    const ofDays = keptDays(time.nowMs(), zone()).flatMap((day) => totalsOf(dayOf(timeline, day)))
    expect(ofDays.reduce((sum, { ms }) => sum + ms, 0)).toBe(lengthOf(timeline))
  }

  async function expectCsv() {
    await app.history.export()
    const rows = csv
      .trim()
      .split('\r\n')
      .slice(1)
      .map((row) => row.split(','))
    const second = (ms: number) => Math.floor(ms / SECOND)
    expect(
      rows.map(([from = '', until = '', seconds, light]) => [
        Date.parse(from) / SECOND,
        Date.parse(until) / SECOND,
        Number(seconds),
        light,
      ]),
    ).toEqual(
      app.history
        .timeline()
        .map(({ light, from, until }) => [second(from), second(until), second(until) - second(from), light]),
    )
  }

  for (const step of steps) {
    const before = truth()
    const { changes } = app
    const changesBefore = changes.length
    await perform(step)
    expectTruth(before, app.changes === changes ? changesBefore : 0)
  }
  expectSums()
  await expectCsv()
  app.history.stop()
  app.ended.is = true
}

function onFallibleDisk(real: HistoryFolder, disk: { isFull: boolean }): HistoryFolder {
  const write = <Args extends unknown[]>(act: (...args: Args) => void) => {
    return (...args: Args) => {
      if (disk.isFull) throw new Error('ENOSPC')
      act(...args)
    }
  }
  return {
    ...real,
    fileOf(owner) {
      const file = real.fileOf(owner)
      return { ...file, append: write(file.append), rewrite: write(file.rewrite) }
    },
  }
}

const sessionOf = (who: string | null): AccountView['session'] =>
  who === null
    ? { kind: 'signed-out', problem: null }
    : { kind: 'signed-in', account: { ...account, username: `${who}@contoso.com` } }

function expectOrder(timeline: Timeline) {
  for (const [place, { from, until }] of timeline.entries()) {
    expect(until).toBeGreaterThanOrEqual(from)
    expect(from).toBeGreaterThanOrEqual(timeline[place - 1]?.until ?? from)
  }
}

test(`the history has exactly the lights of the answers, whatever happens (${RUNS} runs)`, async () => {
  const folder = await folderInMemory()
  let number = 0
  await fc.assert(
    fc.asyncProperty(anySteps, (steps) => play(steps, join(folder, String(number++)))),
    { numRuns: RUNS },
  )
})
