// A process that reports when it is ready and, on a message, opens the profile of its first argument repeatedly and writes
// all its files, with the number of its second argument.

import { once } from 'node:events'
import { FIRST_ACCOUNT } from '../../app/model/names.ts'
import { colleague } from '../model/states.ts'
import { cacheOf } from '../storage/keyring.ts'
import { OWNER, openAt } from './stored-profile.ts'

const [, , folder = '', number = '', rounds = ''] = process.argv
process.send?.('ready')
await once(process, 'message')
process.disconnect()
const mine = Number(number)
for (let round = 0; round < Number(rounds); round++) {
  const { settingsFile, tokenCacheOf, colleaguesFolder, historyFolder } = await openAt(folder)
  settingsFile.write({ intervalSeconds: 100 * mine + round })
  await tokenCacheOf(FIRST_ACCOUNT).write(cacheOf(`${mine} ${round} `.repeat(200)))
  colleaguesFolder
    .fileOf(OWNER)
    .write([...Array(1 + (round % 5)).keys()].map((place) => colleague(10 * mine + place)))
  historyFolder.fileOf(OWNER).append({ at: 1000 * mine + round, light: 'busy' })
}
