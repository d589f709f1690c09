// The policy file: where it is looked for, whose it has to be, and that it is read whole or not at all.
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
const notTheirs = broken({ kind: 'not-administrators' })

describe('its place', () => {
  const elsewhere = { TALLY_LIGHT_POLICY: '/tmp/policy.json' }
  test.each<[NodeJS.Platform, NodeJS.ProcessEnv, string, number | null]>([
    ['linux', {}, '/etc/tally-light/policy.json', 0],
    ['darwin', {}, '/Library/Application Support/Tally Light/policy.json', 0],
    ['win32', { ProgramData: 'D:\\Data' }, 'D:\\Data\\Tally Light\\policy.json', null],
    ['win32', {}, 'C:\\ProgramData\\Tally Light\\policy.json', null],
  ])('on %s with %o', (platform, env, path, ownerUid) => {
    expect(policyPlace({ platform, env }, true)).toEqual({ path, ownerUid })
    expect(policyPlace({ platform, env: { ...env, ...elsewhere } }, true)).toEqual({ path, ownerUid })
    expect(policyPlace({ platform, env }, false)).toEqual({ path, ownerUid })
    const tried = { path: '/tmp/policy.json', ownerUid: null }
    expect(policyPlace({ platform, env: { ...env, ...elsewhere } }, false)).toEqual(tried)
  })
})

describe('its content', () => {
  test('is none where there is no file and no folder', async () => {
    expect(readOf(join(await temporaryFolder(), 'not there', 'policy.json'))).toEqual({ kind: 'none' })
  })

  const text = JSON.stringify({ organization: 'Müller & Söhne', clientId })
  const inUtf16 = Buffer.from(`\uFEFF${text}`, 'utf16le')
  test.each<[string, string | Buffer]>([
    ['UTF-8', text],
    ['UTF-8 with a byte order mark', `\uFEFF${text}`],
    ['UTF-16, as Windows PowerShell writes it', inUtf16],
    ['lines of Windows', `{\r\n  "organization": "Müller & Söhne",\r\n  "clientId": "${clientId}"\r\n}\r\n`],
  ])('is read in %s', async (_how, content) => {
    expect(readOf(await fileWith(content))).toEqual({
      kind: 'policy',
      policy: { organization: 'Müller & Söhne', clientId },
    })
  })

  test.each<[string, string | Buffer, object]>([
    ['no JSON', '{\n  "clientId": oops\n}', { kind: 'not-json', line: 2 }],
    ['half of it', '{\n  "clientId":', { kind: 'not-json', line: 2 }],
    [
      'a comma too few',
      '{\n  "tenant": "contoso.example"\n  "updates": false\n}',
      { kind: 'not-json', line: 3 },
    ],
    ['a comma too many', '{\n  "updates": false,\n}', { kind: 'not-json', line: 3 }],
    ['a comment', '{\n  // for all of us\n  "updates": false\n}', { kind: 'not-json', line: 2 }],
    ['single quotes', "{\r\n\r\n  'updates': false\r\n}", { kind: 'not-json', line: 3 }],
    ['a brace that is not closed', '{\n  "updates": false', { kind: 'not-json', line: 2 }],
    ['nothing', '', { kind: 'not-json', line: 1 }],
    ['a list', '[]', { kind: 'no-object' }],
    ['null', 'null', { kind: 'no-object' }],
    ['no text', Buffer.from([0x7b, 0xff, 0x7d]), { kind: 'no-text' }],
    ['half of UTF-16', inUtf16.subarray(0, 21), { kind: 'no-text' }],
    ['65,537 bytes', `{}${' '.repeat(65_535)}`, { kind: 'too-large', limitBytes: 65_536 }],
  ])('is broken with %s', async (_what, content, fault) => {
    expect(readOf(await fileWith(content))).toEqual(broken(fault))
  })

  test('may have 65,536 bytes', async () => {
    expect(readOf(await fileWith(`{}${' '.repeat(65_534)}`))).toEqual({ kind: 'policy', policy: {} })
  })

  test('is broken where a folder is in its place', async () => {
    const path = join(await temporaryFolder(), 'policy.json')
    await mkdir(path)
    expect(readOf(path)).toMatchObject({ kind: 'broken', faults: [{ kind: 'unreadable' }] })
  })

  onPosix('a pipe in its place does not hold up the start', async () => {
    const path = join(await temporaryFolder(), 'policy.json')
    execFileSync('mkfifo', [path])
    expect(readOf(path)).toEqual(broken({ kind: 'unreadable', detail: 'no file' }))
  })

  // Root may read everything.
  test.skipIf(uid === null || uid === 0)('is broken where it must not be read', async () => {
    expect(readOf(await fileWith('{}', 0o000))).toEqual(broken({ kind: 'unreadable', detail: 'EACCES' }))
  })
})

describe('whose it is', () => {
  onPosix.each([0o600, 0o640, 0o644, 0o444, 0o755])('mode %o lets nobody else write it', async (mode) => {
    expect(readOf(await fileWith('{}', mode), uid)).toEqual({ kind: 'policy', policy: {} })
  })

  onPosix.each([0o664, 0o646, 0o666, 0o620])('mode %o lets others write it', async (mode) => {
    expect(readOf(await fileWith('{}', mode), uid)).toEqual(notTheirs)
  })

  onPosix('it is not an administrator’s that somebody else owns', async () => {
    expect(readOf(await fileWith('{}'), (uid ?? 0) + 1)).toEqual(notTheirs)
  })

  onPosix('behind a link the file itself counts', async () => {
    const link = join(await temporaryFolder(), 'policy.json')
    await symlink(await fileWith('{}', 0o666), link)
    expect(readOf(link, uid)).toEqual(notTheirs)
    const other = join(await temporaryFolder(), 'policy.json')
    await symlink(await fileWith('{}'), other)
    expect(readOf(other, uid)).toEqual({ kind: 'policy', policy: {} })
  })
})
