// A process that reads everything in the profile of its first argument, for the owner of its second, and prints what it is.
import { FIRST_ACCOUNT } from '../../app/model/names.ts'
import { openProfile } from '../../app/storage/profile.ts'

const [, , folder = '', owner = ''] = process.argv
process.stdout.write('started ')
const { settingsFile, tokenCacheOf, historyFolder, colleaguesFolder } = await openProfile(folder, {
  keyring: {
    isAsyncEncryptionAvailable: async () => false,
    encryptStringAsync: async () => Buffer.alloc(0),
    decryptStringAsync: async () => ({ result: '', shouldReEncrypt: false }),
  },
  platform: 'linux',
  clock: { nowMs: () => 0, after: () => () => {} },
  log: { warn() {} },
  policy: { path: `${folder}/none`, ownerUid: null },
})
settingsFile.read()
const kinds: unknown[] = [
  (await tokenCacheOf(FIRST_ACCOUNT).read()).kind,
  colleaguesFolder.fileOf(owner).read().people.length,
]
try {
  historyFolder.fileOf(owner).read()
} catch {
  kinds.push('not read')
}
process.stdout.write(JSON.stringify(kinds))
