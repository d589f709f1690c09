// The list of colleagues on disk: private, replaced atomically, and set aside if damaged.
import { readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { MOST_COLLEAGUES } from '../../app/model/colleague-order.ts'
import { openColleaguesFolder } from '../../app/storage/colleagues-file.ts'
import { colleague } from '../model/states.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

const now = Date.parse('2026-11-23T09:00:00Z')

async function setUp() {
  const folder = join(await temporaryFolder(), 'colleagues')
  const fileOf = openColleaguesFolder(folder, () => now).fileOf
  const file = fileOf('contoso anna@contoso.com')
  file.write([])
  const [name = ''] = await readdir(folder)
  return { folder, fileOf, file, path: join(folder, name) }
}

const some = [colleague(1, { group: 'Team', tell: 'once' }), colleague(2)]

test('reads what was written; only the user may read the file, and its name does not show the account', async () => {
  const { file, fileOf, path, folder } = await setUp()
  file.write(some)
  expect(fileOf('contoso anna@contoso.com').read()).toEqual({ people: some, keptAs: null })
  expect((await stat(path)).mode & 0o077).toBe(0)
  expect(await readdir(folder)).toEqual([expect.stringMatching(/^[\da-f]{16}\.json$/)])
})

test('another account has its own file', async () => {
  const { file, fileOf } = await setUp()
  file.write(some)
  expect(fileOf('contoso boris@contoso.com').read()).toEqual({ people: [], keptAs: null })
})

test.each<[string, (whole: string) => string, number]>([
  ['cut short', (whole) => whole.slice(0, -20), 0],
  ['empty', () => '', 0],
  ['not an object', () => '[]', 0],
  ['one person damaged', (whole) => whole.replace('"once"', '"sometimes"'), 1],
  ['a person twice', (whole) => whole.replace(colleague(2).id, colleague(1).id), 1],
])('%s: the file is set aside, and the readable people are kept', async (_name, damage, left) => {
  const { file, folder, path } = await setUp()
  file.write(some)
  const damaged = damage(await readFile(path, 'utf8'))
  await writeFile(path, damaged)
  const { people, keptAs } = file.read()
  expect(people).toHaveLength(left)
  expect(keptAs).toMatch(/\.json\.unreadable-2026-11-23T09-00-00-000Z$/)
  expect(await readFile(join(folder, keptAs ?? ''), 'utf8')).toBe(damaged)
  expect(file.read()).toEqual({ people, keptAs: null })
})

test('at most a hundred are read, and the file with all is set aside', async () => {
  const { file } = await setUp()
  file.write(Array.from({ length: MOST_COLLEAGUES + 1 }, (_, number) => colleague(number)))
  expect(file.read()).toEqual({ people: expect.any(Array), keptAs: expect.any(String) })
  expect(file.read().people).toHaveLength(MOST_COLLEAGUES)
})

test.skipIf(process.platform === 'win32')('throws if the file exists and cannot be read', async () => {
  const { file, path } = await setUp()
  await rm(path)
  // A link to itself.
  await symlink(path, path)
  expect(() => file.read()).toThrow()
})
