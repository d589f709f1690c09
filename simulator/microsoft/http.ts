// One HTTP exchange: the recorded request and the reply.
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Permission } from './entra/scopes.ts'
import type { GraphRequest } from './faults.ts'

/** Far more than any request of the app; a larger body is refused. */
const LARGEST_BODY_BYTES = 1_000_000

/** A received request. The fake gets `https://HOST/PATH` as `/HOST/PATH`; here host and path are separate. */
export interface RecordedRequest {
  /** Epoch ms, by the fake's clock. */
  at: number
  method: string
  host: string
  path: string
  query: Record<string, string>
  /** Names in lower case. */
  headers: Record<string, string>
  /** Absent if the request has none. */
  body?: string
  /** For a request to Graph: its name, and the permissions of its token if the fake issued it. */
  name?: GraphRequest
  permissions?: readonly Permission[]
  /** The object id of the account of that token. */
  account?: string
}

export interface Reply {
  status: number
  headers: Record<string, string>
  body: string
}

/** Reads a whole request. Rejects if the client disconnects or the body is too large. */
export async function readRequest(incoming: IncomingMessage, at: number): Promise<RecordedRequest> {
  const url = new URL(incoming.url ?? '/', 'http://fake')
  const [, host = '', ...rest] = url.pathname.split('/')
  const body = await readBody(incoming)
  return {
    at,
    method: incoming.method ?? 'GET',
    host: host.toLowerCase(),
    path: `/${rest.join('/')}`,
    query: Object.fromEntries(url.searchParams),
    headers: Object.fromEntries(
      Object.entries(incoming.headers).map(([name, value]) => [name, [value ?? ''].flat().join(', ')]),
    ),
    ...(body === '' ? {} : { body }),
  }
}

async function readBody(incoming: IncomingMessage): Promise<string> {
  const parts: Buffer[] = []
  let bytes = 0
  for await (const part of incoming) {
    const buffer = Buffer.from(part)
    bytes += buffer.length
    if (bytes > LARGEST_BODY_BYTES) throw new Error('The request is larger than any that Microsoft is sent.')
    parts.push(buffer)
  }
  return Buffer.concat(parts).toString('utf8')
}

export function json(status: number, value: unknown, headers: Record<string, string> = {}): Reply {
  const body = JSON.stringify(value) ?? 'null'
  return { status, headers: { 'Content-Type': 'application/json; charset=utf-8', ...headers }, body }
}

export function html(status: number, body: string): Reply {
  return {
    status,
    headers: { 'Content-Type': 'text/html; charset=utf-8', 'Cache-Control': 'no-store' },
    body,
  }
}

export function send(outgoing: ServerResponse, reply: Reply): void {
  outgoing.writeHead(reply.status, {
    ...reply.headers,
    'Content-Length': String(Buffer.byteLength(reply.body)),
  })
  outgoing.end(reply.body)
}
