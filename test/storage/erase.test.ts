// A file to erase is removed or emptied, or reported as left.
import { execFileSync } from 'node:child_process'
import {
  chmodSync,
  existsSync,
  linkSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { type Erasing, eraseNow } from '../../app/storage/erase.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { asNobody, giveToNobody } from './as-nobody.ts'

const ours: Erasing = { instead: 'gone', isOurs: () => true }

async function setUp() {
  const folder = await temporaryFolder()
  const path = join(folder, 'secret')
  writeFileSync(path, 'a secret', { mode: 0o600 })
  return { folder, path }
}

test('a file is removed, and a missing one is not a failure', async () => {
  const { folder, path } = await setUp()
  expect(eraseNow(path, ours)).toEqual([])
  expect(readdirSync(folder)).toEqual([])
  expect(eraseNow(path, ours)).toEqual([])
  expect(eraseNow(join(folder, 'no', 'such', 'folder'), ours)).toEqual([])
})

test('a folder in its place stays', async () => {
  const { folder } = await setUp()
  mkdirSync(join(folder, 'inside'))
  expect(eraseNow(join(folder, 'inside'), ours)).toEqual([])
  expect(existsSync(join(folder, 'inside'))).toBe(true)
})

describe.skipIf(process.platform === 'win32')('links and permissions', () => {
  test.each([1, 2, 3])('the target behind %i links is removed, and the first link', async (count) => {
    const { folder, path } = await setUp()
    let link = path
    for (let each = 0; each < count; each++) {
      symlinkSync(link, join(folder, `link${each}`))
      link = join(folder, `link${each}`)
    }
    expect(eraseNow(link, ours)).toEqual([])
    expect(existsSync(path)).toBe(false)
    expect(readdirSync(folder)).not.toContain(`link${count - 1}`)
  })

  test('only the link to a file of another program is removed', async () => {
    const { folder, path } = await setUp()
    symlinkSync(path, join(folder, 'link'))
    expect(eraseNow(join(folder, 'link'), { ...ours, isOurs: () => false })).toEqual([])
    expect(readdirSync(folder)).toEqual(['secret'])
    expect(readFileSync(path, 'utf8')).toBe('a secret')
  })

  test('a broken link and a pipe are removed', async () => {
    const { folder, path } = await setUp()
    symlinkSync(join(folder, 'nothing'), join(folder, 'link'))
    execFileSync('mkfifo', [join(folder, 'pipe')])
    expect([eraseNow(join(folder, 'link'), ours), eraseNow(join(folder, 'pipe'), ours)]).toEqual([[], []])
    expect(readdirSync(folder)).toEqual(['secret'])
    expect(existsSync(path)).toBe(true)
  })

  test('another hard link to the file is empty afterwards', async () => {
    const { folder, path } = await setUp()
    linkSync(path, join(folder, 'other'))
    expect(eraseNow(path, ours)).toEqual([])
    expect(readdirSync(folder)).toEqual(['other'])
    expect(readFileSync(join(folder, 'other'), 'utf8')).toBe('gone')
  })

  test.each([0o600, 0o400, 0o000])('a file with mode %o in a read-only folder is emptied', async (mode) => {
    const { folder, path } = await setUp()
    giveToNobody(folder, path)
    chmodSync(path, mode)
    chmodSync(folder, 0o500)
    expect(asNobody(() => eraseNow(path, ours))).toEqual([])
    chmodSync(folder, 0o700)
    expect(readFileSync(path, 'utf8')).toBe('gone')
    expect(lstatSync(path).mode & 0o077).toBe(0)
  })

  test.skipIf(process.platform !== 'linux')(
    'a file that can neither be removed nor emptied is reported, also behind a link',
    async () => {
      const { folder } = await setUp()
      // Root cannot change it either.
      symlinkSync('/proc/version', join(folder, 'link'))
      expect(eraseNow(join(folder, 'link'), ours)).toEqual(['/proc/version'])
      expect(readdirSync(folder)).toEqual(['secret'])
    },
  )

  test.skipIf(process.getuid?.() !== 0)('a file in an unreadable folder is reported', async () => {
    const { folder, path } = await setUp()
    chmodSync(folder, 0o000)
    expect(asNobody(() => eraseNow(path, ours))).toEqual([path])
    chmodSync(folder, 0o700)
    expect(readFileSync(path, 'utf8')).toBe('a secret')
  })
})
