// The token cache: encrypted, kept over restarts, and gone after a sign-out, whatever the disk and the keyring do.
import { randomUUID } from 'node:crypto'
import {
  chmod,
  copyFile,
  link,
  lstat,
  mkdir,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  symlink,
  writeFile,
} from 'node:fs/promises'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { FIRST_ACCOUNT } from '../../app/model/names.ts'
import type { Keyring } from '../../app/storage/keyring-encryption.ts'
import { createTokenCache, eraseUnusedTokens, tokenPath } from '../../app/storage/token-cache.ts'
import { hang } from '../support/broken-calls.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { createVirtualClock } from '../support/virtual-clock.ts'
import { giveToNobody } from './as-nobody.ts'
import { canHold, hold } from './held.ts'
import { cacheOf, type KeyringMoment, type KeyringState, keyringIn } from './keyring.ts'

async function setUp(state: KeyringMoment = { now: 'unlocked' }) {
  const folder = await temporaryFolder()
  const path = join(folder, 'tokens')
  const warnings: unknown[] = []
  const clock = createVirtualClock()
  const open = (platform: NodeJS.Platform = 'linux', at = path) =>
    createTokenCache({
      path: at,
      keyring: keyringIn(state),
      platform,
      clock,
      log: { warn: (...words) => warnings.push(words) },
    })
  return { folder, path, state, clock, open, warnings }
}

describe('with a keyring', () => {
  test('is restored after a restart, and other users cannot read it', async () => {
    const { open, path } = await setUp()
    await open().write(cacheOf('refresh-one'))
    expect(await open().read()).toEqual({ kind: 'tokens', json: cacheOf('refresh-one') })
    expect(await readFile(path, 'utf8')).not.toContain('refresh-one')
    expect((await stat(path)).mode & 0o777).toBe(0o600)
    expect(await open().keptIn()).toBe('keyring')
  })

  test('the last of many writes is kept', async () => {
    const { open } = await setUp()
    const cache = open()
    await Promise.all(Array.from({ length: 20 }, (_, number) => cache.write(cacheOf(`refresh-${number}`))))
    expect(await open().read()).toEqual({ kind: 'tokens', json: cacheOf('refresh-19') })
  })

  test('is empty at first, and after it was forgotten', async () => {
    const { open, folder } = await setUp()
    expect(await open().read()).toEqual({ kind: 'empty' })
    const cache = open()
    await cache.write(cacheOf('refresh-one'))
    await cache.forget()
    expect(await cache.read()).toEqual({ kind: 'empty' })
    expect(await readdir(folder)).toEqual([])
  })

  test('is encrypted again when the keyring’s key has changed', async () => {
    const { open, path, state } = await setUp()
    await open().write(cacheOf('refresh-one'))
    const before = await stat(path)
    state.isKeyOld = true
    await open().read()
    expect((await stat(path)).ino).not.toBe(before.ino)
  })

  describe('while the file is being read', () => {
    /** A cache whose file is being decrypted until `goOn` is called. Its key has changed, or is that of another computer. */
    async function reading(keyNow = 'a') {
      const { folder, path, clock, open } = await setUp()
      await open().write(cacheOf('refresh-old'))
      const real = keyringIn({ now: 'unlocked', isKeyOld: true, key: keyNow })
      let goOn = () => {}
      const answered = new Promise<void>((resolve) => {
        goOn = resolve
      })
      let openNow = open
      const asked = new Promise<void>((resolve) => {
        const keyring: Keyring = {
          ...real,
          async decryptStringAsync(bytes) {
            resolve()
            await answered
            return real.decryptStringAsync(bytes)
          },
        }
        openNow = () => createTokenCache({ path, keyring, platform: 'linux', clock, log: { warn: () => {} } })
      })
      const cache = openNow()
      const read = cache.read()
      await asked
      return { folder, openNow, cache, read, goOn }
    }

    test('a sign-out is not undone', async () => {
      const { folder, cache, read, goOn } = await reading()
      await cache.forget()
      goOn()
      expect(await read).toEqual({ kind: 'empty' })
      expect(await readdir(folder)).toEqual([])
    })

    test.each(['a', 'b'])('newer tokens are kept, with the key %s', async (keyNow) => {
      const { folder, openNow, cache, read, goOn } = await reading(keyNow)
      await cache.write(cacheOf('refresh-new'))
      goOn()
      expect(await read).toEqual({ kind: 'tokens', json: cacheOf('refresh-new') })
      expect(await readdir(folder)).toEqual(['tokens'])
      expect(await openNow().read()).toEqual({ kind: 'tokens', json: cacheOf('refresh-new') })
    })
  })

  test('on Windows and macOS the mark of the key is not checked', async () => {
    const { open } = await setUp({ now: 'compiled-key' })
    expect(await open('darwin').keptIn()).toBe('keyring')
  })
})

