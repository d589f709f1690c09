// How the MQTT output connects to a real Mosquitto: passwords, TLS, client certificates and web sockets.
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test, vi } from 'vitest'
import { type Authority, createAuthority } from '../../../support/broker/certificates.ts'
import { skipWithoutMosquitto, startMosquitto } from '../../../support/broker/mosquitto.ts'
import { temporaryFolder } from '../../../support/temporary-folder.ts'
import { type Certificates, createCertificates } from '../certificates.ts'
import { busy, createTrial, problemOf, STATE, startReader, startWire, target } from './mqtt-trial.ts'

skipWithoutMosquitto()

describe('user and password', () => {
  const users = { ada: 'correct horse' }

  test('the right ones are accepted', async () => {
    const { port } = await startMosquitto({ users })
    const { send } = createTrial(target(port, { username: 'ada' }), {
      secrets: { password: 'correct horse' },
    })
    await send(busy)
    const reader = await startReader(port, { username: 'ada', password: 'correct horse' })
    await expect.poll(() => reader.last(STATE)).toContain('"busy"')
  })

  test.each([
    ['a wrong password', 'ada', { password: 'wrong' }],
    ['no password', 'ada', {}],
    ['another user', 'eve', { password: 'correct horse' }],
    ['no user', '', {}],
  ])('%s is refused', async (_what, username, secrets) => {
    const { port } = await startMosquitto({ users })
    const { send } = createTrial(target(port, { username }), { secrets })
    expect(await problemOf(send(busy))).toEqual({
      kind: 'output-access-refused',
      next: 'person',
      host: '127.0.0.1',
    })
  })
})

describe('a broker that knows only MQTT 3.1.1', () => {
  test.each([
    ['refuses MQTT 5 in the older form', Buffer.from([0x20, 2, 0, 1])],
    ['refuses MQTT 5 in the newer form', Buffer.from([0x20, 3, 0, 132, 0])],
    ['ends the connection', Buffer.alloc(0)],
  ])('and %s', async (_what, refusal) => {
    const { port } = await startMosquitto()
    const levels: unknown[] = []
    const wire = await startWire(port, (first) => {
      const level = first[first.indexOf('MQTT') + 4]
      levels.push(level)
      return level === 4 ? null : refusal
    })
    const { send } = createTrial(target(wire.port))
    await send(busy)
    const reader = await startReader(port)
    await expect.poll(() => reader.last(STATE)).toContain('"busy"')
    wire.cut()
    await expect.poll(() => levels).toEqual([5, 4, 4])
  })
})

async function startWithTls(authority: Authority, more: readonly string[] = [], name = 'IP:127.0.0.1') {
  const { certificate, key } = await authority.issue(name)
  return startMosquitto({ listener: [`certfile ${certificate}`, `keyfile ${key}`, ...more] })
}

describe('TLS', () => {
  test('its own authority is trusted by its file, and refused without', async () => {
    const authority = await createAuthority()
    const { port } = await startWithTls(authority)
    await createTrial(target(port, { transport: 'tls', authorityFile: authority.file })).send(busy)
    const untrusted = await problemOf(createTrial(target(port, { transport: 'tls' })).send(busy))
    expect(untrusted).toMatchObject({
      kind: 'output-certificate-untrusted',
      next: 'person',
      host: '127.0.0.1',
      detail: expect.stringMatching(/unable to verify|self-signed|issuer/i),
    })
    const other = await createAuthority()
    const { send } = createTrial(target(port, { transport: 'tls', authorityFile: other.file }))
    expect(await problemOf(send(busy))).toMatchObject({ kind: 'output-certificate-untrusted' })
  })

  test('the environment cannot switch the verification off', async () => {
    const { port } = await startWithTls(await createAuthority())
    // Node warns of the variable.
    vi.spyOn(process, 'emitWarning').mockImplementation(() => {})
    process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0'
    try {
      const { send } = createTrial(target(port, { transport: 'tls' }))
      expect(await problemOf(send(busy))).toMatchObject({ kind: 'output-certificate-untrusted' })
    } finally {
      delete process.env.NODE_TLS_REJECT_UNAUTHORIZED
      vi.restoreAllMocks()
    }
  })

  test.each(['IP:127.0.0.2', 'DNS:localhost'])('a certificate for %s is refused', async (name) => {
    const authority = await createAuthority()
    const { port } = await startWithTls(authority, [], name)
    const { send } = createTrial(target(port, { transport: 'tls', authorityFile: authority.file }))
    expect(await problemOf(send(busy))).toMatchObject({
      kind: 'output-certificate-name',
      detail: expect.stringContaining(name.replace(/^.*:/, '')),
    })
  })

  test('an expired certificate is refused, and tried again: it may be renewed', async () => {
    const expired = await createCertificates({ days: -1 })
    const folder = await temporaryFolder()
    const fileOf = (part: keyof Certificates) => join(folder, part)
    for (const part of ['authority', 'certificate', 'key'] as const)
      await writeFile(fileOf(part), expired[part])
    const { port } = await startMosquitto({
      listener: [`certfile ${fileOf('certificate')}`, `keyfile ${fileOf('key')}`],
    })
    const { send } = createTrial(target(port, { transport: 'tls', authorityFile: fileOf('authority') }))
    expect(await problemOf(send(busy))).toMatchObject({
      kind: 'output-certificate-date',
      next: 'retries',
      detail: 'certificate has expired',
    })
  })

  test('a name is checked as a name', async () => {
    const authority = await createAuthority()
    const { port } = await startWithTls(authority, [], 'DNS:localhost')
    const { send } = createTrial(
      target(port, { host: 'localhost', transport: 'tls', authorityFile: authority.file }),
    )
    await send(busy)
  })

  test('TLS to a port without it, and the other way round', async () => {
    const authority = await createAuthority()
    const [plain, secure] = [await startMosquitto(), await startWithTls(authority)]
    const tlsToPlain = createTrial(target(plain.port, { transport: 'tls' })).send(busy)
    expect((await problemOf(tlsToPlain)).kind).toMatch(/^output-(?:refused|unreachable)$/)
    const plainToTls = createTrial(target(secure.port)).send(busy)
    expect((await problemOf(plainToTls)).kind).toMatch(/^output-(?:refused|unreachable)$/)
  })
})

