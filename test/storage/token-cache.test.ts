import { readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { createTokenCache } from '../../app/storage/token-cache.ts'
import { temporaryFolder } from '../temporary-folder.ts'
import { cacheOf, type KeyringMoment, type KeyringState, keyringIn } from './keyring.ts'

async function setUp(state: KeyringMoment = { now: 'unlocked' }) {
  const folder = await temporaryFolder()
  const path = join(folder, 'tokens')
  const warnings: unknown[] = []
  const open = (platform: NodeJS.Platform = 'linux') =>
    createTokenCache({
      path,
      keyring: keyringIn(state),
      platform,
      nowMs: () => Date.parse('2026-11-23T09:00:00Z'),
      log: { warn: (...words) => warnings.push(words) },
    })
  return { folder, path, state, open, warnings }
}

describe('with a keyring', () => {
  test('comes back after a restart, unreadable to others', async () => {
    const { open, path } = await setUp()
    await open().write(cacheOf('refresh-one'))
    expect(await open().read()).toEqual({ kind: 'tokens', json: cacheOf('refresh-one') })
    expect(await readFile(path, 'utf8')).not.toContain('refresh-one')
    expect((await stat(path)).mode & 0o777).toBe(0o600)
    expect(await open().keptIn()).toBe('keyring')
  })

  test('the last of many writes stays', async () => {
    const { open } = await setUp()
    const cache = open()
    await Promise.all(Array.from({ length: 20 }, (_, number) => cache.write(cacheOf(`refresh-${number}`))))
    expect(await open().read()).toEqual({ kind: 'tokens', json: cacheOf('refresh-19') })
  })

  test('is empty at first, and after being forgotten', async () => {
    const { open, folder } = await setUp()
    expect(await open().read()).toEqual({ kind: 'empty' })
    const cache = open()
    await cache.write(cacheOf('refresh-one'))
    await cache.forget()
    expect(await cache.read()).toEqual({ kind: 'empty' })
    expect(await readdir(folder)).toEqual([])
  })

  test('is encrypted anew when the keyring’s key has changed', async () => {
    const { open, path, state } = await setUp()
    await open().write(cacheOf('refresh-one'))
    const before = await stat(path)
    state.worn = true
    await open().read()
    expect((await stat(path)).ino).not.toBe(before.ino)
  })

  test('on Windows and macOS the system’s key needs no second look', async () => {
    const { open } = await setUp({ now: 'compiled-key' })
    expect(await open('darwin').keptIn()).toBe('keyring')
  })
})

describe('a cache that cannot be read', () => {
  test.each<KeyringState>(['locked', 'compiled-key'])(
    '%s now is not lost: it stays and opens later',
    async (now) => {
      const { open, state, folder } = await setUp()
      await open().write(cacheOf('refresh-one'))
      state.now = now
      const cache = open()
      expect(await cache.read()).toEqual({ kind: 'locked' })
      expect(await readdir(folder)).toEqual(['tokens'])
      state.now = 'unlocked'
      expect(await cache.read()).toEqual({ kind: 'tokens', json: cacheOf('refresh-one') })
    },
  )

  test.each([
    ['of another computer', async (path: string) => writeFile(path, 'v11bxyz')],
    ['damaged', async (path: string) => writeFile(path, Buffer.alloc(100, 7))],
    ['empty', async (path: string) => writeFile(path, '')],
    [
      'of something else',
      async (path: string) => writeFile(path, `v11a${[...'{"Account":[1]}'].reverse().join('')}`),
    ],
  ])('%s is set aside, and the next read is clean', async (_name, damage) => {
    const { open, path, folder } = await setUp()
    await damage(path)
    const keptAs = 'tokens.unreadable-2026-11-23T09-00-00-000Z'
    expect(await open().read()).toEqual({ kind: 'unreadable', keptAs })
    expect(await readdir(folder)).toEqual([keptAs])
    expect(await open().read()).toEqual({ kind: 'empty' })
  })
})

describe('without a keyring', () => {
  test.each<KeyringState>(['compiled-key', 'basic_text', 'locked'])(
    '%s: tokens stay in memory',
    async (now) => {
      const { open, folder } = await setUp({ now })
      const cache = open()
      await cache.write(cacheOf('refresh-one'))
      expect(await cache.read()).toEqual({ kind: 'tokens', json: cacheOf('refresh-one') })
      expect(await cache.keptIn()).toBe('memory')
      expect(await readdir(folder)).toEqual([])
    },
  )
})

test('a disk that cannot be written costs the restart, not the run', async () => {
  const { folder, state, warnings } = await setUp()
  await writeFile(join(folder, 'file'), '')
  const cache = createTokenCache({
    path: join(folder, 'file', 'tokens'),
    keyring: keyringIn(state),
    platform: 'linux',
    nowMs: Date.now,
    log: { warn: (...words) => warnings.push(words) },
  })
  await cache.write(cacheOf('refresh-one'))
  expect(await cache.read()).toEqual({ kind: 'tokens', json: cacheOf('refresh-one') })
  expect(warnings).toHaveLength(1)
})
