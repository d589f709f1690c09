import { chmod, mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openCrashTraces } from '../../app/storage/crash-traces.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

async function setUp() {
  const folder = await temporaryFolder()
  let nowMs = Date.parse('2026-11-23T09:00:00Z')
  const start = () =>
    openCrashTraces(folder, 'Tally Light 0.1.0', () => {
      nowMs += 1000
      return nowMs
    })
  return { folder, start }
}

test('a fatal error is written at once, and reported once', async () => {
  const { folder, start } = await setUp()
  expect(start().takeUnreported()).toBe(false)
  const path =
    start().fatal(new Error('broken with eyJhbGciOiJub25lIn0.eyJzdWIiOiJ4In0.c2ln', { cause: 'a lamp' })) ??
    ''
  const text = await readFile(path, 'utf8')
  expect(text).toMatch(
    /^Tally Light 0\.1\.0\n2026-11-23T09:00:01\.000Z\n\nError: broken with \[hidden\]\n {4}at /,
  )
  expect(text).toContain('caused by "a lamp"')
  if (process.platform !== 'win32') expect((await stat(path)).mode & 0o077).toBe(0)
  expect(start().takeUnreported()).toBe(true)
  expect(start().takeUnreported()).toBe(false)
  expect(await readdir(folder)).toEqual(['crash-2026-11-23T09-00-01.000Z.txt'])
})

test('the newest five are kept, each at most some kilobytes, and no other file is removed', async () => {
  const { folder, start } = await setUp()
  await writeFile(join(folder, 'main.log'), 'a line')
  for (let times = 0; times < 20; times++) start().fatal(new Error(`${times} ${'x y '.repeat(100_000)}`))
  const names = start().names()
  expect(names).toHaveLength(5)
  expect(names.at(-1)).toContain('09-00-20')
  for (const name of names) expect((await stat(join(folder, name))).size).toBeLessThan(12_000)
  expect(await readdir(folder)).toContain('main.log')
})

test('a run that survives its errors writes the first five, and the next start does not report them', async () => {
  const { start } = await setUp()
  const traces = start()
  for (let times = 0; times < 20; times++) traces.survived(times === 3 ? undefined : new Error(String(times)))
  expect(traces.names()).toHaveLength(5)
  expect(traces.names().at(-1)).toContain('09-00-05')
  expect(start().takeUnreported()).toBe(false)
})

test('does not throw if no file can be written', async () => {
  const { folder } = await setUp()
  const path = join(folder, 'file')
  await writeFile(path, '')
  await chmod(path, 0o400)
  const traces = openCrashTraces(path, '', Date.now)
  expect(traces.fatal(new Error('one'))).toBe(null)
  traces.survived(null)
  expect([traces.takeUnreported(), traces.names()]).toEqual([false, []])
})

test('an old trace that cannot be removed does not prevent new ones', async () => {
  const { folder, start } = await setUp()
  // rmSync does not remove a folder.
  await mkdir(join(folder, 'crash-2000-01-01T00-00-00.000Z.txt'))
  const traces = start()
  for (let times = 0; times < 6; times++) expect(traces.fatal(new Error('x'))).toMatch(/untold\.txt$/)
})
