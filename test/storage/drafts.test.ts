// The next start removes the drafts of killed processes, but not those of running ones.
import { mkdir, readdir, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { removeDrafts } from '../../app/storage/drafts.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

/** No process has such a high id (proc(5), pid_max). */
const NOBODY = 99_999_999

test('removes the drafts of ended processes, not those of running ones', async () => {
  const folder = await temporaryFolder()
  const alive = `tokens.tmp-${process.ppid}-abcdef`
  for (const name of [
    `tokens.tmp-${NOBODY}-abcdef`,
    `tokens.tmp-${process.pid}-abcdef`,
    `settings.json.tmp-${NOBODY}-abcdef.tmp-1234567890abcdef`,
    alive,
    'tokens',
    'x.tmp-1',
  ])
    await writeFile(join(folder, name), '')
  await removeDrafts(folder)
  expect((await readdir(folder)).toSorted()).toEqual(['tokens', alive, 'x.tmp-1'].toSorted())
  await removeDrafts(join(folder, 'not there'))
})

test.skipIf(process.platform === 'win32')(
  'also removes drafts beside the target of a link, as files behind a link are written there',
  async () => {
    const folder = await temporaryFolder()
    const elsewhere = join(folder, 'elsewhere')
    await mkdir(elsewhere)
    for (const name of ['mine', `mine.tmp-${NOBODY}-abcdef`, `another.tmp-${NOBODY}-abcdef`])
      await writeFile(join(elsewhere, name), '')
    const profile = join(folder, 'profile')
    await mkdir(profile)
    await symlink(join(elsewhere, 'mine'), join(profile, 'tokens'))
    await symlink(join(folder, 'nothing'), join(profile, 'settings.json'))
    await removeDrafts(profile)
    expect((await readdir(elsewhere)).toSorted()).toEqual([`another.tmp-${NOBODY}-abcdef`, 'mine'])
  },
)
