// The settings on disk: no crash, full disk or invalid value loses them.
import { spawnSync } from 'node:child_process'
import { readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { defaultSettings } from '../../app/model/settings.ts'
import { openSettingsFile } from '../../app/storage/settings-file.ts'
import { bundled } from '../support/bundled.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

const log = { warn: () => {} }
const changeSettings = await bundled(join(import.meta.dirname, 'change-settings.ts'))
const clientId = '11111111-2222-3333-4444-555555555555'

async function setUp(text?: string) {
  const folder = await temporaryFolder()
  const path = join(folder, 'settings.json')
  if (text !== undefined) await writeFile(path, text)
  return { folder, path, stored: async () => JSON.parse(await readFile(path, 'utf8')) }
}

test('a change is kept after a restart, and only changed settings are stored', async () => {
  const { folder, path, stored } = await setUp()
  expect(openSettingsFile(folder, log).read()).toEqual(defaultSettings)
  openSettingsFile(folder, log).write({ clientId, theme: undefined })
  expect(await stored()).toEqual({ clientId })
  expect(openSettingsFile(folder, log).read()).toEqual({ ...defaultSettings, clientId })
  if (process.platform !== 'win32') expect((await stat(path)).mode & 0o777).toBe(0o600)
  expect(await readdir(folder)).toEqual(['settings.json'])
})

test('an invalid value falls back alone, and is kept for a version that can read it', async () => {
  const { folder, stored } = await setUp(JSON.stringify({ clientId, theme: 'sepia', lamp: { on: true } }))
  const file = openSettingsFile(folder, log)
  expect(file.read()).toEqual({ ...defaultSettings, clientId })
  file.write({ language: 'ru' })
  expect(await stored()).toEqual({ clientId, theme: 'sepia', lamp: { on: true }, language: 'ru' })
})

test.each([
  ['an incomplete file', '{"clientId":"1111'],
  ['an empty file', ''],
  ['a list', '[1, 2]'],
  ['null', 'null'],
])('%s: the settings start empty, and a copy is kept', async (_what, text) => {
  const { folder, path, stored } = await setUp(text)
  const file = openSettingsFile(folder, log)
  expect(file.read()).toEqual(defaultSettings)
  file.write({ clientId })
  expect(await stored()).toEqual({ clientId })
  expect(await readFile(`${path}.unreadable`, 'utf8')).toBe(text)
})

test.skipIf(process.platform === 'win32')(
  'a disk that becomes full during a write keeps the old settings',
  async () => {
    const old = JSON.stringify({ clientId, lamp: 'x'.repeat(3000) })
    const { folder, path } = await setUp(old)
    // A limit on the file size acts like a nearly full disk: the first write is incomplete, the next one fails.
    const { stdout } = spawnSync(
      'sh',
      ['-c', 'ulimit -f 2; exec "$@"', '', process.execPath, changeSettings, folder],
      { encoding: 'utf8' },
    )
    expect(await readFile(path, 'utf8')).toBe(old)
    expect(stdout).toBe('EFBIG')
    expect(await readdir(folder)).toEqual(['settings.json'])
  },
)

test('a pending change is written with the next one that succeeds, or at the end', async () => {
  const { folder } = await setUp()
  const blocked = join(folder, 'profile')
  const restarted = () => openSettingsFile(blocked, log).read()
  for (const how of ['change', 'end'] as const) {
    await rm(blocked, { recursive: true, force: true })
    await writeFile(blocked, '')
    const file = openSettingsFile(blocked, log)
    expect(() => file.write({ pausedUntil: 7, features: ['colleagues'] }, 'retry-later')).toThrow()
    // A change that was reported as not saved does not come back.
    expect(() => file.write({ theme: 'dark' })).toThrow()
    await rm(blocked)
    expect(file.read()).toEqual({ ...defaultSettings, pausedUntil: 7, features: ['colleagues'] })
    if (how === 'end') file.stop()
    else {
      const written = file.write({ language: 'ru', features: undefined, pausedUntil: null })
      expect(written).toEqual({ ...defaultSettings, language: 'ru', features: ['colleagues'] })
    }
    expect(restarted()).toMatchObject({ features: ['colleagues'], theme: 'system' })
    expect(restarted().pausedUntil).toBe(how === 'end' ? 7 : null)
  }
})

test('an invalid change is refused at once, and does not affect later ones', async () => {
  const { folder, stored } = await setUp()
  const file = openSettingsFile(folder, log)
  expect(() => file.write({ intervalSeconds: -1 }, 'retry-later')).toThrow()
  file.write({ theme: 'dark' })
  expect(await stored()).toEqual({ theme: 'dark' })
})
