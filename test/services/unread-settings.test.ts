// A settings file that cannot be read: the effective settings, the copy of the file, and how long the message is shown.
import { chmodSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { defaultSettings } from '../../app/model/settings.ts'
import { firstState } from '../../app/model/state.ts'
import { managedFile } from '../../app/services/managed-settings.ts'
import { createSettings } from '../../app/services/settings.ts'
import type { FoundPolicy } from '../../app/storage/policy-file.ts'
import { openSettingsFile } from '../../app/storage/settings-file.ts'
import { asNobody, giveToNobody } from '../storage/as-nobody.ts'
import { createAccountStore } from '../support/account-store.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

const clientId = '11111111-2222-3333-4444-555555555555'
const good = JSON.stringify({ clientId, theme: 'dark' }, null, 2)

const noPolicy: FoundPolicy = { path: '/policy.json', read: { kind: 'none' } }

const damages: Readonly<Record<string, Buffer>> = {
  'zeros after a power loss': Buffer.alloc(good.length),
  'zeros after half of it': Buffer.concat([Buffer.from(good.slice(0, 20)), Buffer.alloc(40)]),
  nothing: Buffer.alloc(0),
  'half of it': Buffer.from(good.slice(0, -9)),
  'the text twice': Buffer.from(good + good),
  'a line break and half an object': Buffer.from('\r\n{'),
  'a list': Buffer.from('[1, 2]'),
  null: Buffer.from('null'),
  'a text': Buffer.from(JSON.stringify(good)),
  'binary data': Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16, 74, 70]),
  'half of it in UTF-16': Buffer.from(`\ufeff${good.slice(0, -9)}`, 'utf16le'),
  YAML: Buffer.from('clientId: 1111\ntheme: dark\n'),
}

async function started(path: string) {
  const folder = join(path, '..')
  const logged: string[] = []
  const log = { warn: (...line: unknown[]) => void logged.push(line.join(' ')) }
  const settingsFile = openSettingsFile(folder, log)
  const store = createAccountStore(firstState('0.1.0', defaultSettings, 'en'))
  const parts = { store, folder, file: settingsFile, policy: noPolicy, systemLanguages: ['en-GB'] }
  const owner = createSettings({ ...parts, log: { ...log, info() {} } })
  return {
    ...owner,
    settings: store.getState().settings,
    logged,
    stop: settingsFile.stop,
    shown: () => store.getState().unreadSettings,
  }
}
const place = async () => join(await temporaryFolder(), 'settings.json')
const kept = { kind: 'kept', name: 'settings.json.unreadable' } as const

test.each(Object.entries(damages))(
  '%s: the message is shown until it is dismissed or a setting is changed',
  async (_what, bytes) => {
    for (const end of ['dismissed', 'changed'] as const) {
      const path = await place()
      writeFileSync(path, bytes)
      const app = await started(path)
      expect(app.settings).toEqual(defaultSettings)
      expect(app.shown()).toEqual(kept)
      expect(readFileSync(`${path}.unreadable`)).toEqual(bytes)
      expect(app.unreadPath()).toBe(`${path}.unreadable`)
      expect(app.logged.join()).toContain('settings.json.unreadable')
      expect(app.logged.join()).not.toContain(path)

      // Not dismissed, so the next start shows the message again.
      const next = await started(path)
      expect(next.shown()).toEqual(kept)
      // A change by the program itself does not remove it, also for the next start.
      next.remember({ pausedUntil: 7 })
      expect(next.shown()).toEqual(kept)
      next.stop()
      const third = await started(path)
      expect(third.shown()).toEqual(kept)
      third.remember({ pausedUntil: 9 })
      if (end === 'dismissed') third.dismissUnread()
      else third.change({ theme: 'dark' })
      expect(third.shown()).toBe(null)
      const last = await started(path)
      expect(last.shown()).toBe(null)
      expect(last.settings).toMatchObject({
        theme: end === 'changed' ? 'dark' : 'system',
        pausedUntil: 9,
      })
      expect(readFileSync(`${path}.unreadable`)).toEqual(bytes)
    }
  },
)

test('after it is dismissed, the next start shows no message', async () => {
  const path = await place()
  writeFileSync(path, '')
  const app = await started(path)
  app.dismissUnread()
  expect((await started(path)).shown()).toBe(null)
})

