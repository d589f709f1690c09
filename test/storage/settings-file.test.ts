// The settings on disk: no crash, full disk or invalid value loses them.
import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { cloudNames, featureNames } from '../../app/model/names.ts'
import { defaultSettings, type FurtherAccount } from '../../app/model/settings.ts'
import { openSettingsFile } from '../../app/storage/settings-file.ts'
import { mqttOutput, wledOutput } from '../outputs/external/messages.ts'
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

test('the same holds for each field of an account and of an output in a list', async () => {
  const accountId = '22222222-2222-4222-8222-222222222222'
  const account = { accountId, clientId, cloud: 'moon', features: ['tomorrow'], lamp: { on: true } }
  const { kind, ...target } = wledOutput().target
  const output = { ...wledOutput(), target: { ...target, kind, effect: 7 }, room: 'Lab' }
  const other = mqttOutput()
  const { folder, stored } = await setUp(
    JSON.stringify({ furtherAccounts: [account], externalOutputs: [output, other] }),
  )
  const file = openSettingsFile(folder, log)
  const { furtherAccounts, externalOutputs } = file.read()
  file.write({
    furtherAccounts: furtherAccounts.map((one) => ({ ...one, toldOutOfOfficeOn: '2026-11-23' })),
    externalOutputs: externalOutputs.map((one) => ({ ...one, on: false })),
  })
  expect(await stored()).toEqual({
    furtherAccounts: [{ ...account, toldOutOfOfficeOn: '2026-11-23' }],
    externalOutputs: [
      { ...output, on: false },
      { ...other, on: false },
    ],
  })
  file.write({ furtherAccounts: [], externalOutputs: [] })
  expect(await stored()).toEqual({ furtherAccounts: [], externalOutputs: [] })
})

const { restraint } = defaultSettings
const someAccounts: fc.Arbitrary<FurtherAccount[]> = fc.uniqueArray(
  fc.record({
    accountId: fc.constantFrom(
      ...'234'.split('').map((digit) => `${digit.repeat(8)}-2222-4222-8222-222222222222`),
    ),
    clientId: fc.constantFrom('', clientId),
    tenant: fc.constantFrom('organizations', 'contoso.com'),
    cloud: fc.constantFrom(...cloudNames),
    features: fc.subarray([...featureNames]),
    thisComputer: fc.boolean(),
    restraint: fc.nat(9).map((answers) => ({ ...restraint, answers })),
    toldOutOfOfficeOn: fc.constantFrom(null, '2026-11-23'),
  }),
  { selector: ({ accountId }) => accountId },
)

test('what is written into a list is read again, whatever was there before', async () => {
  const { folder, path } = await setUp()
  const file = openSettingsFile(folder, log)
  fc.assert(
    fc.property(someAccounts, someAccounts, fc.object(), (before, after, newer) => {
      const furtherAccounts = before.map((one) => ({ ...newer, ...one, cloud: newer.cloud ?? one.cloud }))
      writeFileSync(path, JSON.stringify({ furtherAccounts }))
      file.write({ furtherAccounts: after })
      expect(file.read().furtherAccounts).toEqual(after)
    }),
    { numRuns: 30 },
  )
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
