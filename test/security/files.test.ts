// Hostile files in place of the program's own: it starts, reports them, and loses no data.

import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chownSync, lstatSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { FIRST_ACCOUNT } from '../../app/model/names.ts'
import { defaultSettings, readSettings } from '../../app/model/settings.ts'
import { csvOf } from '../../app/storage/history-csv.ts'
import type { Keyring } from '../../app/storage/keyring-encryption.ts'
import { openProfile } from '../../app/storage/profile.ts'
import { accountFileName } from '../../app/storage/whole-file.ts'
import { timeAhead } from '../../words/days.ts'
import { bundled } from '../support/bundled.ts'
import { here } from '../support/local-time-here.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { createVirtualClock } from '../support/virtual-clock.ts'
import { FOREIGN_TEXT, foreignFile, hostileFiles } from './hostile-files.ts'
import { nothingPolluted } from './shown-texts.ts'

/** A process that waits for a pipe can only be killed, so this runs in a separate process. */
const names = Object.keys(hostileFiles).filter((name) => name !== 'a pipe')
const MOMENTS = 1000
const program = await bundled(join(import.meta.dirname, 'read-profile.ts'))
const OWNER = 'account'
const CLIENT_ID = '11111111-2222-3333-4444-555555555555'
const COLLEAGUE = { id: CLIENT_ID, name: 'Adele', address: '', group: '', tell: 'never' } as const

const keyring: Keyring = {
  isAsyncEncryptionAvailable: async () => true,
  encryptStringAsync: async (text) => Buffer.from(`v11${text}`),
  async decryptStringAsync(bytes) {
    if (bytes.subarray(0, 3).toString() !== 'v11') throw new Error('not encrypted with this key')
    return { result: bytes.subarray(3).toString(), shouldReEncrypt: false }
  },
}

const parts = {
  keyring,
  platform: 'linux',
  clock: createVirtualClock(0),
  log: { warn: () => {} },
  policy: { path: '/nowhere/at/all', ownerUid: null },
} as const

const places = {
  settings: 'settings.json',
  tokens: 'tokens',
  history: join('history', `${accountFileName(OWNER)}.jsonl`),
  colleagues: join('colleagues', `${accountFileName(OWNER)}.json`),
}

async function profileWith(place: keyof typeof places, name: string) {
  const folder = await temporaryFolder()
  for (const inside of ['history', 'colleagues']) await mkdir(join(folder, inside))
  const path = join(folder, places[place])
  hostileFiles[name]?.(path)
  const warnings: string[] = []
  const warn = (...words: unknown[]) => warnings.push(words.join(' '))
  const profile = await openProfile(folder, { ...parts, log: { warn } })
  return { folder, path, profile, warnings }
}

/** Expects that the hostile file still exists, and that the linked file is unchanged. */
function nothingLost(path: string, name: string, ending = '.unreadable') {
  if (name.startsWith('a link to a file')) expect(readFileSync(foreignFile(path), 'utf8')).toBe(FOREIGN_TEXT)
  const isLink = name.startsWith('a link')
  const kept = readdirSync(join(path, '..')).filter((one) => one.includes(ending))
  if (name === 'a folder')
    expect(kept.flatMap((one) => readdirSync(join(path, '..', one)))).toEqual(['inside'])
  if (name === '50 MB') expect(kept.map((one) => statSync(join(path, '..', one)).size)).toEqual([50_000_000])
  if (isLink && kept[0]) expect(lstatSync(join(path, '..', kept[0])).isSymbolicLink()).toBe(true)
}