// components/os_crypt/async/browser: v10 posix_key_provider.cc, v11 freedesktop_secret_key_provider.cc, v12
// secret_portal_key_provider.cc.
test.each([
  ['linux', 'v10', 'memory'],
  ['linux', 'v11', 'keyring'],
  ['linux', 'v12', 'keyring'],
  ['linux', 'v13', 'keyring'],
  ['win32', 'v10', 'keyring'],
  ['win32', 'v20', 'keyring'],
  ['darwin', 'v10', 'keyring'],
] as const)('on %s text with the mark %s is kept in %s', async (platform, mark, kept) => {
  const { open } = await setUp({ now: 'unlocked', mark })
  const cache = open(platform)
  await cache.write(cacheOf('refresh-one'))
  expect(await cache.keptIn()).toBe(kept)
  const again = await open(platform).read()
  expect(again).toEqual(
    kept === 'keyring' ? { kind: 'tokens', json: cacheOf('refresh-one') } : { kind: 'empty' },
  )
})

describe('a cache that cannot be read', () => {
  test.each<KeyringState>(['locked', 'compiled-key'])(
    'with a keyring that is %s it is not lost, and can be read later',
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
    ['a file of another computer', async (path: string) => writeFile(path, 'v11bxyz')],
    ['a damaged file', async (path: string) => writeFile(path, Buffer.alloc(100, 7))],
    ['an empty file', async (path: string) => writeFile(path, '')],
    [
      'a file of another program',
      async (path: string) => writeFile(path, `v11a${[...'{"Account":[1]}'].reverse().join('')}`),
    ],
  ])('%s is set aside, and the next read is empty', async (_name, damage) => {
    const { open, path, folder } = await setUp()
    await damage(path)
    const keptAs = 'tokens.unreadable-2026-11-23T09-00-00-000Z'
    expect(await open().read()).toEqual({ kind: 'unreadable', keptAs })
    expect(await readdir(folder)).toEqual([keptAs])
    expect(await open().read()).toEqual({ kind: 'empty' })
  })
})

// The errors of decryptStringAsync (electron: shell/browser/api/electron_api_safe_storage.cc).
test.each([
  ['safeStorage.decryptStringAsync is temporarily unavailable. Please try again.', 'locked'],
  ['Encryption is temporarily unavailable: the keyring is locked', 'locked'],
  ['Error while decrypting the ciphertext provided to safeStorage.decryptStringAsync.', 'unreadable'],
  ['Expected the first argument of decryptStringAsync() to be a buffer', 'unreadable'],
])('the decryption error "%s" means %s', async (message, kind) => {
  const { path, folder, clock } = await setUp()
  const keyring = {
    ...keyringIn({ now: 'unlocked' }),
    decryptStringAsync: () => Promise.reject(new Error(message)),
  }
  for (const platform of ['linux', 'darwin', 'win32'] as const) {
    await writeFile(path, 'v11 of another user')
    const cache = createTokenCache({ path, keyring, platform, clock, log: { warn() {} } })
    expect(await cache.read(), platform).toMatchObject({ kind })
  }
  expect((await readdir(folder)).includes('tokens')).toBe(kind === 'locked')
})

