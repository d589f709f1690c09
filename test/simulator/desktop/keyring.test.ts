import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { temporaryFolder } from '../../support/temporary-folder.ts'
import { fixtureApp, startSimulator } from '../start-simulator.ts'

const keeps = `
import { app, Menu, safeStorage, Tray } from 'electron'
import { readFileSync, writeFileSync } from 'node:fs'
const path = app.getPath('userData') + '/secret'
app.whenReady().then(() => {
  const tray = new Tray(import.meta.dirname + '/picture.png')
  const told = (work) => () => work().then((words) => tray.setToolTip(words), (error) => tray.setToolTip('failed: ' + error.message))
  tray.setContextMenu(Menu.buildFromTemplate([
    { label: 'save', click: told(async () => { writeFileSync(path, await safeStorage.encryptStringAsync('geheim ключ')); return 'saved' }) },
    { label: 'read', click: told(async () => JSON.stringify(await safeStorage.decryptStringAsync(readFileSync(path)))) },
    { label: 'ask', click: told(async () => await safeStorage.isAsyncEncryptionAvailable() + ' ' + safeStorage.getSelectedStorageBackend()) },
  ]))
})`

async function start(profile: string, ...args: string[]) {
  const simulated = await startSimulator(await fixtureApp(keeps), ['--profile', profile, ...args])
  return {
    ...simulated,
    async choose(label: string): Promise<string> {
      const before = (await simulated.desktop()).tray?.tooltip
      await simulated.post('menu', { path: [label] })
      const after = await simulated.until(({ tray }) => tray?.tooltip !== before)
      return after.tray?.tooltip ?? ''
    },
  }
}

test('a secret can be decrypted after a kill; with a locked keyring only after unlocking', async () => {
  const profile = await temporaryFolder()
  const first = await start(profile)
  expect(await first.choose('ask')).toBe('true gnome_libsecret')
  expect(await first.choose('save')).toBe('saved')
  await first.ended('SIGKILL')
  const kept = await readFile(join(profile, 'secret'))
  expect(kept.subarray(0, 3).toString()).toBe('v11')
  expect(kept.includes('geheim')).toBe(false)

  const second = await start(profile, '--keyring', 'locked')
  expect(await second.choose('ask')).toBe('false gnome_libsecret')
  expect(await second.choose('read')).toMatch(/^failed: .*keyring is locked/)
  await second.post('keyring', { state: 'unlocked' })
  expect(JSON.parse(await second.choose('read'))).toEqual({ result: 'geheim ключ', shouldReEncrypt: false })
  expect((await readdir(profile)).filter((name) => name.startsWith('simulated-keyring'))).toEqual([
    'simulated-keyring',
  ])
})

test('without a keyring the fallback key is used', async () => {
  const profile = await temporaryFolder()
  const simulated = await start(profile, '--keyring', 'fallback')
  expect(await simulated.choose('ask')).toBe('true basic_text')
  expect(await simulated.choose('save')).toBe('saved')
  expect((await readFile(join(profile, 'secret'))).subarray(0, 3).toString()).toBe('v10')
  expect(JSON.parse(await simulated.choose('read'))).toEqual({
    result: 'geheim ключ',
    shouldReEncrypt: false,
  })
  await simulated.post('keyring', { state: 'unlocked' })
  expect(JSON.parse(await simulated.choose('read'))).toEqual({ result: 'geheim ключ', shouldReEncrypt: true })
})

test('data that safeStorage did not encrypt is refused', async () => {
  const profile = await temporaryFolder()
  const simulated = await start(profile)
  expect(await simulated.choose('save')).toBe('saved')
  const path = join(profile, 'secret')
  const good = await readFile(path)
  await writeFile(path, Buffer.concat([good.subarray(0, -1), Buffer.from([(good.at(-1) ?? 0) ^ 1])]))
  expect(await simulated.choose('read')).toMatch(/^failed: /)
  await writeFile(path, 'no such thing')
  expect(await simulated.choose('ask')).toBe('true gnome_libsecret')
  expect(await simulated.choose('read')).toMatch(/not made by safeStorage/)
})