test.each<[string, string | Buffer]>([
  ['fields of a newer version', JSON.stringify({ clientId, lamp: { on: true } })],
  ['values of a newer version', JSON.stringify({ clientId, theme: 'sepia' })],
  ['a byte order mark', `\ufeff${good}`],
  ['UTF-16, as PowerShell writes it', Buffer.from(`\ufeff${good}`, 'utf16le')],
  ['a letter in another encoding', Buffer.from(JSON.stringify({ clientId, lamp: 'é' }), 'latin1')],
])('settings with %s are read without a message', async (_what, text) => {
  const path = await place()
  writeFileSync(path, text)
  const app = await started(path)
  expect([app.shown(), app.settings.clientId]).toEqual([null, clientId])
  expect(readdirSync(join(path, '..'))).toEqual(['settings.json'])
})

test.skipIf(process.platform === 'win32')('a folder or a link in place of the file is kept', async () => {
  const path = await place()
  mkdirSync(join(path, 'inside'), { recursive: true })
  expect((await started(path)).shown()).toEqual(kept)
  expect(readdirSync(`${path}.unreadable`)).toEqual(['inside'])
  writeFileSync(join(path, '..', 'elsewhere'), 'mine')
  symlinkSync(join(path, '..', 'elsewhere'), path)
  expect((await started(path)).shown()).toEqual(kept)
  expect(readFileSync(`${path}.unreadable`, 'utf8')).toBe('mine')
})

test('earlier copies are kept; equal files are copied once', async () => {
  const path = await place()
  const texts = ['first {', 'second {', 'second {', 'third {']
  for (const text of texts) {
    writeFileSync(path, text)
    const app = await started(path)
    app.dismissUnread()
    expect(readFileSync(`${path}.unreadable`, 'utf8')).toBe(text)
  }
  const copies = readdirSync(join(path, '..')).filter((name) => name.includes('unreadable'))
  expect(copies.map((name) => readFileSync(join(path, '..', name), 'utf8')).toSorted()).toEqual([
    ...['first {', 'second {', 'third {'],
  ])
})

test('the message is shown with a policy too', async () => {
  const path = await place()
  writeFileSync(path, '{')
  const file = managedFile(openSettingsFile(join(path, '..'), { warn: () => {} }), { tenant: 'contoso.com' })
  expect(file.read().tenant).toBe('contoso.com')
  expect(file.unread()).toEqual(kept)
})

/** Makes the file unreadable, or its folder read-only. */
const refusals: Record<string, (path: string) => string> = {
  read: (path) => {
    writeFileSync(path, good)
    chmodSync(path, 0o000)
    return good
  },
  copied: (path) => {
    writeFileSync(path, '{')
    chmodSync(join(path, '..'), 0o500)
    return '{'
  },
}

test.skipIf(process.platform === 'win32').each(Object.entries(refusals))(
  'settings that cannot be %s are left as they are, and used again once they can',
  async (_what, refuse) => {
    const path = await place()
    const before = refuse(path)
    giveToNobody(path, join(path, '..'))
    const file = openSettingsFile(join(path, '..'), { warn: () => {} })
    asNobody(() => {
      expect(file.read()).toEqual(defaultSettings)
      expect(file.unread()).toEqual({ kind: 'left', name: 'settings.json', detail: 'EACCES' })
      expect(() => file.write({ theme: 'light' })).toThrow(/EACCES/)
      expect(file.unread()).toMatchObject({ kind: 'left' })
    })
    chmodSync(join(path, '..'), 0o700)
    chmodSync(path, 0o600)
    expect(readFileSync(path, 'utf8')).toBe(before)
    expect(readdirSync(join(path, '..'))).toEqual(['settings.json'])
    asNobody(() => expect(file.write({ language: 'ru' }).language).toBe('ru'))
    expect(file.unread()).toBe(null)
    if (before === good) expect(readFileSync(path, 'utf8')).toContain(clientId)
  },
)

test.skipIf(process.platform === 'win32')(
  'a file that cannot be copied is shown itself, and the next start shows the message again',
  async () => {
    const path = await place()
    writeFileSync(path, '{')
    giveToNobody(path, join(path, '..'))
    chmodSync(join(path, '..'), 0o500)
    onTestFinished(() => chmodSync(join(path, '..'), 0o700))
    const left = { kind: 'left', name: 'settings.json', detail: 'EACCES' }
    for (const _start of [1, 2]) {
      const app = await asNobody(() => started(path))
      expect(app.shown()).toEqual(left)
      expect(app.unreadPath()).toBe(path)
      asNobody(app.dismissUnread)
      expect(app.shown()).toBe(null)
    }
    expect(readFileSync(path, 'utf8')).toBe('{')
  },
)