test('at most one unreadable file is kept, and a sign-out removes it too', async () => {
  const aStart = fc.record({
    key: fc.constantFrom('a', 'b', 'c'),
    now: fc.constantFrom<KeyringState>('unlocked', 'unlocked', 'locked', 'compiled-key'),
    signsIn: fc.boolean(),
  })
  await fc.assert(
    fc.asyncProperty(fc.array(aStart, { maxLength: 8 }), async (starts) => {
      const { open, folder, state, clock } = await setUp()
      for (const { key, now, signsIn } of starts) {
        Object.assign(state, { key, now })
        const cache = open()
        const { kind, ...rest } = await cache.read()
        const aside = (await readdir(folder)).filter((name) => name.startsWith('tokens.unreadable-'))
        expect(aside.length).toBeLessThanOrEqual(1)
        // The window shows the name of the file that exists.
        if (kind === 'unreadable') expect(rest).toEqual({ keptAs: aside[0] })
        if (signsIn) await cache.write(cacheOf(`refresh-of-${key}`))
        cache.stop()
        await clock.pass(1000)
      }
      await open().forget()
      expect(await readdir(folder)).toEqual([])
    }),
    { numRuns: 50 },
  )
})

describe('the tokens of accounts', () => {
  const ids = Array.from({ length: 4 }, () => randomUUID())
  const ofAccount = fc
    .constantFrom(...ids)
    .chain((id) =>
      fc.constantFrom(
        `tokens-${id}`,
        `tokens-${id}.unreadable-2026-11-23T08-00-00-000Z`,
        `tokens-${id}.tmp-1-abcdef`,
        `tokens-${id}.signed-out`,
      ),
    )
  const others = ['tokens', 'settings.json', 'tokens-of-mine.txt', `history-${ids[0]}`, `my-tokens-${ids[0]}`]

  test('are erased with all that is derived from them, unless the account is kept', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(ofAccount),
        fc.subarray(others),
        fc.subarray(ids),
        async (ofAccounts, ofOthers, kept) => {
          const folder = await temporaryFolder()
          const stored = [...ofAccounts, ...ofOthers]
          for (const name of stored) await writeFile(join(folder, name), 'v11')
          expect(eraseUnusedTokens(folder, [FIRST_ACCOUNT, ...kept])).toEqual([])
          const stays = (name: string) => ofOthers.includes(name) || kept.some((id) => name.includes(id))
          expect(await readdir(folder)).toEqual(stored.filter(stays).sort())
        },
      ),
      { numRuns: 50 },
    )
  })

  test('nothing is done without a folder, and a folder with such a name stays', async () => {
    const folder = await temporaryFolder()
    expect(eraseUnusedTokens(join(folder, 'gone'), [FIRST_ACCOUNT])).toEqual([])
    const path = tokenPath(folder, ids[0] ?? '')
    await mkdir(path)
    expect(eraseUnusedTokens(folder, [FIRST_ACCOUNT])).toEqual([])
    expect(await readdir(folder)).toEqual([`tokens-${ids[0]}`])
  })
})

describe('without a keyring', () => {
  test.each<KeyringState>(['compiled-key', 'locked'])('%s: tokens stay in memory', async (now) => {
    const { open, folder } = await setUp({ now })
    const cache = open()
    await cache.write(cacheOf('refresh-one'))
    expect(await cache.read()).toEqual({ kind: 'tokens', json: cacheOf('refresh-one') })
    expect(await cache.keptIn()).toBe('memory')
    expect(await readdir(folder)).toEqual([])
  })
})

/** A path where nothing can be written until `freeSpace` is called. */
async function fullDisk(folder: string) {
  const blocked = join(folder, 'disk')
  await writeFile(blocked, '')
  return { path: join(blocked, 'tokens'), freeSpace: () => rm(blocked) }
}