describe('a client certificate', () => {
  async function startWithClients(tlsVersion: string) {
    const authority = await createAuthority()
    const required = [`cafile ${authority.file}`, 'require_certificate true', `tls_version ${tlsVersion}`]
    const { port } = await startWithTls(authority, required)
    const to = (certificateFile = '', keyFile = '') =>
      target(port, { transport: 'tls', authorityFile: authority.file, certificateFile, keyFile })
    return { authority, to }
  }

  test.each(['tlsv1.2', 'tlsv1.3'])('is sent, with %s', async (tlsVersion) => {
    const { authority, to } = await startWithClients(tlsVersion)
    const plain = await authority.issue('DNS:tally')
    await createTrial(to(plain.certificate, plain.key)).send(busy)
    const locked = await authority.issue('DNS:tally', { passphrase: 'open sesame' })
    const secrets = { keyPassphrase: 'open sesame' }
    await createTrial(to(locked.certificate, locked.key), { secrets }).send(busy)
  })

  test('is missing or of another authority', async () => {
    const { to } = await startWithClients('tlsv1.3')
    expect(await problemOf(createTrial(to()).send(busy))).toMatchObject({ kind: 'output-access-refused' })
    const stranger = await (await createAuthority()).issue('DNS:tally')
    const refused = createTrial(to(stranger.certificate, stranger.key)).send(busy)
    expect(await problemOf(refused)).toMatchObject({ kind: 'output-access-refused' })
  })

  test('names the file that cannot be used', async () => {
    const { authority, to } = await startWithClients('tlsv1.3')
    const own = await authority.issue('DNS:tally')
    const other = await authority.issue('DNS:tally')
    const locked = await authority.issue('DNS:tally', { passphrase: 'open sesame' })
    const folder = await temporaryFolder()
    const nonsense = join(folder, 'nonsense.pem')
    await writeFile(nonsense, 'not a certificate')
    const missing = join(folder, 'missing.pem')
    const problem = (certificateFile: string, keyFile: string, keyPassphrase = '') =>
      problemOf(createTrial(to(certificateFile, keyFile), { secrets: { keyPassphrase } }).send(busy))
    const unreadable = (path: string) => ({ kind: 'output-file-unreadable', next: 'person', path })

    expect(await problem(missing, own.key)).toEqual({ ...unreadable(missing), detail: 'ENOENT' })
    expect(await problem(folder, own.key)).toMatchObject(unreadable(folder))
    expect(await problem(nonsense, own.key)).toMatchObject(unreadable(nonsense))
    expect(await problem(own.certificate, nonsense)).toMatchObject(unreadable(nonsense))
    expect(await problem(own.certificate, other.key)).toMatchObject(unreadable(other.key))
    expect(await problem(locked.certificate, locked.key, 'wrong')).toMatchObject(unreadable(locked.key))
    expect(await problem(locked.certificate, locked.key)).toEqual({
      ...unreadable(locked.key),
      detail: 'encrypted, and no passphrase was entered',
    })
    const badAuthority = { ...to(), authorityFile: nonsense }
    expect(await problemOf(createTrial(badAuthority).send(busy))).toMatchObject(unreadable(nonsense))
  })
})

describe('a web socket', () => {
  test('carries the light', async () => {
    const { port } = await startMosquitto({ listener: ['protocol websockets'] })
    await createTrial(target(port, { transport: 'websocket' })).send(busy)
    const reader = await startReader(port, { protocol: 'ws', path: '/mqtt' })
    await expect.poll(() => reader.last(STATE)).toContain('"busy"')
  })

  test('with TLS, with its own authority', async () => {
    const authority = await createAuthority()
    const { port } = await startWithTls(authority, ['protocol websockets'])
    const to = target(port, { transport: 'websocket-tls', authorityFile: authority.file })
    await createTrial(to).send(busy)
    const untrusted = createTrial({ ...to, authorityFile: '' }).send(busy)
    expect(await problemOf(untrusted)).toMatchObject({ kind: 'output-certificate-untrusted' })
  })
})
