// The policy file: its path, its owner, and its content, which is valid as a whole or not at all.
import { execFileSync } from 'node:child_process'
import { chmod, mkdir, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { policyPlace, readPolicyFile } from '../../app/storage/policy-file.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

const clientId = '11111111-2222-4333-8444-555555555555'
const uid = process.getuid?.() ?? null
const onPosix = test.skipIf(uid === null)

async function fileWith(content: string | Buffer, mode = 0o644) {
  const path = join(await temporaryFolder(), 'policy.json')
  await writeFile(path, content)
  await chmod(path, mode)
  return path
}
const readOf = (path: string, ownerUid: number | null = null) => readPolicyFile({ path, ownerUid })
const broken = (fault: object) => ({ kind: 'broken', faults: [fault] })
const notAdministrators = broken({ kind: 'not-administrators' })

describe('its path', () => {
  const override = { TALLY_LIGHT_POLICY: '/tmp/policy.json' }
  test.each<[NodeJS.Platform, NodeJS.ProcessEnv, string, number | null]>([
    ['linux', {}, '/etc/tally-light/policy.json', 0],
    ['darwin', {}, '/Library/Application Support/Tally Light/policy.json', 0],
    ['win32', { ProgramData: 'D:\\Data' }, 'D:\\Data\\Tally Light\\policy.json', null],
    ['win32', {}, 'C:\\ProgramData\\Tally Light\\policy.json', null],
  ])('on %s with %o', (platform, env, path, ownerUid) => {
    expect(policyPlace({ platform, env }, true)).toEqual({ path, ownerUid })
    expect(policyPlace({ platform, env: { ...env, ...override } }, true)).toEqual({ path, ownerUid })
    expect(policyPlace({ platform, env }, false)).toEqual({ path, ownerUid })
    const tried = { path: '/tmp/policy.json', ownerUid: null }
    expect(policyPlace({ platform, env: { ...env, ...override } }, false)).toEqual(tried)
  })
})

describe('its content', () => {
  test('is none without a file or folder', async () => {
    expect(readOf(join(await temporaryFolder(), 'missing', 'policy.json'))).toEqual({ kind: 'none' })
  })

  const text = JSON.stringify({ organization: 'Müller & Söhne', clientId })
  const utf16 = (content: string) => Buffer.from(content, 'utf16le')
  const inUtf16 = utf16(`\uFEFF${text}`)
  test.each<[string, string | Buffer]>([
    ['UTF-8', text],
    ['UTF-8 with a byte order mark', `\uFEFF${text}`],
    ['UTF-16, as Windows PowerShell writes it', inUtf16],
    ['UTF-16 without a byte order mark', utf16(text)],
    ['UTF-16 of the other byte order', utf16(`\uFEFF${text}`).swap16()],
    ['UTF-16 of the other byte order without a byte order mark', utf16(text).swap16()],
    [
      'lines with Windows line ends',
      `{\r\n  "organization": "Müller & Söhne",\r\n  "clientId": "${clientId}"\r\n}\r\n`,
    ],
  ])('is read in %s', async (_how, content) => {
    expect(readOf(await fileWith(content))).toEqual({
      kind: 'policy',
      policy: { organization: 'Müller & Söhne', clientId },
    })
  })

  test.each<[string, string | Buffer, object]>([
    ['text that is not JSON', '{\n  "clientId": oops\n}', { kind: 'not-json', line: 2 }],
    ['an incomplete text', '{\n  "clientId":', { kind: 'not-json', line: 2 }],
    [
      'a missing comma',
      '{\n  "tenant": "contoso.example"\n  "updates": false\n}',
      { kind: 'not-json', line: 3 },
    ],
    ['an extra comma', '{\n  "updates": false,\n}', { kind: 'not-json', line: 3 }],
    ['a comment', '{\n  // for all of us\n  "updates": false\n}', { kind: 'not-json', line: 2 }],
    ['single quotes', "{\r\n\r\n  'updates': false\r\n}", { kind: 'not-json', line: 3 }],
    ['a brace that is not closed', '{\n  "updates": false', { kind: 'not-json', line: 2 }],
    ['nothing', '', { kind: 'not-json', line: 1 }],
    ['a list', '[]', { kind: 'no-object' }],
    ['null', 'null', { kind: 'no-object' }],
    ['bytes that are not text', Buffer.from([0x7b, 0xff, 0x7d]), { kind: 'no-text' }],
    ['incomplete UTF-16', inUtf16.subarray(0, 21), { kind: 'no-text' }],
    ['65,537 bytes', `{}${' '.repeat(65_535)}`, { kind: 'too-large', limitBytes: 65_536 }],
  ])('is broken with %s', async (_what, content, fault) => {
    expect(readOf(await fileWith(content))).toEqual(broken(fault))
  })

  test('may have 65,536 bytes', async () => {
    expect(readOf(await fileWith(`{}${' '.repeat(65_534)}`))).toEqual({ kind: 'policy', policy: {} })
  })

  test('is broken if it is a folder', async () => {
    const path = join(await temporaryFolder(), 'policy.json')
    await mkdir(path)
    expect(readOf(path)).toMatchObject({ kind: 'broken', faults: [{ kind: 'unreadable' }] })
  })

  onPosix('is broken if it is a pipe, which does not block the start', async () => {
    const path = join(await temporaryFolder(), 'policy.json')
    execFileSync('mkfifo', [path])
    expect(readOf(path)).toEqual(broken({ kind: 'unreadable', detail: 'no file' }))
  })

  // Root can read all files.
  test.skipIf(uid === null || uid === 0)('is broken if it is not readable', async () => {
    expect(readOf(await fileWith('{}', 0o000))).toEqual(broken({ kind: 'unreadable', detail: 'EACCES' }))
  })
})

describe('its owner', () => {
  onPosix.each([0o600, 0o640, 0o644, 0o444, 0o755])(
    'nobody else can write a file with mode %o',
    async (mode) => {
      expect(readOf(await fileWith('{}', mode), uid)).toEqual({ kind: 'policy', policy: {} })
    },
  )

  onPosix.each([0o664, 0o646, 0o666, 0o620])('others can write a file with mode %o', async (mode) => {
    expect(readOf(await fileWith('{}', mode), uid)).toEqual(notAdministrators)
  })

  onPosix('a file of another user is refused', async () => {
    expect(readOf(await fileWith('{}'), (uid ?? 0) + 1)).toEqual(notAdministrators)
  })

  onPosix('the target of a link is checked, not the link', async () => {
    const link = join(await temporaryFolder(), 'policy.json')
    await symlink(await fileWith('{}', 0o666), link)
    expect(readOf(link, uid)).toEqual(notAdministrators)
    const other = join(await temporaryFolder(), 'policy.json')
    await symlink(await fileWith('{}'), other)
    expect(readOf(other, uid)).toEqual({ kind: 'policy', policy: {} })
  })
})