describe.skipIf(process.platform === 'win32')(
  `in place of the program’s files (${names.length} kinds in ${Object.keys(places).length} places tried)`,
  () => {
    test.each(names)('the settings: %s', async (name) => {
      const { profile, path, warnings } = await profileWith('settings', name)
      const read = profile.settingsFile.read()
      expect(read).toEqual(defaultSettings)
      nothingPolluted()
      // Anything but a JSON object is reported.
      const isObject = ['a link to nothing', 'keys of Object.prototype', 'values out of range'].includes(name)
      expect(warnings.length > 0, name).toBe(!isObject)
      expect(profile.settingsFile.write({ clientId: CLIENT_ID })).toMatchObject({ clientId: CLIENT_ID })
      expect(profile.settingsFile.read().clientId).toBe(CLIENT_ID)
      expect(lstatSync(path).mode & 0o777).toBe(0o600)
      nothingLost(path, name)
    })

    test.each(names)('the tokens: %s', async (name) => {
      const { profile, path, folder } = await profileWith('tokens', name)
      const reading = await profile.tokenCacheOf(FIRST_ACCOUNT).read()
      expect(reading.kind).toBe(name === 'a link to nothing' ? 'empty' : 'unreadable')
      const aside = readdirSync(folder).filter((one) => one.startsWith('tokens.unreadable-'))
      expect(reading).toMatchObject(reading.kind === 'unreadable' ? { keptAs: aside[0] } : {})
      await profile.tokenCacheOf(FIRST_ACCOUNT).write('{"Account":{}}')
      expect(await profile.tokenCacheOf(FIRST_ACCOUNT).read()).toEqual({
        kind: 'tokens',
        json: '{"Account":{}}',
      })
      if (name !== 'a link to nothing') expect(lstatSync(path).mode & 0o777).toBe(0o600)
      nothingLost(path, name)
      nothingPolluted()
    })

    test.each(names)('the colleagues: %s', async (name) => {
      const { profile, path } = await profileWith('colleagues', name)
      const file = profile.colleaguesFolder.fileOf(OWNER)
      const { people, keptAs } = file.read()
      expect(people).toEqual([])
      expect(keptAs === null).toBe(name === 'a link to nothing')
      file.write([COLLEAGUE])
      expect(file.read().people).toEqual([COLLEAGUE])
      nothingLost(path, name)
      nothingPolluted()
    })

    test.each(names)('the history: %s', async (name) => {
      const { profile, path } = await profileWith('history', name)
      const file = profile.historyFolder.fileOf(OWNER)
      const read = () => file.read()
      // Only a regular file is read and written (app/services/history/history.ts).
      if (['a folder', 'a link to a device that never ends', '50 MB'].includes(name)) expect(read).toThrow()
      else expect(read()).toEqual([])
      nothingLost(path, name, '.jsonl')
      nothingPolluted()
    })
  },
)

test.skipIf(process.platform === 'win32')(
  'the name of a colleague in a hostile file is one line',
  async () => {
    const { profile, path } = await profileWith('colleagues', 'a link to nothing')
    const written = { ...COLLEAGUE, name: 'Ad\u202Eele\nSign in again\u0000', group: '\u2066Team' }
    rmSync(path)
    writeFileSync(path, JSON.stringify({ people: [written] }))
    const { people } = profile.colleaguesFolder.fileOf(OWNER).read()
    expect(people).toEqual([{ ...COLLEAGUE, name: 'Adele Sign in again', group: 'Team' }])
  },
)

test(`invalid times are ignored (${MOMENTS} tried)`, async () => {
  const { profile, path } = await profileWith('history', 'nothing')
  const toCsv = (at: number) => csvOf([{ light: 'busy', from: at, until: at }], 'UTC', (light) => light)
  const moment = fc.oneof(
    fc.double(),
    fc.integer(),
    fc.constantFrom(8.64e15, -8.64e15, 1e300, -1, Date.now()),
  )
  fc.assert(
    fc.property(moment, moment, (at, until) => {
      writeFileSync(path, `${JSON.stringify({ at, light: 'busy', until })}\n`)
      for (const record of profile.historyFolder.fileOf(OWNER).read()) toCsv(record.at + (record.until ?? 0))
      const { pausedUntil } = readSettings({ pausedUntil: at })
      if (pausedUntil !== null) timeAhead(pausedUntil, Date.now(), 'ru', here)
    }),
    { numRuns: MOMENTS },
  )
})

test.skipIf(process.platform === 'win32')(
  'a world-writable settings file is private after a write',
  async () => {
    const folder = await temporaryFolder()
    const path = join(folder, 'settings.json')
    writeFileSync(path, '{"theme":"dark"}', { mode: 0o666 })
    // Only root can change a file's owner.
    if (process.getuid?.() === 0) chownSync(path, 12_345, 12_345)
    const { settingsFile } = await openProfile(folder, parts)
    expect(settingsFile.write({ language: 'ru' })).toMatchObject({ theme: 'dark', language: 'ru' })
    expect(lstatSync(path).mode & 0o777).toBe(0o600)
    expect(lstatSync(path).uid).toBe(process.getuid?.())
  },
)

test.skipIf(process.platform === 'win32')(
  'the program starts within 10 s with pipes in place of all files',
  async () => {
    const folder = await temporaryFolder()
    for (const inside of ['history', 'colleagues']) await mkdir(join(folder, inside))
    for (const place of Object.values(places)) hostileFiles['a pipe']?.(join(folder, place))
    const child = spawn(process.execPath, [program, folder, OWNER], { stdio: ['ignore', 'pipe', 'inherit'] })
    onTestFinished(() => void child.kill('SIGKILL'))
    let output = ''
    child.stdout.setEncoding('utf8').on('data', (piece: string) => {
      output += piece
    })
    const closed = once(child, 'close')
    // Without the time that Node.js takes to load it.
    await vi.waitUntil(() => output.startsWith('started '), { timeout: 40_000 })
    const tooLate = setTimeout(() => child.kill('SIGKILL'), 10_000)
    await closed
    clearTimeout(tooLate)
    expect(JSON.parse(output.slice('started '.length))).toEqual(['unreadable', 0, 'not read'])
  },
)
