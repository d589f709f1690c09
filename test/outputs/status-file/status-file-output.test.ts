// status.json: always whole, at each change, readable by the user alone, and removed at the end.
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { statusReportSchema } from '../../../app/model/external-outputs/status-report.ts'
import { lightOf } from '../../../app/model/light.ts'
import type { AccountView } from '../../../app/model/state.ts'
import { createStatusFileOutput } from '../../../app/outputs/status-file/status-file-output.ts'
import { openStatusFile } from '../../../app/storage/status-file.ts'
import { wordsIn } from '../../../words/words.ts'
import { account, following, presence, signedIn } from '../../model/states.ts'
import { nastyText } from '../../security/hostile-json.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'
import { createVirtualClock } from '../../support/virtual-clock.ts'

const SINCE = '2026-11-23T08:30:00.000Z'
const since = Date.parse(SINCE)
const PID = 4711
const russian = wordsIn('ru').t('presence.light.busy')

async function setUp() {
  const folder = await temporaryFolder()
  const path = join(folder, 'status.json')
  const file = openStatusFile(folder)
  const clock = createVirtualClock()
  const warnings: string[] = []
  let writes = 0
  const counted = {
    ...file,
    write(report: Parameters<typeof file.write>[0]) {
      writes += 1
      file.write(report)
    },
  }
  let shown = signedIn
  const output = createStatusFileOutput({
    file: counted,
    clock,
    pid: PID,
    wordsNow: () => wordsIn(shown.language),
    log: { warn: (text) => void warnings.push(String(text)) },
  })
  const show = async (state: AccountView) => {
    shown = state
    output.show(state, lightOf(state))
    await clock.pass(0)
  }
  const read = () => statusReportSchema.parse(JSON.parse(readFileSync(path, 'utf8')))
  return { folder, path, file, clock, warnings, output, show, read, writes: () => writes }
}

describe('the report', () => {
  test('is the light of a presence', async () => {
    const { show, read, path, folder } = await setUp()
    await show(following(presence('Busy', 'InACall', true), since))
    expect(read()).toEqual({
      light: 'in-a-call',
      words: 'In a call, out of office',
      language: 'en',
      person: null,
      since: SINCE,
      stale: false,
      outOfOffice: true,
      writtenAt: '2026-11-23T09:00:00.000Z',
      version: '0.0.0',
      pid: PID,
    })
    expect(readFileSync(path, 'utf8')).toMatch(/^\{.*\}\n$/)
    expect(readdirSync(folder)).toEqual(['status.json'])
    if (process.platform !== 'win32') expect(statSync(path).mode & 0o777).toBe(0o600)
  })

  test.each<[string, AccountView, object]>([
    ['starting', { ...signedIn, session: { kind: 'starting' } }, { light: 'unknown', since: null }],
    ['signed out', { ...signedIn, session: { kind: 'signed-out', problem: null } }, { light: 'signed-out' }],
    [
      'paused',
      { ...following(presence('Busy'), since), pausedUntil: since },
      { light: 'paused', since: null },
    ],
    [
      'stale',
      {
        ...following(presence('Busy'), since),
        following: { ...following(presence('Busy'), since).following, stale: true },
      },
      { light: 'busy', stale: true, since: SINCE },
    ],
    [
      'asked for',
      {
        ...following(presence('Busy'), since),
        ownStatus: { ...signedIn.ownStatus, askedFor: { status: 'Away', at: since + 1000, until: null } },
      },
      { light: 'away', since: '2026-11-23T08:30:01.000Z' },
    ],
    [
      'another account',
      { ...signedIn, session: { kind: 'other-account', before: account, chosen: account } },
      { light: 'attention', since: null },
    ],
    ['Russian', { ...following(presence('Busy'), since), language: 'ru' }, { words: russian }],
    ['a clock at the end of time', following(presence('Busy'), 8e15), { since: null }],
  ])('%s', async (_name, state, report) => {
    const { show, read } = await setUp()
    await show(state)
    expect(read()).toMatchObject(report)
  })

  test('contains no message and no name, whatever Graph answers', async () => {
    const { show, read, path } = await setUp()
    await fc.assert(
      fc.asyncProperty(nastyText, nastyText, async (availability, activity) => {
        const answer = { ...presence('Away', 'Away', true), availability, activity }
        await show(following(answer, since))
        read()
        const text = readFileSync(path, 'utf8')
        for (const secret of ['Back soon', account.name, account.username]) expect(text).not.toContain(secret)
      }),
      { numRuns: 50 },
    )
    await show({ ...signedIn, session: { kind: 'other-account', before: account, chosen: account } })
    expect(readFileSync(path, 'utf8')).not.toContain('anna')
  })
})

