// A profile on another computer: its tokens cannot be read there, and everything else is as it was.

import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { FIRST_ACCOUNT } from '../../app/model/names.ts'
import type { KeyringMoment } from '../storage/keyring.ts'
import { folderInMemory } from '../support/temporary-folder.ts'
import { keptThrough, OWNER, openAt, steps } from './stored-profile.ts'

const others: readonly (readonly [
  computer: string,
  keyring: KeyringMoment,
  kind: 'unreadable' | 'locked',
])[] = [
  ['with another key', { now: 'unlocked', key: 'b' }, 'unreadable'],
  ['with another key that is new', { now: 'unlocked', key: 'b', isKeyOld: true }, 'unreadable'],
  ['whose keyring is locked', { now: 'locked', key: 'b' }, 'locked'],
  ['without a keyring', { now: 'compiled-key', key: 'b' }, 'locked'],
]
// The moments with a signed-in account.
const moments = steps.map((_, number) => number + 1).filter((number) => keptThrough[number]?.tokens)

test(`on another computer it needs a new sign-in and keeps the rest (${others.length * moments.length} tried)`, async () => {
  for (const moment of moments) {
    const kept = keptThrough[moment]
    for (const [computer, keyring, kind] of others) {
      const folder = await folderInMemory()
      const here = await openAt(folder)
      for (const { act } of steps.slice(0, moment)) await act(here)
      const tokens = await readFile(join(folder, 'tokens'))

      const { settingsFile, tokenCacheOf, historyFolder, colleaguesFolder } = await openAt(
        folder,
        keyring,
        () => {},
      )
      const reading = await tokenCacheOf(FIRST_ACCOUNT).read()
      expect(reading, computer).toMatchObject({ kind })
      expect(settingsFile.read(), computer).toEqual(kept?.settings)
      expect(historyFolder.fileOf(OWNER).read(), computer).toEqual(kept?.records)
      expect(colleaguesFolder.fileOf(OWNER).read(), computer).toEqual({ people: kept?.people, keptAs: null })
      // Back on the first computer the tokens can be read.
      const names = (await readdir(folder)).filter((name) => name.startsWith('tokens'))
      expect(await Promise.all(names.map((name) => readFile(join(folder, name)))), computer).toEqual([tokens])
    }
  }
})
