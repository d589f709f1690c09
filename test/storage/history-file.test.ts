import {
  appendFile,
  chmod,
  mkdir,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  symlink,
  utimes,
  writeFile,
} from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import {
  type LightRecord,
  nothingRecorded,
  type Timeline,
  timelineOf,
  withRecord,
} from '../../app/model/timeline.ts'
import { openHistoryFolder } from '../../app/storage/history-file.ts'
import { folderInMemory, temporaryFolder } from '../support/temporary-folder.ts'
import { asNobody, giveToNobody } from './as-nobody.ts'

const MINUTE = 60_000

async function setUp(place = temporaryFolder()) {
  const folder = join(await place, 'history')
  const open = () => openHistoryFolder(folder).fileOf('contoso anna@contoso.com')
  const pathOf = async () => join(folder, (await readdir(folder))[0] ?? '')
  return { folder, open, pathOf }
}

const some: LightRecord[] = [
  { at: 0, light: 'available' },
  { at: 5 * MINUTE, light: 'available' },
  { at: 7 * MINUTE, light: 'in-a-call-oof' },
  { at: 9 * MINUTE, light: null },
  { at: 60 * MINUTE, light: 'busy', until: 90 * MINUTE },
  { at: 90 * MINUTE, light: 'away' },
]
const spansOf = (records: readonly LightRecord[]): Timeline =>
  timelineOf(records.reduce(withRecord, nothingRecorded))

test('reads what was appended; only the user may read the file', async () => {
  const { open, folder, pathOf } = await setUp()
  expect(open().read()).toEqual([])
  const file = open()
  for (const record of some) file.append(record)
  expect(open().read()).toEqual(some)
  expect((await stat(await pathOf())).mode & 0o077).toBe(0)
  expect(await readdir(folder)).toEqual([expect.stringMatching(/^[\da-f]{16}\.jsonl$/)])
})

test('a file cut at any byte has a prefix of the spans, and the next record is complete', async () => {
  const { open, pathOf } = await setUp(folderInMemory())
  const file = open()
  for (const record of some) file.append(record)
  const path = await pathOf()
  const bytes = await readFile(path)
  const prefixes = some.map((_, count) => JSON.stringify(spansOf(some.slice(0, count))))
  prefixes.push(JSON.stringify(spansOf(some)))
  let cuts = 0
  for (let length = 0; length <= bytes.length; length++) {
    await writeFile(path, bytes.subarray(0, length))
    const again = open()
    const before = again.read()
    expect(prefixes, `cut at ${length}`).toContain(JSON.stringify(spansOf(before)))
    const next: LightRecord = { at: 99 * MINUTE, light: 'offline' }
    again.append(next)
    expect(open().read(), `cut at ${length}`).toEqual([...before, next])
    cuts += 1
  }
  expect(cuts).toBeGreaterThan(200)
})

const unknown: [name: string, line: string][] = [
  ['nothing', ''],
  ['text that is not JSON', 'available'],
  ['zeros, as a power cut leaves them', '\0'.repeat(40)],
  ['another shape', '{"light":"busy"}'],
  ['a light of a newer version', '{"at":1,"light":"on-the-moon"}'],
  ['an invalid moment', '{"at":"now","light":"busy"}'],
  ['invalid characters', '\uFFFD\uFFFD'],
]
test.each(unknown)('only a line with %s is omitted', async (_, line) => {
  const { open, pathOf } = await setUp()
  const file = open()
  for (const record of some) file.append(record)
  const path = await pathOf()
  const lines = (await readFile(path, 'utf8')).split('\n')
  await writeFile(path, lines.toSpliced(2, 0, line).join('\n'))
  expect(open().read()).toEqual(some)
})

test('a rewrite leaves only the new records; without any it removes the file', async () => {
  const { open, folder } = await setUp()
  const file = open()
  for (const record of some) file.append(record)
  file.rewrite(some.slice(4), 0)
  file.append({ at: 95 * MINUTE, light: null })
  expect(open().read()).toEqual([...some.slice(4), { at: 95 * MINUTE, light: null }])
  expect(await readdir(folder)).toHaveLength(1)
  file.rewrite([], 0)
  expect(await readdir(folder)).toEqual([])
})

test('a rewrite keeps the order of records after the clock was set back', async () => {
  const { open, pathOf } = await setUp()
  const records = [
    { at: 0, light: 'available', until: 40 * MINUTE },
    { at: 40 * MINUTE, light: 'busy', until: 50 * MINUTE },
    { at: 50 * MINUTE, light: null },
    { at: 25 * MINUTE, light: 'busy', until: 30 * MINUTE },
  ] satisfies LightRecord[]
  const file = open()
  file.append({ at: 0, light: 'available' })
  const newer = '{"at":2700000,"light":"on-the-moon"}'
  await appendFile(await pathOf(), `${newer}\n`)
  file.rewrite(records, 0)
  expect(open().read()).toEqual(records)
  const lines = (await readFile(await pathOf(), 'utf8')).split('\n')
  expect(lines.indexOf(newer)).toBe(2)
  file.rewrite(records.slice(0, 1), 0)
  expect((await readFile(await pathOf(), 'utf8')).split('\n')[1]).toBe(newer)
})

test('each account has its own file; old ones are removed', async () => {
  const { folder } = await setUp()
  const history = openHistoryFolder(folder)
  history.removeOlderThan(5)
  history.fileOf('contoso anna').append({ at: 1, light: 'busy' })
  const [anna = ''] = await readdir(folder)
  history.fileOf('contoso boris').append({ at: 2, light: 'away' })
  expect(history.fileOf('contoso anna').read()).toEqual([{ at: 1, light: 'busy' }])
  await utimes(join(folder, anna), 1000, 1000)
  history.removeOlderThan(999_000)
  expect(await readdir(folder)).toHaveLength(2)
  history.removeOlderThan(1_001_000)
  expect(await readdir(folder)).toHaveLength(1)
  expect(history.fileOf('contoso anna').read()).toEqual([])
  history.removeAll()
  await expect(stat(folder)).rejects.toThrow()
  history.removeAll()
})

test('throws if no file can be written; later writes are complete', async () => {
  const { open, folder } = await setUp()
  await writeFile(folder, 'in the way')
  const file = open()
  expect(() => file.append({ at: 1, light: 'busy' })).toThrow()
  expect(() => file.rewrite([{ at: 1, light: 'busy' }], 0)).toThrow()
  await rm(folder)
  await mkdir(folder)
  file.append({ at: 2, light: 'busy' })
  expect(open().read()).toEqual([{ at: 2, light: 'busy' }])
})

test.skipIf(process.platform === 'win32')(
  'files in a read-only folder are emptied, also behind a link',
  async () => {
    const { folder, open } = await setUp()
    open().append({ at: 0, light: 'busy' })
    const [name = ''] = await readdir(folder)
    const path = join(folder, name)
    const elsewhere = join(folder, '..', 'elsewhere')
    await rename(path, elsewhere)
    await symlink(elsewhere, path)
    await writeFile(join(folder, 'another.jsonl'), '{"at":0,"light":"busy"}\n')
    giveToNobody(elsewhere, join(folder, 'another.jsonl'), folder, join(folder, '..'))
    await chmod(folder, 0o500)
    asNobody(() => openHistoryFolder(folder).removeAll())
    await chmod(folder, 0o700)
    expect(await readFile(join(folder, 'another.jsonl'), 'utf8')).toBe('')
    expect(await readFile(elsewhere, 'utf8').catch(() => '')).toBe('')
    expect(open().read()).toEqual([])
  },
)
