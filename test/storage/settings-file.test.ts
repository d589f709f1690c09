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

test('what was said is there after a restart, and nothing that was not said', async () => {
  const { folder, path, stored } = await setUp()
  expect(openSettingsFile(folder, log).read()).toEqual(defaultSettings)
  openSettingsFile(folder, log).write({ clientId, theme: undefined })
  expect(await stored()).toEqual({ clientId })
  expect(openSettingsFile(folder, log).read()).toEqual({ ...defaultSettings, clientId })
  if (process.platform !== 'win32') expect((await stat(path)).mode & 0o777).toBe(0o600)
  expect(await readdir(folder)).toEqual(['settings.json'])
})

test('a value that does not fit falls back alone, and stays for the version that can read it', async () => {
  const { folder, stored } = await setUp(JSON.stringify({ clientId, theme: 'sepia', lamp: { on: true } }))
  const file = openSettingsFile(folder, log)
  expect(file.read()).toEqual({ ...defaultSettings, clientId })
  file.write({ language: 'ru' })
  expect(await stored()).toEqual({ clientId, theme: 'sepia', lamp: { on: true }, language: 'ru' })
})

test.each([
  ['half a file', '{"clientId":"1111'],
  ['nothing', ''],
  ['a list', '[1, 2]'],
  ['null', 'null'],
])('%s where the settings should be: a new beginning, and a copy', async (_what, text) => {
  const { folder, path, stored } = await setUp(text)
  const file = openSettingsFile(folder, log)
  expect(file.read()).toEqual(defaultSettings)
  file.write({ clientId })
  expect(await stored()).toEqual({ clientId })
  expect(await readFile(`${path}.unreadable`, 'utf8')).toBe(text)
})

test.skipIf(process.platform === 'win32')(
  'a disk that takes but half of it leaves the old settings',
  async () => {
    const old = JSON.stringify({ clientId, lamp: 'x'.repeat(3000) })
    const { folder, path } = await setUp(old)
    // A limit on the size of a file acts as a disk with so much room: the first write is cut short, the next refused.
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

test('what a full disk did not take is written with the next change that it takes, or at the end', async () => {
  const { folder } = await setUp()
  const inTheWay = join(folder, 'profile')
  const restarted = () => openSettingsFile(inTheWay, log).read()
  for (const how of ['change', 'end'] as const) {
    await rm(inTheWay, { recursive: true, force: true })
    await writeFile(inTheWay, '')
    const file = openSettingsFile(inTheWay, log)
    expect(() => file.write({ pausedUntil: 7, features: ['colleagues'] }, 'owe')).toThrow()
    // A change that was reported as not saved does not come back.
    expect(() => file.write({ theme: 'dark' })).toThrow()
    await rm(inTheWay)
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

test('what no setting can be is refused at once, and keeps nothing else from being written', async () => {
  const { folder, stored } = await setUp()
  const file = openSettingsFile(folder, log)
  expect(() => file.write({ intervalSeconds: -1 }, 'owe')).toThrow()
  file.write({ theme: 'dark' })
  expect(await stored()).toEqual({ theme: 'dark' })
})
