// A JSON request to a device in the local network. Redirects are not followed.

import { type Agent, type ClientRequest, request as httpRequest, type IncomingMessage } from 'node:http'
import type { LookupFunction } from 'node:net'
import type { Guard } from '../../model/guard.ts'
import { type Problem, safeDetail } from '../../model/problems/problem.ts'
import type { Clock } from '../../model/timing/clock.ts'
import { readJson } from '../../reading/json.ts'
import { OutputError } from './output-driver.ts'
import { PublicAddress } from './web-request/private-address.ts'

/** Devices in the local network answer within a second. Half of a message's time is left to find one that has moved. */
export const DEVICE_TIMEOUT_MS = 5000

export interface DeviceAddress {
  host: string
  port: number
  /** Makes the connections. A secure agent encrypts them itself. */
  agent: Agent
  /** Resolves the host; Node's own if it is left out. */
  lookup?: LookupFunction
}

export interface JsonRequest {
  method: 'GET' | 'POST' | 'PUT'
  path: string
  headers?: Readonly<Record<string, string>>
  body?: unknown
  /** The largest answer that is read, in bytes. */
  limitBytes: number
}

/** `body` is undefined if it is not JSON. */
export interface JsonAnswer {
  status: number
  body: unknown
}

/** What a request needs while it runs. */
export interface Running {
  clock: Pick<Clock, 'after'>
  guard: Guard
  signal: AbortSignal
}

/**
 * Resolves to the answer, whatever its status. Rejects with an OutputError if there is none within `DEVICE_TIMEOUT_MS`, if
 * it is too large, or if `signal` is aborted.
 */
export function requestJson(
  { host, port, agent, lookup }: DeviceAddress,
  { method, path, headers, body, limitBytes }: JsonRequest,
  { clock, guard, signal }: Running,
): Promise<JsonAnswer> {
  return new Promise((resolve, reject) => {
    // The length, not chunks: the web server of WLED does not read chunks.
    const content = body === undefined ? null : Buffer.from(JSON.stringify(body))
    const end = (settle: () => void) => {
      stopTimer()
      signal.removeEventListener('abort', onAbort)
      settle()
    }
    let request: ClientRequest | null = null
    const fail = (error: OutputError) =>
      end(() => {
        reject(error)
        request?.destroy()
      })
    const onAbort = () => fail(unreachable(host, 'ABORT_ERR'))
    const stopTimer = clock.after(DEVICE_TIMEOUT_MS, () =>
      fail(new OutputError({ kind: 'output-timed-out', next: 'retries', host, afterMs: DEVICE_TIMEOUT_MS })),
    )
    if (signal.aborted) return onAbort()
    signal.addEventListener('abort', onAbort)

    request = httpRequest({
      host,
      port,
      method,
      path,
      agent,
      ...(lookup && { lookup }),
      headers: {
        accept: 'application/json',
        host: hostHeader(host, port),
        ...(content && { 'content-type': 'application/json', 'content-length': content.length }),
        ...headers,
      },
    })
    const onError = guard('A request to a device', (error: Error) => fail(errorOf(host, error)))
    const onResponse = guard('The answer of a device', (response: IncomingMessage) => {
      const chunks: Buffer[] = []
      let bytes = 0
      const onData = guard('The answer of a device', (chunk: Buffer) => {
        chunks.push(chunk)
        bytes += chunk.length
        if (bytes > limitBytes) fail(refused(host, `> ${limitBytes} B`))
      })
      const onEnd = guard('The answer of a device', () => {
        const body = readJson(Buffer.concat(chunks).toString('utf8'))
        end(() => resolve({ status: response.statusCode ?? 0, body }))
      })
      response.on('data', onData).on('error', onError).on('end', onEnd)
    })
    request.on('error', onError).on('response', onResponse)
    request.end(content ?? undefined)
  })
}

const hostHeader = (host: string, port: number) => `${host.includes(':') ? `[${host}]` : host}:${port}`

/** The device answered, but did not accept the request. */
export const refused = (host: string, detail: string): OutputError =>
  new OutputError({ kind: 'output-refused', next: 'retries', host, detail: safeDetail(detail) })

const unreachable = (host: string, detail: string): OutputError =>
  new OutputError({ kind: 'output-unreachable', next: 'retries', host, detail })

/** An OutputError of the agent or the lookup stays as it is. */
function errorOf(host: string, error: Error & { code?: unknown }): OutputError {
  if (error instanceof OutputError) return error
  if (error instanceof PublicAddress)
    return new OutputError({ kind: 'output-address-public', next: 'person', host })
  return unreachable(host, typeof error.code === 'string' ? error.code : safeDetail(error.message))
}

/** The problem of a failed request. */
export const problemOf = (error: unknown): Problem | null =>
  error instanceof OutputError ? error.problem : null
