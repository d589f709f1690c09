// The history: recorded lights, gaps, accounts, deleted days, and a disk that refuses.
import { mkdir, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import type { Account } from '../../../app/model/account-state.ts'
import { NotRemoved } from '../../../app/model/problems/not-removed.ts'
import type { AccountView } from '../../../app/model/state.ts'
import type { Timeline } from '../../../app/model/timeline.ts'
import { ownerOf } from '../../../app/services/account-owner.ts'
import { createHistory } from '../../../app/services/history/history.ts'
import { openHistoryFolder } from '../../../app/storage/history-file.ts'
import { accountFileName } from '../../../app/storage/whole-file.ts'
import { wordsIn } from '../../../words/words.ts'
import { account, presence, signedIn } from '../../model/states.ts'
import { createAccountStore } from '../../support/account-store.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'
import { createVirtualClock } from '../../support/virtual-clock.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
/** A Monday. */
const start = new Date(2026, 10, 23, 9, 0).getTime()

async function setUp() {
  const folder = join(await temporaryFolder(), 'history')
  const clock = createVirtualClock(start)
  const warnings: unknown[] = []
  const saved: { name: string; text: string }[] = []

  /** One run of the program. */
  function run(historyFolder = openHistoryFolder(folder)) {
    const store = createAccountStore({ ...signedIn, session: { kind: 'starting' } })
    const changes: Timeline[] = []
    const history = createHistory({
      store,
      clock,
      folder: historyFolder,
      demoFortnight: (nowMs) => [{ light: 'away', from: nowMs - HOUR, until: nowMs }],
      wordsNow: () => wordsIn('en'),
      async saveFile(name, text) {
        saved.push({ name, text })
        return { path: `/${name}` }
      },
      onChange: (timeline) => changes.push(timeline),
      log: { warn: (...line) => warnings.push(line) },
    })
    onTestFinished(() => history.stop())
    const put = (change: Partial<AccountView>) => store.setState(change)
    let answer: AccountView['following'] = signedIn.following
    return {
      history,
      changes,
      put,
      problem: () => store.getState().historyProblem,
      signIn: (as: Account = account) => put({ session: { kind: 'signed-in', account: as } }),
      /** A successful answer. */
      answer(availability: string, activity = availability) {
        const at = clock.nowMs()
        const last = { presence: presence(availability, activity), at, since: at, witnessed: true }
        answer = { ...signedIn.following, last }
        put({ following: answer })
      },
      /** Successful answers every half minute. */
      async hold(availability: string, minutes: number) {
        for (let half = 0; half < minutes * 2; half++) {
          this.answer(availability)
          await clock.pass(MINUTE / 2)
        }
      },
      pass: (minutes: number) => clock.pass(minutes * MINUTE),
      turnStale: () => put({ following: { ...answer, stale: true } }),
      spans: () =>
        history
          .timeline()
          .map(
            ({ light, from, until }) =>
              `${Math.round((from - start) / MINUTE)}-${Math.round((until - start) / MINUTE)} ${light}`,
          )
          .join(', '),
    }
  }
  const files = () => readdir(folder).catch((): string[] => [])
  return { clock, folder, files, run, warnings, saved }
}

test('the lights are still there after a restart', async () => {
  const { clock, run } = await setUp()
  const app = run()
  app.signIn()
  await app.hold('Available', 42)
  await app.hold('Busy', 13)
  app.answer('Away')
  expect(app.spans()).toBe('0-42 available, 42-55 busy, 55-55 away')
  app.history.stop()
  await clock.pass(MINUTE)
  const again = run()
  expect(again.spans()).toBe('')
  again.signIn()
  expect(again.spans()).toBe('0-42 available, 42-55 busy')
})

test('what this computer sees is kept as such, apart from the days of an account', async () => {
  const { clock, run } = await setUp()
  const app = run()
  app.put({ session: { kind: 'this-computer' } })
  await app.hold('Available', 10)
  app.answer('Busy', 'InACall')
  await app.pass(1)
  app.answer('Busy', 'InACall')
  expect(app.spans()).toBe('0-10 available-local, 10-11 in-a-call-local')
  app.signIn()
  expect(app.spans()).toBe('')
  await app.hold('Busy', 2)
  app.history.stop()
  await clock.pass(MINUTE)
  const again = run()
  again.put({ session: { kind: 'this-computer' } })
  expect(again.spans()).toBe('0-10 available-local, 10-11 in-a-call-local')
  again.signIn()
  expect(again.spans()).toBe('11-13 busy')
})

test('reports each change of light, not each check', async () => {
  const { run } = await setUp()
  const app = run()
  app.signIn()
  const before = app.changes.length
  await app.hold('Available', 60)
  expect(app.changes).toHaveLength(before + 1)
  await app.hold('Busy', 1)
  app.turnStale()
  expect(app.changes).toHaveLength(before + 3)
  expect(app.changes.at(-1)).toEqual(app.history.timeline())
})

test('a crash loses at most five minutes and adds nothing', async () => {
  const { clock, run } = await setUp()
  for (let minutes = 1; minutes < 40; minutes += 3) {
    const begun = clock.nowMs()
    const app = run()
    app.signIn()
    await app.hold('Available', minutes)
    // Crashed: `stop` is not called.
    app.history.stop = () => {}
    const crashedAt = clock.nowMs()
    const kept = openedSpans(run)
    const seen = kept.filter(({ from }) => from >= begun)
    const length = seen.reduce((sum, { from, until }) => sum + until - from, 0)
    expect(length, `${minutes} min`).toBeLessThanOrEqual(minutes * MINUTE)
    expect(length, `${minutes} min`).toBeGreaterThanOrEqual((minutes - 5) * MINUTE)
    expect(kept.every(({ until }) => until <= crashedAt)).toBe(true)
    app.put({ session: { kind: 'signed-out', problem: null } })
    await clock.pass(HOUR)
  }
})

function openedSpans(run: Awaited<ReturnType<typeof setUp>>['run']): Timeline {
  const app = run()
  app.signIn()
  return app.history.timeline()
}

const ends: [name: string, end: (app: ReturnType<Awaited<ReturnType<typeof setUp>>['run']>) => void][] = [
  ['stale', (app) => app.turnStale()],
  ['paused', (app) => app.put({ pausedUntil: start + HOUR })],
  [
    'with the history switched off',
    (app) => app.put({ settings: { ...signedIn.settings, keepHistory: false } }),
  ],
]
test.each(ends)('%s, a light ends at the last good answer', async (_, end) => {
  const { clock, run } = await setUp()
  const app = run()
  app.signIn()
  await app.hold('Available', 10)
  app.answer('Available')
  await clock.pass(25 * MINUTE)
  end(app)
  expect(app.spans()).toBe('0-10 available')
})

test('after a pause a light begins with the next answer, not before', async () => {
  const { clock, run } = await setUp()
  const app = run()
  app.signIn()
  app.answer('Available')
  await clock.pass(4 * MINUTE)
  app.answer('Available')
  app.put({ pausedUntil: start + HOUR })
  await clock.pass(2 * MINUTE)
  app.put({ pausedUntil: null })
  expect(app.spans()).toBe('0-4 available')
  await clock.pass(MINUTE)
  await app.hold('Available', 3)
  app.answer('Available')
  expect(app.spans()).toBe('0-4 available, 7-10 available')
})

test('a sleep is a gap, even if the light is the same afterwards', async () => {
  const { clock, run } = await setUp()
  const app = run()
  app.signIn()
  await app.hold('Available', 12)
  clock.sleep(2 * HOUR)
  await clock.pass(6 * MINUTE)
  expect(app.spans()).toBe('0-12 available')
  await app.hold('Available', 12)
  clock.sleep(HOUR)
  app.answer('Busy')
  await app.hold('Busy', 2)
  expect(app.spans()).toBe('0-12 available, 138-150 available, 210-212 busy')
})

test.each([3, 20])('at a long interval %d minutes of sleep are a gap too', async (minutes) => {
  const { clock, run } = await setUp()
  const app = run()
  app.signIn()
  app.answer('Busy')
  await clock.pass(9 * MINUTE)
  app.answer('Busy')
  clock.sleep(minutes * MINUTE)
  await clock.pass(MINUTE)
  app.answer('Busy')
  await clock.pass(9 * MINUTE)
  app.answer('Busy')
  expect(app.spans()).toBe(`0-9 busy, ${10 + minutes}-${19 + minutes} busy`)
})

test('an answer after a gap ends the light at the answer before', async () => {
  const { clock, run } = await setUp()
  const app = run()
  app.signIn()
  await app.hold('Busy', 10)
  app.answer('Busy')
  await clock.pass(4 * MINUTE)
  const at = clock.nowMs()
  const last = { presence: presence('Busy'), at, since: at, witnessed: false }
  app.put({ following: { ...signedIn.following, last } })
  expect(app.spans()).toBe('0-10 busy, 14-14 busy')
})

test('a correction of one second by a time server is not a gap', async () => {
  const { clock, run } = await setUp()
  const app = run()
  app.signIn()
  for (const correction of [1000, -1000]) {
    await app.hold('Busy', 10)
    clock.setWall(clock.nowMs() + correction)
  }
  app.answer('Busy')
  expect(app.spans()).toBe('0-20 busy')
})

test('after a crash and a restart at once, the time between is a gap', async () => {
  const { clock, run } = await setUp()
  const app = run()
  app.signIn()
  await app.hold('Available', 11)
  app.history.stop = () => {}
  const again = run()
  again.signIn()
  await clock.pass(MINUTE)
  await again.hold('Available', 5)
  again.answer('Available')
  expect(again.spans()).toBe('0-10 available, 12-17 available')
})

test('if the clock is set back, each moment still has one light', async () => {
  const { clock, run } = await setUp()
  const app = run()
  app.signIn()
  await app.hold('Available', 60)
  clock.setWall(start + 30 * MINUTE)
  await app.hold('Busy', 20)
  app.answer('Away')
  expect(app.spans()).toBe('0-30 available, 30-50 busy, 50-50 away, 50-60 available')
})

test('if the clock is set back while the light lasts, no future time is shown', async () => {
  const { clock, run } = await setUp()
  const app = run()
  app.signIn()
  await app.hold('Available', 40)
  await app.hold('Busy', 10)
  clock.setWall(start + 25 * MINUTE)
  await app.hold('Busy', 5)
  app.turnStale()
  expect(app.spans()).toBe('0-25 available, 25-30 busy, 30-40 available, 40-50 busy')
})

test('a long interval is not a gap', async () => {
  const { clock, run } = await setUp()
  const app = run()
  app.signIn()
  app.answer('Busy')
  for (let times = 0; times < 3; times++) {
    await clock.pass(25 * MINUTE)
    app.answer('Busy')
  }
  expect(app.spans()).toBe('0-75 busy')
})

test('two accounts have separate days', async () => {
  const { clock, run, files } = await setUp()
  const app = run()
  app.signIn()
  await app.hold('Available', 10)
  app.put({ session: { kind: 'signed-out', problem: null } })
  expect(app.history.timeline()).toEqual([])
  await clock.pass(HOUR)
  app.signIn({ name: 'Boris', username: 'boris@contoso.com', tenantId: 'contoso' })
  expect(app.history.timeline()).toEqual([])
  await app.hold('Busy', 10)
  expect(app.spans()).toBe('70-80 busy')
  app.signIn()
  expect(app.spans()).toBe('0-10 available')
  expect(await files()).toHaveLength(2)
})

test('switched off, it adds nothing and deletes nothing', async () => {
  const { run, folder, files } = await setUp()
  const app = run()
  app.signIn()
  await app.hold('Available', 10)
  const keep = (keepHistory: boolean) => app.put({ settings: { ...signedIn.settings, keepHistory } })
  keep(false)
  const [name = ''] = await files()
  const before = await readFile(join(folder, name), 'utf8')
  await app.hold('Busy', 30)
  expect(app.spans()).toBe('0-10 available')
  expect(await readFile(join(folder, name), 'utf8')).toBe(before)
  keep(true)
  await app.hold('Busy', 5)
  expect(app.spans()).toBe('0-10 available, 40-45 busy')
})

test('keeps today and the two weeks before, while it runs and after restarts', async () => {
  const { clock, run, files } = await setUp()
  const app = run()
  app.signIn()
  await app.hold('Available', 30)
  app.put({ pausedUntil: 1 })
  await clock.pass(14 * 24 * HOUR)
  expect(app.spans()).toBe('0-30 available')
  await clock.pass(24 * HOUR)
  expect(app.spans()).toBe('')
  expect(await files()).toEqual([])
})

test('a clock that is a month ahead deletes no days, at the start or later', async () => {
  const { clock, folder, run, files } = await setUp()
  const app = run()
  app.signIn({ ...account, username: 'ben@contoso.com' })
  await app.hold('Busy', 5)
  app.signIn()
  await app.hold('Available', 10)
  app.history.stop()
  const kept = clock.nowMs()
  const recently = new Date(kept)
  for (const file of await files()) await utimes(join(folder, file), recently, recently)

  clock.setWall(kept + 30 * 24 * HOUR)
  const ahead = run()
  ahead.signIn()
  expect(ahead.spans()).toBe('')
  await ahead.hold('Away', 30)
  ahead.history.stop()
  expect(await files()).toHaveLength(2)

  clock.setWall(kept + 30 * MINUTE)
  const again = run()
  again.signIn()
  expect(again.spans()).toMatch(/^5-15 available/)
  await again.hold('Available', 90)
  clock.setWall(kept + 30 * 24 * HOUR)
  await again.hold('Busy', 30)
  clock.setWall(kept + 4 * HOUR)
  expect(again.spans()).toMatch(/^5-15 available, 45-135 available/)
  expect(await files()).toHaveLength(2)
})

test('after an hour with a stable clock, old days of other accounts are deleted too', async () => {
  const { clock, run, folder, files } = await setUp()
  const app = run()
  app.signIn()
  await app.hold('Busy', 5)
  app.signIn({ ...account, username: 'ben@contoso.com' })
  const long = new Date(clock.nowMs() - 16 * 24 * HOUR)
  for (const file of await files()) await utimes(join(folder, file), long, long)
  await app.hold('Available', 54)
  expect(await files()).toHaveLength(2)
  await app.hold('Available', 10)
  expect(await files()).toHaveLength(1)
})

test('the lines of a lasting light are joined at night', async () => {
  const { clock, run, folder, files } = await setUp()
  const app = run()
  app.signIn()
  const linesNow = async () =>
    (await readFile(join(folder, (await files())[0] ?? ''), 'utf8')).split('\n').length - 1
  await app.hold('Available', 14 * 60)
  expect(await linesNow()).toBeGreaterThan(150)
  await app.hold('Available', 2 * 60)
  expect(await linesNow()).toBeLessThan(15)
  app.history.stop()
  await clock.pass(MINUTE)
  const again = run()
  again.signIn()
  expect(again.spans()).toBe('0-960 available')
})

test('erased, it leaves no file and records later lights', async () => {
  const { run, files } = await setUp()
  const app = run()
  app.signIn()
  await app.hold('Available', 10)
  await app.history.erase()
  expect(await files()).toEqual([])
  expect(app.changes.at(-1)).toEqual([])
  expect(app.history.timeline()).toEqual([])
  await app.hold('Available', 5)
  expect(app.spans()).toBe('10-15 available')
  expect(await files()).toHaveLength(1)
})

test('days that cannot be deleted are reported and still shown, until a second try', async () => {
  const { run, folder, files } = await setUp()
  const real = openHistoryFolder(folder)
  const disk = { refuses: true }
  const app = run({
    ...real,
    removeAll() {
      if (disk.refuses) throw new NotRemoved([folder])
      real.removeAll()
    },
  })
  app.signIn()
  await app.hold('Available', 10)
  app.turnStale()
  await expect(app.history.erase()).rejects.toThrow(folder)
  expect(app.spans()).toBe('0-10 available')
  await app.hold('Busy', 5)
  expect(app.spans()).toBe('0-10 available, 10-15 busy')
  disk.refuses = false
  await app.history.erase()
  expect([app.spans(), await files()]).toEqual(['', []])
})

test('the demo begins with sample days and writes no file', async () => {
  const { run, files } = await setUp()
  const app = run()
  app.signIn()
  await app.hold('Available', 10)
  const before = await files()
  app.put({ session: { kind: 'demo', pretending: null }, following: signedIn.following })
  await app.hold('Busy', 5)
  app.put({ session: { kind: 'demo', pretending: 'paused' } })
  expect(app.spans()).toBe('-50-10 away, 10-15 busy')
  await app.history.erase()
  expect(app.history.timeline()).toEqual([])
  expect(await files()).toEqual(before)
  app.signIn()
  expect(app.spans()).toBe('0-10 available')
})

test('on a full disk it records in memory, warns once, and writes everything when there is space', async () => {
  const { run, folder, warnings, clock } = await setUp()
  const app = run()
  app.signIn()
  await writeFile(folder, 'in the way')
  await app.hold('Available', 20)
  await app.hold('Busy', 20)
  expect(app.spans()).toBe('0-20 available, 20-40 busy')
  expect(warnings).toHaveLength(1)
  await rm(folder)
  await app.hold('Busy', 6)
  app.history.stop()
  await clock.pass(MINUTE)
  const again = run()
  again.signIn()
  expect(again.spans()).toBe('0-20 available, 20-46 busy')
})

test.each(['a timer', 'the end of the program', 'the next account'] as const)(
  'lights that a full disk refused are written by %s, even after they ended',
  async (when) => {
    const { run, folder } = await setUp()
    const app = run()
    app.signIn()
    await writeFile(folder, 'in the way')
    await app.hold('Available', 20)
    app.turnStale()
    await rm(folder)
    if (when === 'a timer') await app.pass(6)
    else if (when === 'the next account') app.signIn({ ...account, username: 'other@contoso.com' })
    else app.history.stop()
    const again = run()
    again.signIn()
    expect(again.spans()).toBe('0-20 available')
  },
)

test('a file that cannot be read is not changed, and this is said until the days are erased', async () => {
  const { run, folder, warnings } = await setUp()
  const written: unknown[] = []
  const app = run({
    ...openHistoryFolder(folder),
    fileOf: () => ({
      read() {
        throw new Error('EIO')
      },
      append: (record) => written.push(record),
      rewrite: (records) => written.push(records),
    }),
  })
  app.signIn()
  await app.hold('Busy', 16 * 60)
  expect(app.spans()).toBe('0-960 busy')
  expect(written).toEqual([])
  expect(warnings).toHaveLength(1)
  expect(app.problem()).toEqual({ kind: 'unexpected', next: 'retries', detail: 'Error: EIO' })
  await app.history.erase()
  expect(app.problem()).toBeNull()
  await app.hold('Busy', 1)
  expect(written).toHaveLength(1)
})

test('a file that can be read later gets what was recorded meanwhile', async () => {
  const { run, folder, clock } = await setUp()
  const first = run()
  first.signIn()
  await first.hold('Available', 20)
  first.history.stop()
  const disk = { refuses: true }
  const real = openHistoryFolder(folder)
  const app = run({
    ...real,
    fileOf(owner) {
      const file = real.fileOf(owner)
      const read = () => {
        if (disk.refuses) throw new Error('EBUSY')
        return file.read()
      }
      return { ...file, read }
    },
  })
  await clock.pass(MINUTE)
  app.signIn()
  await app.hold('Available', 9)
  expect(app.spans()).toBe('21-30 available')
  disk.refuses = false
  app.answer('Available')
  expect([app.spans(), app.problem()]).toEqual(['0-20 available, 21-30 available', null])
  expect(app.changes.at(-1)).toHaveLength(2)
  await app.hold('Busy', 5)
  app.history.stop()
  const again = run()
  again.signIn()
  expect(again.spans()).toBe('0-20 available, 21-30 available, 30-35 busy')
})

test('the problem of a file is that of its account', async () => {
  const { run, folder } = await setUp()
  const app = run()
  await mkdir(join(folder, `${accountFileName(ownerOf({ kind: 'signed-in', account }) ?? '')}.jsonl`), {
    recursive: true,
  })
  app.signIn()
  expect(app.problem()?.kind).toBe('unexpected')
  app.signIn({ ...account, username: 'other@contoso.com' })
  expect(app.problem()).toBeNull()
})

test('the export has the kept days up to the last good answer, in the language of the user', async () => {
  const { run, saved } = await setUp()
  const app = run()
  app.signIn()
  await app.hold('Available', 10)
  await app.hold('Busy', 2)
  app.answer('Busy')
  expect(await app.history.export()).toEqual({ path: '/Tally Light 2026-11-23.csv' })
  const [file] = saved
  expect(file?.name).toBe('Tally Light 2026-11-23.csv')
  expect(
    file?.text
      .trim()
      .split('\r\n')
      .slice(1)
      .map((row) => row.split(',').slice(2).join()),
  ).toEqual(['600,available,Available', '120,busy,Busy'])
})

test('leaves no timer after stop', async () => {
  const { run, clock } = await setUp()
  run().history.stop()
  expect(clock.waiting()).toBe(0)
})

test('the light of a colleague is a gap: nothing of it is recorded', async () => {
  const { folder, files, run } = await setUp()
  const app = run()
  app.signIn()
  await app.hold('Available', 10)
  const person = { id: 'c0ffee00-0000-4000-8000-000000000001', name: 'Grace Hopper', address: '' }
  app.put({ following: { ...signedIn.following, person } })
  for (const [minutes, availability] of [[5, 'Busy'] as const, [5, 'DoNotDisturb'] as const]) {
    const at = start + (10 + minutes) * MINUTE
    const last = { presence: presence(availability), at, since: at, witnessed: true }
    app.put({ following: { ...signedIn.following, person, last } })
    await app.pass(minutes)
  }
  expect(app.spans()).toBe('0-10 available')
  await app.hold('Away', 3)
  expect(app.spans()).toBe('0-10 available, 20-23 away')
  const texts = await Promise.all((await files()).map((name) => readFile(join(folder, name), 'utf8')))
  expect(texts.join()).not.toMatch(/busy|do-not-disturb|Grace/)
})
