// A process that says when it is ready and, once it is told to begin, opens the profile of its first argument again and
// again and writes to all of it, under the number of its second argument.
import { once } from 'node:events'
import { colleague } from '../model/states.ts'
import { cacheOf } from '../storage/keyring.ts'
import { OWNER, openAt } from './kept.ts'

const [, , folder = '', number = '', rounds = ''] = process.argv
process.send?.('ready')
await once(process, 'message')
process.disconnect()
const mine = Number(number)
for (let round = 0; round < Number(rounds); round++) {
  const { settingsFile, tokenCache, colleaguesFolder, historyFolder } = await openAt(folder)
  settingsFile.write({ intervalSeconds: 100 * mine + round })
  await tokenCache.write(cacheOf(`${mine} ${round} `.repeat(200)))
  colleaguesFolder
    .fileOf(OWNER)
    .write([...Array(1 + (round % 5)).keys()].map((place) => colleague(10 * mine + place)))
  historyFolder.fileOf(OWNER).append({ at: 1000 * mine + round, light: 'busy' })
}
