// A file of settings that cannot be read: what counts, what is kept of it, what is said, and until when.
import {
  chmodSync,
  chownSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { defaultSettings } from '../../app/model/settings.ts'
import { firstState } from '../../app/model/state.ts'
import { managedFile } from '../../app/services/managed-settings.ts'
import { createSettings } from '../../app/services/settings.ts'
import type { FoundPolicy } from '../../app/storage/policy-file.ts'
import { openSettingsFile } from '../../app/storage/settings-file.ts'
import { asNobody, nobody } from '../storage/as-nobody.ts'
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
  'twice of it': Buffer.from(good + good),
  'another line end and no end': Buffer.from('\r\n{'),
  'a list': Buffer.from('[1, 2]'),
  null: Buffer.from('null'),
  'a text': Buffer.from(JSON.stringify(good)),
  'no text at all': Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16, 74, 70]),
  'half of it in UTF-16': Buffer.from(`\ufeff${good.slice(0, -9)}`, 'utf16le'),
  YAML: Buffer.from('clientId: 1111\ntheme: dark\n'),
}

async function started(path: string) {
  const folder = join(path, '..')
  const logged: string[] = []
  const log = { warn: (...words: unknown[]) => void logged.push(words.join(' ')) }
  const settingsFile = openSettingsFile(folder, log)
  const store = createAccountStore(firstState('0.1.0', defaultSettings, 'en'))
  const parts = { store, folder, file: settingsFile, policy: noPolicy, systemLocale: 'en-GB' }
  const owner = createSettings({ ...parts, log: { ...log, info() {} } })
  return {
    ...owner,
    settings: store.getState().settings,
    logged,
    said: () => store.getState().unreadSettings,
  }
}
const place = async () => join(await temporaryFolder(), 'settings.json')
const kept = { kind: 'kept', name: 'settings.json.unreadable' } as const

test.each(Object.entries(damages))(
  '%s: said until it is dismissed or settings are made anew',
  async (_what, bytes) => {
    for (const end of ['dismissed', 'changed'] as const) {
      const path = await place()
      writeFileSync(path, bytes)
      const app = await started(path)
      expect(app.settings).toEqual(defaultSettings)
      expect(app.said()).toEqual(kept)
      expect(readFileSync(`${path}.unreadable`)).toEqual(bytes)
      expect(app.unreadPath()).toBe(`${path}.unreadable`)
      expect(app.logged.join()).toContain('settings.json.unreadable')
      expect(app.logged.join()).not.toContain(path)

      // Nobody has seen it: the next start says it again.
      const next = await started(path)
      expect(next.said()).toEqual(kept)
      // Nor does it go by what the program writes by itself.
      next.remember({ pausedUntil: 7 })
      expect(next.said()).toEqual(kept)
      if (end === 'dismissed') next.dismissUnread()
      else next.change({ theme: 'dark' })
      expect(next.said()).toBe(null)
      const last = await started(path)
      expect(last.said()).toBe(null)
      expect(last.settings.theme).toBe(end === 'changed' ? 'dark' : 'system')
      expect(readFileSync(`${path}.unreadable`)).toEqual(bytes)
    }
  },
)

test('dismissed before anything was written, the next start says nothing', async () => {
  const path = await place()
  writeFileSync(path, '')
  const app = await started(path)
  app.dismissUnread()
  expect((await started(path)).said()).toBe(null)
})

test.each<[string, string | Buffer]>([
  ['fields of a newer version', JSON.stringify({ clientId, lamp: { on: true } })],
  ['values of a newer version', JSON.stringify({ clientId, theme: 'sepia' })],
  ['a byte order mark', `\ufeff${good}`],
  ['UTF-16, as PowerShell writes it', Buffer.from(`\ufeff${good}`, 'utf16le')],
  ['a letter in another encoding', Buffer.from(JSON.stringify({ clientId, lamp: 'é' }), 'latin1')],
])('settings with %s are settings, and nothing is said', async (_what, text) => {
  const path = await place()
  writeFileSync(path, text)
  const app = await started(path)
  expect([app.said(), app.settings.clientId]).toEqual([null, clientId])
  expect(readdirSync(join(path, '..'))).toEqual(['settings.json'])
})

test.skipIf(process.platform === 'win32')('a folder or a link in its place is kept as it is', async () => {
  const path = await place()
  mkdirSync(join(path, 'inside'), { recursive: true })
  expect((await started(path)).said()).toEqual(kept)
  expect(readdirSync(`${path}.unreadable`)).toEqual(['inside'])
  writeFileSync(join(path, '..', 'elsewhere'), 'mine')
  symlinkSync(join(path, '..', 'elsewhere'), path)
  expect((await started(path)).said()).toEqual(kept)
  expect(readFileSync(`${path}.unreadable`, 'utf8')).toBe('mine')
})

test('what was kept before stays too, however often; the same is kept once', async () => {
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

test('with a policy it is said too', async () => {
  const path = await place()
  writeFileSync(path, '{')
  const file = managedFile(openSettingsFile(join(path, '..'), { warn: () => {} }), { tenant: 'contoso.com' })
  expect(file.read().tenant).toBe('contoso.com')
  expect(file.unread()).toEqual(kept)
})

/** What the system does to the file, and whether the program may read it then. */
const refusals: Record<string, (path: string) => void> = {
  'not let be read': (path) => {
    writeFileSync(path, good)
    chmodSync(path, 0o000)
  },
  'not let be copied': (path) => {
    writeFileSync(path, '{')
    chmodSync(join(path, '..'), 0o500)
  },
}

test.skipIf(process.platform === 'win32').each(Object.entries(refusals))(
  'settings that the system has %s are left as they are, and counted again once it lets them',
  async (_what, refuse) => {
    const path = await place()
    refuse(path)
    for (const one of [path, join(path, '..')]) chownSync(one, nobody, nobody)
    const before = readFileSync(path)
    const file = openSettingsFile(join(path, '..'), { warn: () => {} })
    asNobody(() => {
      expect(file.read()).toEqual(defaultSettings)
      expect(file.unread()).toEqual({ kind: 'left', name: 'settings.json', detail: 'EACCES' })
      expect(() => file.write({ theme: 'light' })).toThrow(/EACCES/)
      expect(file.unread()).toMatchObject({ kind: 'left' })
    })
    expect(readFileSync(path)).toEqual(before)
    expect(readdirSync(join(path, '..'))).toEqual(['settings.json'])
    chmodSync(join(path, '..'), 0o700)
    chmodSync(path, 0o600)
    asNobody(() => expect(file.write({ language: 'ru' }).language).toBe('ru'))
    expect(file.unread()).toBe(null)
    if (before.toString() === good) expect(readFileSync(path, 'utf8')).toContain(clientId)
  },
)

test.skipIf(process.platform === 'win32')(
  'what is left as it is is shown itself; dismissed, it is said again at the next start',
  async () => {
    const path = await place()
    writeFileSync(path, '{')
    for (const one of [path, join(path, '..')]) chownSync(one, nobody, nobody)
    chmodSync(join(path, '..'), 0o500)
    const left = { kind: 'left', name: 'settings.json', detail: 'EACCES' }
    for (const _start of [1, 2]) {
      const app = await asNobody(() => started(path))
      expect(app.said()).toEqual(left)
      expect(app.unreadPath()).toBe(path)
      asNobody(app.dismissUnread)
      expect(app.said()).toBe(null)
    }
    expect(readFileSync(path, 'utf8')).toBe('{')
  },
)