describe('a full disk', () => {
  test('does not affect the run, and is reported as not yet written', async () => {
    const { folder, open, warnings, clock } = await setUp()
    const cache = open('linux', (await fullDisk(folder)).path)
    await cache.write(cacheOf('refresh-one'))
    expect(await cache.read()).toEqual({ kind: 'tokens', json: cacheOf('refresh-one') })
    expect(await cache.keptIn()).toBe('not-yet-written')
    await clock.pass(10 * 60_000)
    expect(await cache.keptIn()).toBe('not-yet-written')
    // Logged once, not with each retry.
    expect(warnings).toHaveLength(1)
  })

  test('takes the newest tokens within a minute of having space, and reports it', async () => {
    const { folder, open, clock } = await setUp()
    const { path, freeSpace } = await fullDisk(folder)
    const cache = open('linux', path)
    const reports: string[] = []
    cache.subscribe(async () => reports.push(await cache.keptIn()))
    await cache.write(cacheOf('refresh-one'))
    await cache.write(cacheOf('refresh-two'))
    await clock.pass(60 * 60_000)
    expect(reports).toEqual([])
    await freeSpace()
    await clock.pass(60_000)
    expect(reports).toEqual(['keyring'])
    expect(await open('linux', path).read()).toEqual({ kind: 'tokens', json: cacheOf('refresh-two') })
    expect(clock.waiting()).toBe(0)
  })

  test('gets them at the end of the program at the latest', async () => {
    const { folder, open, clock } = await setUp()
    const { path, freeSpace } = await fullDisk(folder)
    const cache = open('linux', path)
    await cache.write(cacheOf('refresh-one'))
    await freeSpace()
    cache.stop()
    expect(await open('linux', path).read()).toEqual({ kind: 'tokens', json: cacheOf('refresh-one') })
    expect(clock.waiting()).toBe(0)
  })

  test('gets no tokens after a sign-out', async () => {
    const { folder, open, clock } = await setUp()
    const { path, freeSpace } = await fullDisk(folder)
    const cache = open('linux', path)
    await cache.write(cacheOf('refresh-one'))
    await cache.forget()
    await freeSpace()
    await clock.pass(60 * 60_000)
    cache.stop()
    expect(await open('linux', path).read()).toEqual({ kind: 'empty' })
  })

  test('keeps the file when only the key has changed', async () => {
    const { folder, open, path, state } = await setUp()
    await open().write(cacheOf('refresh-one'))
    state.isKeyOld = true
    giveToNobody(folder, path)
    await chmod(folder, 0o500)
    const cache = open()
    expect(await cache.read()).toMatchObject({ kind: 'tokens' })
    expect(await cache.keptIn()).toBe('keyring')
    await chmod(folder, 0o700)
  })
})

test('tokens are written once a locked keyring is unlocked', async () => {
  const { open, state, clock } = await setUp({ now: 'locked' })
  const cache = open()
  await cache.write(cacheOf('refresh-one'))
  expect(await cache.keptIn()).toBe('memory')
  state.now = 'unlocked'
  // Nothing has been written yet, although the keyring is unlocked.
  expect(await cache.keptIn()).toBe('memory')
  await clock.pass(10 * 60_000)
  expect(await cache.keptIn()).toBe('keyring')
  expect(await open().read()).toEqual({ kind: 'tokens', json: cacheOf('refresh-one') })
})

