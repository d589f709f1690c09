// A profile used with one keyring of Linux, then another, then the first: each change needs a sign-in and loses nothing else.

import { readdir } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { FIRST_ACCOUNT } from '../../app/model/names.ts'
import { cacheOf, type KeyringMoment } from '../storage/keyring.ts'
import { folderInMemory } from '../support/temporary-folder.ts'
import { keptThrough, OWNER, openAt, steps } from './stored-profile.ts'

// KWallet and the Secret Service have the same prefix and different keys (freedesktop_secret_key_provider.cc).
const keyrings = {
  kwallet: { now: 'unlocked', mark: 'v11', key: 'k' },
  libsecret: { now: 'unlocked', mark: 'v11', key: 's' },
  portal: { now: 'unlocked', mark: 'v12', key: 'p' },
  basic: { now: 'compiled-key', key: 'b' },
} as const satisfies Record<string, KeyringMoment>
type Name = keyof typeof keyrings
const names = Object.keys(keyrings) as Name[]
const journeys = names.flatMap((from) =>
  names.filter((to) => to !== from).map((to) => [from, to, from] as const),
)

/** The state of the stored tokens. With only the compiled-in key no tokens are written. */
function foundAt(name: Name, from: Name) {
  if (from === 'basic') return 'empty'
  return name === 'basic' ? 'locked' : 'unreadable'
}

test.each(journeys)('%s, %s, %s', async (...journey) => {
  const folder = await folderInMemory()
  const open = (name: Name) => openAt(folder, { ...keyrings[name] }, () => {})
  const moment = steps.findIndex(({ name }) => name === 'signed out')
  const kept = keptThrough[moment]
  const first = await open(journey[0])
  for (const { act } of steps.slice(0, moment)) await act(first)

  for (const [stop, name] of journey.entries()) {
    const { settingsFile, tokenCacheOf, historyFolder, colleaguesFolder } = await open(name)
    const reading = await tokenCacheOf(FIRST_ACCOUNT).read()
    if (stop === 1) expect(reading.kind).toBe(foundAt(name, journey[0]))
    expect(settingsFile.read()).toEqual(kept?.settings)
    expect(historyFolder.fileOf(OWNER).read()).toEqual(kept?.records)
    expect(colleaguesFolder.fileOf(OWNER).read()).toEqual({ people: kept?.people, keptAs: null })

    const mine = cacheOf(`signed in at ${name} ${stop}`)
    await tokenCacheOf(FIRST_ACCOUNT).write(mine)
    expect(await tokenCacheOf(FIRST_ACCOUNT).keptIn()).toBe(name === 'basic' ? 'memory' : 'keyring')
    expect(await tokenCacheOf(FIRST_ACCOUNT).read()).toEqual({ kind: 'tokens', json: mine })
    const again = await (await open(name)).tokenCacheOf(FIRST_ACCOUNT).read()
    if (name !== 'basic') expect(again).toEqual({ kind: 'tokens', json: mine })
  }

  await (await open(journey[2])).tokenCacheOf(FIRST_ACCOUNT).forget()
  expect((await readdir(folder)).filter((file) => file.startsWith('tokens'))).toEqual([])
})
