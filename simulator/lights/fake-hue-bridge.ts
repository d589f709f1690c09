// A Hue bridge on loopback, over HTTPS: pairing by its button, and the resources of API v2. It refuses what a real one
// refuses.
import { randomUUID } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { z } from 'zod'
import { closeServer } from '../close-server.ts'
import { changeLamp, changeSchema, createLamps, GROUP, type HueChange, resourcesOf } from './hue-resources.ts'
import { type SelfSigned, selfSignedCertificate } from './self-signed-certificate.ts'

interface HueRequest {
  method: string
  path: string
  /** The application key; undefined without one. */
  key: string | undefined
  status: number
  body: unknown
}

export interface FakeHueOptions {
  port?: number
  bridgeId?: string
  certificate?: SelfSigned
  /** Of the limits of commands, ms. */
  monotonicMs?: () => number
}

/** "application_name#device_name", at most 20 and 19 characters. */
const pairingSchema = z.strictObject({
  devicetype: z.string().regex(/^[^#]{1,20}#[^#]{1,19}$/),
  generateclientkey: z.boolean().optional(),
})
/** Commands a second. */
const LIMITS: Readonly<Record<string, number>> = { light: 10, grouped_light: 1 }

export async function startFakeHueBridge(options: FakeHueOptions = {}) {
  const { bridgeId = 'ecb5fafffe9a630f', monotonicMs = () => performance.now() } = options
  const certificate = options.certificate ?? selfSignedCertificate(bridgeId)
  const lamps = createLamps()
  const keys = new Set<string>()
  const requests: HueRequest[] = []
  const commands: { type: string; atMs: number }[] = []
  /** Statuses of the next answers to requests with a key. */
  const failures: number[] = []
  let isButtonPressed = false
  let connections = 0

  const answer = (status: number, data: readonly unknown[], errors: readonly string[] = []) => ({
    status,
    body: { data, errors: errors.map((description) => ({ description })) },
  })
  const v1Error = (type: number, description: string) => ({
    status: 200,
    body: [{ error: { type, address: '', description } }],
  })

  function pair(body: unknown) {
    const wanted = pairingSchema.safeParse(body)
    if (!wanted.success) return v1Error(7, 'invalid value, , for parameter, devicetype')
    if (!isButtonPressed) return v1Error(101, 'link button not pressed')
    isButtonPressed = false
    const username = randomUUID().replaceAll('-', '').padEnd(40, 'x')
    keys.add(username)
    return { status: 200, body: [{ success: { username, clientkey: 'F'.repeat(32) } }] }
  }

  function isTooFast(type: string): boolean {
    const nowMs = monotonicMs()
    commands.push({ type, atMs: nowMs })
    const recent = commands.filter((command) => command.type === type && nowMs - command.atMs < 1000)
    return recent.length > (LIMITS[type] ?? 10)
  }

  function change(type: string, id: string, body: unknown) {
    const targets = type === 'grouped_light' && id === GROUP ? lamps : lamps.filter((lamp) => lamp.id === id)
    if (targets.length === 0) return answer(404, [], ['Not Found'])
    const read = changeSchema.safeParse(body)
    if (!read.success) return answer(400, [], [z.prettifyError(read.error)])
    if (isTooFast(type)) return answer(429, [], ['Too Many Requests'])
    const results = targets.map((lamp) => changeLamp(lamp, read.data satisfies HueChange, type))
    const errors = [...new Set(results.flatMap((result) => result.errors))]
    if (type === 'light' && results.some(({ unsupported }) => unsupported)) return answer(400, [], errors)
    return answer(errors.length > 0 ? 207 : 200, [{ rid: id, rtype: type }], errors)
  }

  function resource(method: string, path: string, body: unknown) {
    const [, type, id] = /^\/clip\/v2\/resource(?:\/(\w+)(?:\/([\w-]+))?)?$/.exec(path) ?? []
    if (method === 'PUT' && type && id) return change(type, id, body)
    if (method !== 'GET') return answer(405, [], ['Method Not Allowed'])
    const found = resourcesOf(lamps).filter((one) => (!type || one.type === type) && (!id || one.id === id))
    return id && found.length === 0 ? answer(404, [], ['Not Found']) : answer(200, found)
  }

  function route({ method = '', url: path = '', headers }: IncomingMessage, text: string) {
    const body: unknown = text === '' ? undefined : JSON.parse(text)
    const isJson = headers['content-type']?.startsWith('application/json') === true
    if (method !== 'GET' && !isJson) return answer(400, [], ['the body is not JSON'])
    if (path === '/api/config')
      return {
        status: 200,
        body: { name: 'Hue Bridge', bridgeid: bridgeId.toUpperCase(), modelid: 'BSB002' },
      }
    if (path === '/api') return method === 'POST' ? pair(body) : v1Error(4, 'method, GET, not available')
    if (!path.startsWith('/clip/v2/resource')) return answer(404, [], ['Not Found'])
    if (!keys.has(String(headers['hue-application-key']))) return answer(403, [], ['Forbidden'])
    const failure = failures.shift()
    return failure === undefined ? resource(method, path, body) : answer(failure, [], ['error'])
  }

  const server = createServer({ key: certificate.key, cert: certificate.cert }, async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    const text = Buffer.concat(chunks).toString()
    const { status, body } = route(request, text)
    const key = request.headers['hue-application-key']?.toString()
    requests.push({
      method: request.method ?? '',
      path: request.url ?? '',
      key,
      status,
      body: text && JSON.parse(text),
    })
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
  })
  server.on('secureConnection', () => {
    connections += 1
  })
  await new Promise<void>((resolve) => server.listen(options.port ?? 0, '127.0.0.1', resolve))

  return {
    port: (server.address() as AddressInfo).port,
    fingerprint: certificate.fingerprint,
    bridgeId,
    /** The lamps, which a test can change. Removing one makes the bridge forget it. */
    lamps,
    group: GROUP,
    requests,
    connections: () => connections,
    /** The requests that changed something, in order. */
    changes: () =>
      requests
        .filter(({ method, status }) => method === 'PUT' && status < 300)
        .map(({ path, body }) => ({ path, body })),
    pressButton() {
      isButtonPressed = true
    },
    /** A key as after a pairing. */
    addKey() {
      const key = randomUUID()
      keys.add(key)
      return key
    },
    forgetKeys: () => keys.clear(),
    /** The next requests with a key are answered with these statuses. */
    fail: (...statuses: number[]) => failures.push(...statuses),
    stop: () => closeServer(server),
  }
}
export type FakeHueBridge = Awaited<ReturnType<typeof startFakeHueBridge>>