describe('a sign-out', () => {
  test('removes all files with tokens: drafts of killed processes, and unreadable files', async () => {
    const { open, path, folder } = await setUp()
    await open().write(cacheOf('refresh-one'))
    for (const ending of [
      `.tmp-${process.pid}-abcdef`,
      '.tmp-1-abcdef',
      '.unreadable-2026-11-23T09-00-00-000Z',
    ])
      await copyFile(path, `${path}${ending}`)
    await writeFile(join(folder, 'tokens.txt'), 'of another program')
    const cache = open()
    await cache.forget()
    expect(await readdir(folder)).toEqual(['tokens.txt'])
    expect(cache.left()).toEqual([])
  })

  test('discards pending writes', async () => {
    const { open, folder } = await setUp()
    const cache = open()
    const writes = [1, 2, 3].map((number) => cache.write(cacheOf(`refresh-${number}`)))
    await Promise.all([cache.forget(), ...writes])
    expect(await cache.read()).toEqual({ kind: 'empty' })
    expect(await readdir(folder)).toEqual([])
  })
})

describe.skipIf(process.platform === 'win32')('a sign-out with links and failing removals', () => {
  test('removes the target of a link, and its drafts', async () => {
    const { open, path, folder } = await setUp()
    const target = join(folder, 'elsewhere', 'my-tokens')
    await open().write(cacheOf('refresh-one'))
    await mkdir(join(folder, 'elsewhere'))
    await rename(path, target)
    await symlink(target, path)
    const cache = open()
    await cache.write(cacheOf('refresh-two'))
    expect((await lstat(path)).isSymbolicLink()).toBe(true)
    await copyFile(target, `${target}.tmp-1-abcdef`)
    await cache.forget()
    expect(await readdir(folder, { recursive: true })).toEqual(['elsewhere'])
    expect(await open().read()).toEqual({ kind: 'empty' })
  })

  test('does not change another file behind a link', async () => {
    const { open, path, folder } = await setUp()
    await writeFile(join(folder, 'letter'), 'Dear Anna')
    const cache = open()
    await symlink(join(folder, 'letter'), path)
    await symlink(join(folder, 'letter'), `${path}.unreadable-1`)
    await cache.forget()
    expect(await readdir(folder)).toEqual(['letter'])
    expect(await readFile(join(folder, 'letter'), 'utf8')).toBe('Dear Anna')
  })

  test('empties a hard link to the same file', async () => {
    const { open, path, folder } = await setUp()
    const cache = open()
    await cache.write(cacheOf('refresh-one'))
    await link(path, join(folder, 'other-name'))
    await cache.forget()
    expect(await readFile(join(folder, 'other-name'), 'utf8')).toBe('signed out\n')
  })

  test('whose file could only be emptied is recognized at the next start, with nothing left', async () => {
    const { open, path } = await setUp()
    await writeFile(path, 'signed out\n')
    const cache = open()
    expect(await cache.read()).toEqual({ kind: 'empty' })
    expect([cache.left(), await readdir(join(path, '..'))]).toEqual([[], []])
  })
})

