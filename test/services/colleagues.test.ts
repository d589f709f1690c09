// The list of colleagues with the real follower on a virtual clock, a real disk, and a Graph whose answers the test sets.
import { readdir, readlink, rm, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { createDemoTeam } from '../../app/demo/demo-team.ts'
import type { Graph } from '../../app/microsoft/graph/graph.ts'
import type { SightingOfMany } from '../../app/microsoft/graph/presences.ts'
import type { FeatureState } from '../../app/model/account-state.ts'
import type { Colleague } from '../../app/model/colleague.ts'
import type { Presence } from '../../app/model/presence.ts'
import { type Answer, failed, ok, type Problem } from '../../app/model/problems/problem.ts'
import type { AccountView } from '../../app/model/state.ts'
import { createFollower } from '../../app/polling/follower.ts'
import { noBackoff } from '../../app/polling/tenant-backoff.ts'
import { createColleagues } from '../../app/services/colleagues.ts'
import { openColleaguesFolder } from '../../app/storage/colleagues-file.ts'
import { wordsIn } from '../../words/words.ts'
import { colleague, presence, signedIn } from '../model/states.ts'
import { createAccountStore } from '../support/account-store.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { createVirtualClock } from '../support/virtual-clock.ts'

const throttled: Problem = {
  kind: 'throttled',
  next: 'waits',
  host: 'graph.microsoft.com',
  retryAfterMs: 300_000,
}
const late: Problem = { kind: 'timed-out', next: 'retries', host: 'graph.microsoft.com', afterMs: 10_000 }
const offline: Problem = { kind: 'offline', next: 'waits' }
const forbidden: Problem = {
  kind: 'permission-missing',
  next: 'person',
  permission: 'Presence.Read.All',
  by: 'entra',
}
const unlicensed: Problem = { kind: 'presence-unavailable', next: 'person', status: 404 }
const anna = { tenantId: 'contoso', username: 'anna@contoso.com' }

async function setUp({
  people = [] as Colleague[],
  feature = 'on' as 'on' | 'off',
  state: part = {} as Partial<AccountView>,
} = {}) {
  const clock = createVirtualClock()
  const disk = join(await temporaryFolder(), 'colleagues')
  const folder = openColleaguesFolder(disk, clock.nowMs)
  const ownerOf = ({ tenantId, username }: typeof anna) => `${tenantId} ${username}`
  if (people.length > 0) folder.fileOf(ownerOf(anna)).write(people)
  const features = { ...signedIn.features, colleagues: { kind: feature } as FeatureState }
  const settings = { ...signedIn.settings, intervalSeconds: 30 }
  const store = createAccountStore({ ...signedIn, settings, features, ...part })
  let own: Answer<Presence> = ok(presence('Available'))
  let answers = new Map<string, SightingOfMany>()
  let presencesProblem: Problem | null = null
  let searchProblem: Problem | null = null
  let hold: Promise<void> = Promise.resolve()
  const asked: { ownCheck: number; ids: readonly string[]; atMs: number }[] = []
  let ownChecks = 0
  let backoff = noBackoff
  const follower = createFollower({
    clock,
    random: () => 0.5,
    intervalMs: () => store.getState().settings.intervalSeconds * 1000,
    computer: { idleMs: () => 0 },
    backoff,
    onBackoff: (next) => {
      backoff = next
    },
    onChange: (following) => store.setState({ following }),
    onFault() {},
    source: {
      async myPresence() {
        ownChecks += 1
        return own
      },
    },
  })
  follower.signal('window-shown')
  const graph = {
    async presencesOf(ids: readonly string[]) {
      asked.push({ ownCheck: ownChecks, ids, atMs: clock.monotonicMs() })
      await hold
      return presencesProblem
        ? failed<ReadonlyMap<string, SightingOfMany>>(presencesProblem)
        : ok(new Map(ids.map((id) => [id, answers.get(id) ?? { kind: 'not-visible' as const }])))
    },
    findPeople: async () => (searchProblem ? failed(searchProblem) : ok([])),
  } as Pick<Graph, 'presencesOf' | 'findPeople'> as Graph
  const list = createColleagues({
    store,
    clock,
    folder,
    features: {
      graphFor: (name) => (store.getState().features[name].kind === 'on' ? graph : null),
      holdUpIfDenied(name, problem) {
        if (problem.kind !== 'permission-missing') return false
        store.setState(({ features: all }) => ({
          features: { ...all, [name]: { kind: 'held-up', problem } },
        }))
        return true
      },
    },
    demoTeam: createDemoTeam(clock),
    checkNow: follower.check,
    onLimitMet: follower.limitMet,
    wordsNow: () => wordsIn('en'),
    random: () => 0.5,
    log: { warn() {} },
  })
  onTestFinished(() => list.stop())
  const colleagues = () => store.getState().colleagues
  return {
    clock,
    store,
    follower,
    graph,
    list,
    disk,
    asked,
    ownChecks: () => ownChecks,
    backoff: () => backoff,
    colleagues,
    sight: (number: number) => colleagues().seen[colleague(number).id],
    keptOf: (account = anna) => folder.fileOf(ownerOf(account)).read().people,
    setPresence: (number: number, answer: Presence | SightingOfMany) => {
      answers = new Map(answers).set(
        colleague(number).id,
        'kind' in answer ? answer : { kind: 'seen', presence: answer },
      )
    },
    failWith: (problem: Problem | null) => {
      presencesProblem = problem
    },
    failSearchWith: (problem: Problem) => {
      searchProblem = problem
    },
    setOwn: (answer: Answer<Presence>) => {
      own = answer
    },
    holdAnswers() {
      let release = () => {}
      hold = new Promise((resolve) => {
        release = resolve
      })
      return () => release()
    },
    switchTo: (kind: 'on' | 'off') =>
      store.setState(({ features: all }) => ({ features: { ...all, colleagues: { kind } } })),
  }
}

const hundred = Array.from({ length: 100 }, (_, number) => colleague(number))

describe('the request', () => {
  test('is made once with each own check, for a hundred colleagues too', async () => {
    const { clock, follower, asked, ownChecks } = await setUp({ people: hundred })
    follower.start()
    await clock.pass(60 * 60_000)
    expect(ownChecks()).toBeGreaterThan(100)
    expect(asked.map(({ ownCheck }) => ownCheck)).toEqual(
      Array.from({ length: ownChecks() }, (_, n) => n + 1),
    )
    expect(asked[0]?.ids).toHaveLength(100)
  })

  test.each<[string, (app: Awaited<ReturnType<typeof setUp>>) => void]>([
    ['switched off', ({ switchTo }) => switchTo('off')],
    ['the list is empty', ({ list }) => list.commands.removeColleague(colleague(1).id)],
    ['paused', ({ follower }) => follower.stop()],
    ['offline', ({ setOwn, follower }) => [setOwn(failed(offline)), follower.signal('offline')]],
    ['the own check failed', ({ setOwn }) => setOwn(failed(late))],
  ])('is not made: %s', async (_name, change) => {
    const app = await setUp({ people: [colleague(1)] })
    app.follower.start()
    await app.clock.pass(0)
    expect(app.asked).toHaveLength(1)
    change(app)
    await app.clock.pass(10 * 60_000)
    expect(app.asked).toHaveLength(1)
  })

  test('is made even if Graph has no own presence', async () => {
    const { clock, follower, asked, setOwn, sight, setPresence } = await setUp({ people: [colleague(1)] })
    setOwn(failed(unlicensed))
    setPresence(1, presence('Busy'))
    follower.start()
    await clock.pass(0)
    expect(asked).toHaveLength(1)
    expect(sight(1)).toMatchObject({ presence: { availability: 'Busy' } })
  })

  test('does not delay the own light, and only one runs at a time', async () => {
    const { clock, follower, asked, holdAnswers, store, setOwn, sight, setPresence } = await setUp({
      people: [colleague(1)],
    })
    const release = holdAnswers()
    setPresence(1, presence('Busy'))
    follower.start()
    await clock.pass(0)
    store.setState(({ settings }) => ({ settings: { ...settings, intervalSeconds: 10 } }))
    follower.paceChanged()
    setOwn(ok(presence('Away')))
    await clock.pass(29_000)
    expect(store.getState().following.last?.presence.availability).toBe('Away')
    expect(asked).toHaveLength(1)
    release()
    await clock.pass(0)
    // All checks meanwhile cause one more request.
    expect(asked).toHaveLength(2)
    expect(sight(1)?.kind).toBe('seen')
  })

  test.each<[string, (ids: readonly string[]) => Promise<never>]>([
    ['hangs', () => new Promise(() => {})],
    ['rejects', () => Promise.reject(new Error('broken'))],
    [
      'throws',
      () => {
        throw new Error('broken')
      },
    ],
  ])('that %s is given up, reported, and made again', async (_how, presencesOf) => {
    const { clock, follower, asked, colleagues, graph, sight } = await setUp({ people: [colleague(1)] })
    const { presencesOf: well } = graph
    graph.presencesOf = presencesOf
    follower.start()
    await clock.pass(40_000)
    expect(colleagues().problem).toMatchObject({ next: 'retries' })
    graph.presencesOf = well
    await clock.pass(60_000)
    expect(asked.length).toBeGreaterThan(0)
    expect(colleagues().problem).toBeNull()
    expect(sight(1)).toEqual({ kind: 'not-visible' })
  })

  test('is made at once when the feature is switched on and when a colleague is added', async () => {
    const { clock, follower, asked, switchTo, list } = await setUp({ people: [colleague(1)], feature: 'off' })
    follower.start()
    await clock.pass(1000)
    expect(asked).toHaveLength(0)
    switchTo('on')
    await clock.pass(0)
    expect(asked).toHaveLength(1)
    // At most once a second.
    await clock.pass(1000)
    list.commands.addColleague(colleague(2))
    await clock.pass(0)
    expect(asked.at(-1)?.ids).toEqual([colleague(1).id, colleague(2).id])
  })

  test('is ignored after the feature was switched off, and for a removed colleague', async () => {
    const { clock, follower, holdAnswers, switchTo, list, colleagues, setPresence } = await setUp({
      people: [colleague(1), colleague(2)],
    })
    setPresence(1, presence('Busy'))
    setPresence(2, presence('Busy'))
    const release = holdAnswers()
    follower.start()
    await clock.pass(0)
    list.commands.removeColleague(colleague(2).id)
    switchTo('off')
    release()
    await clock.pass(0)
    expect(colleagues().seen).toEqual({})
    switchTo('on')
    await clock.pass(0)
    expect(Object.keys(colleagues().seen)).toEqual([colleague(1).id])
  })
})

describe('the presence of a colleague', () => {
  test('has its beginning, and whether that was observed', async () => {
    const { clock, follower, setPresence, sight } = await setUp({ people: [colleague(1)] })
    const start = clock.nowMs()
    setPresence(1, presence('Busy'))
    follower.start()
    await clock.pass(0)
    expect(sight(1)).toMatchObject({ since: start, witnessed: false, stale: false })
    setPresence(1, presence('Available'))
    await clock.pass(60_000)
    expect(sight(1)).toMatchObject({ since: start + 30_000, at: start + 60_000, witnessed: true })
    clock.sleep(60 * 60_000)
    setPresence(1, presence('Away'))
    await clock.pass(60_000)
    expect(sight(1)).toMatchObject({ witnessed: false })
  })

  test('takes less than 50 kB in the state for a hundred', async () => {
    const { clock, follower, setPresence, colleagues } = await setUp({ people: hundred })
    for (let number = 0; number < 100; number++)
      setPresence(number, presence('DoNotDisturb', 'Presenting', true))
    follower.start()
    await clock.pass(0)
    expect(JSON.stringify(colleagues()).length).toBeLessThan(50_000)
  })

  test('that is not visible does not affect the others', async () => {
    const { clock, follower, setPresence, sight, colleagues } = await setUp({
      people: [colleague(1), colleague(2)],
    })
    setPresence(1, presence('Busy'))
    setPresence(2, { kind: 'not-visible' })
    follower.start()
    await clock.pass(0)
    expect([sight(1)?.kind, sight(2)?.kind, colleagues().problem]).toEqual(['seen', 'not-visible', null])
  })

  test('that is left out in passing stays with its beginning, and is not visible once it would be stale', async () => {
    const { clock, follower, setPresence, sight } = await setUp({ people: [colleague(1), colleague(2)] })
    const kinds = () =>
      [sight(1), sight(2)].map((one) => (one?.kind === 'seen' && one.stale ? 'stale' : one?.kind))
    const start = clock.nowMs()
    setPresence(1, presence('Busy'))
    setPresence(2, presence('Away'))
    follower.start()
    await clock.pass(0)
    for (const minutes of [1, 1.5]) {
      setPresence(1, { kind: 'not-visible' })
      setPresence(2, { kind: 'not-visible' })
      await clock.pass(minutes * 60_000)
      expect(kinds()).toEqual(['seen', 'seen'])
      setPresence(1, presence('Busy'))
      setPresence(2, presence('Available'))
      await clock.pass(30_000)
      expect(sight(1)).toMatchObject({ since: start, stale: false })
      expect(sight(2)).toMatchObject({ presence: { availability: 'Available' }, witnessed: true })
    }
    setPresence(1, { kind: 'not-visible' })
    for (let second = 0; second < 180; second++) {
      await clock.pass(1000)
      expect(kinds()).toEqual([second < 119 ? 'seen' : expect.stringMatching(/stale|not-visible/), 'seen'])
    }
    expect(kinds()).toEqual(['not-visible', 'seen'])
  })

  test('stays if its part of the request failed', async () => {
    const { clock, follower, setPresence, sight, colleagues } = await setUp({
      people: [colleague(1), colleague(2)],
    })
    setPresence(1, presence('Busy'))
    setPresence(2, presence('Away'))
    follower.start()
    await clock.pass(0)
    setPresence(1, { kind: 'failed', problem: late })
    setPresence(2, presence('Available'))
    await clock.pass(30_000)
    expect(sight(1)).toMatchObject({ presence: { availability: 'Busy' } })
    expect(sight(2)).toMatchObject({ presence: { availability: 'Available' } })
    expect(colleagues().problem).toEqual(late)
  })

  test.each<SightingOfMany>([{ kind: 'not-visible' }, { kind: 'failed', problem: late }])(
    'becomes stale after %j, also if the clock was set back meanwhile',
    async (answer) => {
      const { clock, follower, setPresence, sight } = await setUp({ people: [colleague(1), colleague(2)] })
      setPresence(1, presence('Busy'))
      setPresence(2, presence('Away'))
      follower.start()
      await clock.pass(0)
      setPresence(1, answer)
      clock.setWall(clock.nowMs() - 60 * 60_000)
      await clock.pass(100_000)
      expect([sight(1), sight(2)]).toMatchObject([{ kind: 'seen', stale: false }, { stale: false }])
      await clock.pass(60_000)
      expect(sight(1)).not.toMatchObject({ stale: false })
      expect(sight(2)).toMatchObject({ kind: 'seen', stale: false })
    },
  )

  test('becomes stale like the own light, also during a pause', async () => {
    const { clock, follower, setPresence, sight, store, setOwn } = await setUp({ people: [colleague(1)] })
    setPresence(1, presence('Busy'))
    follower.start()
    await clock.pass(0)
    setOwn(failed(offline))
    await clock.pass(119_000)
    expect([sight(1), store.getState().following]).toMatchObject([{ stale: false }, { stale: false }])
    await clock.pass(2000)
    expect([sight(1), store.getState().following]).toMatchObject([{ stale: true }, { stale: true }])
    setOwn(ok(presence('Busy')))
    follower.signal('online')
    await clock.pass(5000)
    expect(sight(1)).toMatchObject({ stale: false, witnessed: false })
  })
})

describe('a failure', () => {
  test('is shown in the list only, and the next check tries again', async () => {
    const { clock, follower, failWith, colleagues, store, asked } = await setUp({ people: [colleague(1)] })
    failWith(late)
    follower.start()
    await clock.pass(30_000)
    expect(colleagues().problem).toEqual(late)
    expect(store.getState().following.problem).toBeNull()
    expect(asked).toHaveLength(2)
    failWith(null)
    await clock.pass(30_000)
    expect(colleagues().problem).toBeNull()
  })

  test('with a Retry-After delays the request but not the own checks; repeated throttling counts once', async () => {
    const { clock, follower, failWith, asked, ownChecks, backoff } = await setUp({ people: [colleague(1)] })
    failWith(throttled)
    follower.start()
    await clock.pass(0)
    const once = backoff().factor
    expect(once).toBeGreaterThan(3)
    await clock.pass(299_000)
    expect(asked).toHaveLength(1)
    expect(ownChecks()).toBeGreaterThan(3)
    await clock.pass(120_000)
    expect(asked).toHaveLength(2)
    expect(backoff().factor).toBeLessThanOrEqual(once)
  })

  test('with a Retry-After delays the request no longer once the computer has slept so long', async () => {
    const { clock, follower, failWith, asked } = await setUp({ people: [colleague(1)] })
    failWith(throttled)
    follower.start()
    await clock.pass(0)
    clock.sleep(330_000)
    follower.check()
    await clock.pass(1000)
    expect(asked).toHaveLength(2)
  })

  test('for a missing permission holds up the feature and ends the requests', async () => {
    const { clock, follower, failWith, store, asked } = await setUp({ people: [colleague(1)] })
    failWith(forbidden)
    follower.start()
    await clock.pass(10 * 60_000)
    expect(asked).toHaveLength(1)
    expect(store.getState().features.colleagues).toEqual({ kind: 'held-up', problem: forbidden })
    expect(store.getState().following.problem).toBeNull()
  })
})

describe('a refusal by Graph', () => {
  const refused: Problem = { ...forbidden, by: 'graph' }

  test('that is transient is shown in the list, and the feature stays on', async () => {
    const { clock, follower, failWith, colleagues, store } = await setUp({ people: [colleague(1)] })
    follower.start()
    await clock.pass(30_000)
    failWith(refused)
    await clock.pass(30_000)
    expect(colleagues().problem).toMatchObject({ kind: 'passing-refusal', refused: 'permission-missing' })
    failWith(null)
    // With its own retry delay, not with the own checks.
    store.setState(({ settings }) => ({ settings: { ...settings, intervalSeconds: 600 } }))
    await clock.pass(60_000)
    expect(colleagues().problem).toBeNull()
    expect(store.getState().features.colleagues).toEqual({ kind: 'on' })
  })

  test('of a search is shown in its field, and the list does not change', async () => {
    const { list, failSearchWith, store } = await setUp({ people: [colleague(1)] })
    failSearchWith(refused)
    expect(await list.commands.findPeople('grace')).toEqual({ ok: false, problem: refused })
    expect(store.getState().features.colleagues).toEqual({ kind: 'on' })
    failSearchWith(forbidden)
    await list.commands.findPeople('grace')
    expect(store.getState().features.colleagues).toEqual({ kind: 'held-up', problem: forbidden })
  })

  test('that lasts holds up the feature, and again at once after a failed retry', async () => {
    const { clock, follower, failWith, store, asked } = await setUp({ people: [colleague(1)] })
    failWith(refused)
    follower.start()
    await clock.pass(10 * 60_000)
    expect(store.getState().features.colleagues).toEqual({ kind: 'held-up', problem: refused })
    const before = asked.length
    store.setState(({ features }) => ({ features: { ...features, colleagues: { kind: 'on' } } }))
    await clock.pass(60_000)
    expect(asked).toHaveLength(before + 1)
    expect(store.getState().features.colleagues).toEqual({ kind: 'held-up', problem: refused })
  })
})

describe('the list', () => {
  test('is saved at each change, in the order of the user', async () => {
    const { list, keptOf } = await setUp()
    const { commands } = list
    for (const number of [1, 2, 3]) {
      const { id, name, address } = colleague(number)
      commands.addColleague({ id, name, address })
    }
    commands.notifyWhenAvailable({ id: colleague(2).id, tell: 'once' })
    commands.arrangeColleagues([
      { id: colleague(3).id, group: 'Team' },
      { id: colleague(1).id, group: '' },
    ])
    expect(keptOf()).toEqual([colleague(3, { group: 'Team' }), colleague(1), colleague(2, { tell: 'once' })])
    commands.removeColleague(colleague(1).id)
    expect(keptOf().map(({ id }) => id)).toEqual([colleague(3).id, colleague(2).id])
    list.notified([colleague(2).id, colleague(3).id])
    expect(keptOf().map(({ tell }) => tell)).toEqual(['never', 'never'])
  })

  test('keeps the notification for each time', async () => {
    const { list, colleagues } = await setUp({ people: [colleague(1, { tell: 'each-time' })] })
    list.notified([colleague(1).id])
    expect(colleagues().people[0]?.tell).toBe('each-time')
  })

  test('has no duplicates, and rejects the person after the hundredth with a text', async () => {
    const { list, colleagues } = await setUp({ people: hundred.slice(0, 99) })
    list.commands.addColleague(colleague(5))
    expect(colleagues().people).toHaveLength(99)
    list.commands.addColleague(colleague(99))
    expect(() => list.commands.addColleague(colleague(100))).toThrow('The list holds 100 people.')
    expect(colleagues().people).toHaveLength(100)
  })

  test('is kept after a sign-out, and each account has its own', async () => {
    const { store, colleagues, keptOf, list } = await setUp({ people: [colleague(1)] })
    const boris = { name: 'Boris', username: 'boris@contoso.com', tenantId: 'contoso' }
    store.setState({ session: { kind: 'signed-out', problem: null } })
    expect(colleagues().people).toEqual([])
    store.setState({ session: { kind: 'signed-in', account: boris } })
    expect(colleagues().people).toEqual([])
    list.commands.addColleague(colleague(2))
    store.setState({ session: signedIn.session })
    expect(colleagues().people).toEqual([colleague(1)])
    expect(keptOf(boris)).toEqual([colleague(2)])
  })

  test('is the sample team in the demo, and not saved', async () => {
    const { store, colleagues, list, disk } = await setUp({
      state: { session: { kind: 'demo', pretending: null } },
    })
    expect(colleagues().people.length).toBeGreaterThan(4)
    const found = await list.commands.findPeople('radia')
    expect(found).toMatchObject({ ok: true, value: [{ name: 'Radia Perlman' }] })
    if (found.ok && found.value[0]) list.commands.addColleague(found.value[0])
    expect(colleagues().people.at(-1)?.name).toBe('Radia Perlman')
    expect(await readdir(disk).catch(() => 'no folder')).toBe('no folder')
    store.setState({ session: signedIn.session })
    expect(colleagues().people).toEqual([])
  })

  test('does not change if the disk refuses a change', async () => {
    const { list, disk, colleagues } = await setUp({ people: [colleague(1)] })
    await rm(disk, { recursive: true })
    await writeFile(disk, 'no folder')
    expect(() => list.commands.removeColleague(colleague(1).id)).toThrow()
    expect(colleagues().people).toHaveLength(1)
  })

  test('reports a damaged file and keeps a copy of it', async () => {
    const { disk, store, colleagues } = await setUp({ people: [colleague(1)] })
    const [name = ''] = await readdir(disk)
    await writeFile(join(disk, name), '{"people":[')
    store.setState({ session: { kind: 'signed-out', problem: null } })
    store.setState({ session: signedIn.session })
    expect(colleagues()).toMatchObject({ people: [], problem: { kind: 'colleagues-unreadable' } })
    expect(await readdir(disk)).toEqual([expect.stringContaining('.unreadable-')])
  })

  test('that cannot be read is not replaced: a change is refused, and no other try is promised', async () => {
    const { disk, store, list, colleagues } = await setUp({ people: [colleague(1)] })
    const [name = ''] = await readdir(disk)
    await rm(join(disk, name))
    // A link to itself can be opened by nobody.
    await symlink(name, join(disk, name))
    store.setState({ session: { kind: 'signed-out', problem: null } })
    store.setState({ session: signedIn.session })
    expect(colleagues()).toMatchObject({ people: [], problem: { kind: 'unexpected', next: 'person' } })
    expect(() => list.commands.addColleague(colleague(2))).toThrow(/ELOOP/)
    expect(colleagues().people).toEqual([])
    expect(await readlink(join(disk, name))).toBe(name)
  })
})