test('it is written at each change of it, and not otherwise', async () => {
  const { show, writes, read, output, clock } = await setUp()
  const busy = following(presence('Busy'), since)
  await show(busy)
  await show({ ...busy, following: { ...busy.following, checking: true, nextCheckAt: since } })
  await show({ ...busy, page: 'today' })
  expect(writes()).toBe(1)
  await show(following(presence('Busy'), since + 1000))
  await show({ ...busy, language: 'ru' })
  expect(writes()).toBe(3)
  for (const state of [following(presence('Away'), since), following(presence('Available'), since)])
    output.show(state, lightOf(state))
  // There and back at once: nothing to write.
  output.show({ ...busy, language: 'ru' }, lightOf(busy))
  await clock.pass(0)
  expect([writes(), read().light]).toEqual([3, 'busy'])
})

test('it is removed at the end, also before the first write', async () => {
  const { show, output, folder, clock } = await setUp()
  await show(following(presence('Busy'), since))
  output.stop()
  expect(readdirSync(folder)).toEqual([])
  output.show(signedIn, lightOf(signedIn))
  output.stop()
  await clock.pass(1000)
  expect(readdirSync(folder)).toEqual([])
  expect(clock.waiting()).toBe(0)
})

test('after it was erased, it comes back with the next change', async () => {
  const { show, file, folder, read } = await setUp()
  const busy = following(presence('Busy'), since)
  await show(busy)
  file.remove()
  await show({ ...busy, page: 'today' })
  expect(readdirSync(folder)).toEqual([])
  await show(following(presence('Away'), since))
  expect(read().light).toBe('away')
})

test('a report of a killed program is replaced', async () => {
  const { show, path, read } = await setUp()
  writeFileSync(path, '{"light":"bu')
  await show(following(presence('Away'), since))
  expect(read()).toMatchObject({ light: 'away', pid: PID })
})

test('a disk that refuses: no old light stays, one warning, and each state is another try', async () => {
  const { show, path, warnings, read } = await setUp()
  const busy = following(presence('Busy'), since)
  // A folder in its place is refused as by a broken disk, and is not ours to remove.
  mkdirSync(path)
  await show(busy)
  await show({ ...busy, page: 'today' })
  expect(warnings).toEqual(['status.json was not written'])
  rmSync(path, { recursive: true })
  await show(busy)
  expect(read().light).toBe('busy')
})

test('a full disk: the old light is removed', async () => {
  const { path, file, clock } = await setUp()
  let isFull = false
  const warnings: string[] = []
  const output = createStatusFileOutput({
    file: {
      ...file,
      write(report) {
        if (isFull) throw Object.assign(new Error('ENOSPC'), { code: 'ENOSPC' })
        file.write(report)
      },
    },
    clock,
    pid: PID,
    wordsNow: () => wordsIn('en'),
    log: { warn: (text) => void warnings.push(String(text)) },
  })
  for (const availability of ['Busy', 'Away', 'Available']) {
    const state = following(presence(availability), since)
    output.show(state, lightOf(state))
    await clock.pass(0)
    isFull = true
  }
  expect(warnings).toEqual(['status.json was not written'])
  expect(() => readFileSync(path)).toThrow('ENOENT')
})