const why = canHold ? '' : ' (skipped: only root can hold a file, on some file systems)'
describe.skipIf(!canHold)(`files that cannot be removed${why}`, () => {
  async function signedOut(held: 'file' | 'file and folder') {
    const all = await setUp()
    const cache = all.open()
    await cache.write(cacheOf('refresh-one'))
    const releases = [hold(all.path), ...(held === 'file' ? [] : [hold(all.folder)])]
    const release = () => releases.map((end) => end())
    await cache.forget()
    return { ...all, cache, release }
  }

  test.each(['file', 'file and folder'] as const)(
    'with an immutable %s: not used again in this run, and reported with their path until they are removed',
    async (held) => {
      const { cache, path, folder, clock, release } = await signedOut(held)
      expect([cache.left(), await cache.read()]).toEqual([[path], { kind: 'empty' }])
      await clock.pass(60 * 60_000)
      expect([cache.left(), await cache.read()]).toEqual([[path], { kind: 'empty' }])
      const reports: unknown[] = []
      cache.subscribe(() => reports.push(cache.left()))
      release()
      await clock.pass(60_000)
      expect(reports).toEqual([[]])
      expect(await readdir(folder)).toEqual([])
      expect(clock.waiting()).toBe(0)
    },
  )

  test('are removed by the next read that finds them removable', async () => {
    const { cache, folder, release } = await signedOut('file and folder')
    release()
    expect(await cache.read()).toEqual({ kind: 'empty' })
    expect([cache.left(), await readdir(folder)]).toEqual([[], []])
  })

  test('are not used by the next start if the folder is writable', async () => {
    const { open, path, folder, release } = await signedOut('file')
    const next = open()
    expect([await next.read(), next.left()]).toEqual([{ kind: 'empty' }, [path]])
    release()
    const last = open()
    expect([await last.read(), last.left()]).toEqual([{ kind: 'empty' }, []])
    expect(await readdir(folder)).toEqual([])
  })

  test('are replaced by a new sign-in as soon as possible', async () => {
    const { cache, open, path, clock, release } = await signedOut('file')
    await cache.write(cacheOf('refresh-two'))
    expect(await cache.keptIn()).toBe('not-yet-written')
    release()
    await clock.pass(60_000)
    expect([cache.left(), await cache.keptIn()]).toEqual([[], 'keyring'])
    expect(await open().read()).toEqual({ kind: 'tokens', json: cacheOf('refresh-two') })
    expect(await readdir(join(path, '..'))).toEqual(['tokens'])
  })

  test('keep their name if they are unreadable and cannot be renamed', async () => {
    const { open, path, folder } = await setUp()
    await writeFile(path, 'v11 of another computer')
    hold(folder)
    expect(await open().read()).toEqual({ kind: 'unreadable', keptAs: 'tokens' })
  })
})

describe('a keyring that does not answer', () => {
  /** A keyring with one call that hangs while `hangs.now` is true. */
  async function silentIn(call: keyof Keyring) {
    const folder = await temporaryFolder()
    const clock = createVirtualClock()
    const real = keyringIn({ now: 'unlocked' })
    const hangs = { now: false }
    const keyring: Keyring = {
      ...real,
      isAsyncEncryptionAvailable: () => real.isAsyncEncryptionAvailable(),
      [call]: (...given: [never]) => (hangs.now ? hang() : real[call](...given)),
    }
    const path = join(folder, 'tokens')
    const open = () => createTokenCache({ path, keyring, platform: 'linux', clock, log: { warn() {} } })
    return { folder, clock, open, hangs }
  }

  const calls = ['isAsyncEncryptionAvailable', 'encryptStringAsync', 'decryptStringAsync'] as const

  test.each(calls)('%s: a sign-out removes the tokens from memory at once, and ends', async (call) => {
    const { folder, clock, open, hangs } = await silentIn(call)
    const cache = open()
    await cache.write(cacheOf('refresh-one'))
    hangs.now = true
    void cache.write(cacheOf('refresh-two'))
    const forgotten = cache.forget()
    await clock.pass(120_000)
    await forgotten
    expect(await cache.read()).toEqual({ kind: 'empty' })
    expect(await readdir(folder)).toEqual([])
  })

  test.each(calls)('%s: the file is not reported as damaged', async (call) => {
    const { clock, open, hangs } = await silentIn(call)
    await open().write(cacheOf('refresh-one'))
    hangs.now = true
    const reading = open().read()
    await clock.pass(120_000)
    expect(await reading).toEqual({ kind: 'silent' })
    hangs.now = false
    expect(await open().read()).toEqual({ kind: 'tokens', json: cacheOf('refresh-one') })
  })

  test('tokens that are newer than those of the hanging call are written eventually', async () => {
    const { clock, open, hangs } = await silentIn('encryptStringAsync')
    const cache = open()
    hangs.now = true
    void cache.write(cacheOf('refresh-one'))
    hangs.now = false
    const written = cache.write(cacheOf('refresh-two'))
    await clock.pass(120_000)
    await written
    expect(await open().read()).toEqual({ kind: 'tokens', json: cacheOf('refresh-two') })
  })
})
