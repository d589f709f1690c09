// net: requests by Node's fetch with Chromium's error codes, and a network that can be disconnected.
import { readFile } from 'node:fs/promises'
import { extname } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Net } from 'electron'
import type { Desktop } from '../../desktop/desktop.ts'
import type { Simulation } from '../../desktop/simulation.ts'
import { strictMembers } from '../strict-members.ts'
import type { AnswerScheme } from '../window/protocol.ts'
import { createRequest, redirectRefused } from './net-request.ts'

const loopback = new Set(['127.0.0.1', 'localhost', '[::1]'])
/** Chromium's error without a network. */
const disconnected = () => new Error('net::ERR_INTERNET_DISCONNECTED')

/** Throws the error of a request if the desktop is offline or has a network error. */
export function assertConnected({ online, netError }: Desktop): void {
  if (!online) throw disconnected()
  if (netError !== null) throw new Error(`net::${netError}`)
}

// Node's error codes of failed connections, and Chromium's (net/base/net_error_list.h).
const netErrors: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'ERR_CONNECTION_REFUSED',
  ECONNRESET: 'ERR_CONNECTION_RESET',
  EPIPE: 'ERR_CONNECTION_RESET',
  UND_ERR_SOCKET: 'ERR_CONNECTION_CLOSED',
  ENOTFOUND: 'ERR_NAME_NOT_RESOLVED',
  EAI_AGAIN: 'ERR_NAME_NOT_RESOLVED',
  ETIMEDOUT: 'ERR_CONNECTION_TIMED_OUT',
  UND_ERR_CONNECT_TIMEOUT: 'ERR_CONNECTION_TIMED_OUT',
  UND_ERR_HEADERS_TIMEOUT: 'ERR_TIMED_OUT',
  EHOSTUNREACH: 'ERR_ADDRESS_UNREACHABLE',
}

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.json': 'application/json',
}

/** Whether a request may be sent: only to this machine and to the simulated Microsoft. */
function mayReach(simulation: Simulation, url: URL): boolean {
  return loopback.has(url.hostname) || url.origin === simulation.microsoft?.origin
}

function chromiumError(error: unknown): unknown {
  if (!(error instanceof TypeError)) return error
  const cause: unknown = error.cause
  // Node has no error codes for these two.
  if (cause instanceof Error && cause.message === 'unexpected redirect') return new Error(redirectRefused)
  if (cause instanceof Error && /scheme must be a HTTP/.test(cause.message)) {
    return new Error('net::ERR_UNSAFE_REDIRECT', { cause })
  }
  const code = cause instanceof Error ? String(Reflect.get(cause, 'code')) : ''
  return new Error(`net::${netErrors[code] ?? 'ERR_FAILED'}`, { cause: error })
}

async function readLocal(url: string): Promise<Response> {
  const path = fileURLToPath(url)
  try {
    const type = types[extname(path)] ?? 'application/octet-stream'
    return new Response(await readFile(path), { headers: { 'content-type': type } })
  } catch (cause) {
    throw new Error('net::ERR_FILE_NOT_FOUND', { cause })
  }
}

/** The error of a truncated body, by its transfer encoding. */
const truncatedBodyError = (headers: Headers) =>
  headers.get('transfer-encoding') === 'chunked'
    ? 'net::ERR_INCOMPLETE_CHUNKED_ENCODING'
    : 'net::ERR_CONTENT_LENGTH_MISMATCH'

/** The response with Chromium's errors for its body. Its url is empty, as in Electron. */
function answerOf({ body, status, statusText, headers }: Response): Response {
  if (!body) return new Response(null, { status, statusText, headers })
  const reader = body.getReader()
  const wrapped = new ReadableStream<Uint8Array>({
    async pull(controller) {
      try {
        const { done, value } = await reader.read()
        if (done) controller.close()
        else controller.enqueue(value)
      } catch (cause) {
        controller.error(
          cause instanceof TypeError ? new Error(truncatedBodyError(headers), { cause }) : cause,
        )
      }
    },
    cancel: (reason) => reader.cancel(reason),
  })
  return new Response(wrapped, { status, statusText, headers })
}

/** The network connection of the desktop: `signal` aborts running requests when the desktop goes offline. */
export function createConnection(desktop: Desktop) {
  let disconnect = new AbortController()
  const isOnline = () => desktop.reportedOnline ?? desktop.online
  desktop.onChange(() => {
    if (desktop.online) return
    disconnect.abort(new Error('net::ERR_NETWORK_CHANGED'))
    disconnect = new AbortController()
  })
  return {
    signal: () => disconnect.signal,
    isOnline,
    get online() {
      return isOnline()
    },
  }
}

export function createNet(
  simulation: Simulation,
  desktop: Desktop,
  answerScheme: AnswerScheme,
  isReady: () => boolean,
) {
  const connection = createConnection(desktop)
  async function send(request: Request): Promise<Response> {
    assertConnected(desktop)
    if (!mayReach(simulation, new URL(request.url))) throw disconnected()
    const signal = AbortSignal.any([request.signal, connection.signal()])
    const answer = await fetch(request, { signal }).catch((error: unknown) => {
      throw chromiumError(error)
    })
    return answerOf(answer)
  }

  const members = {
    async fetch(input: string | Request, init?: RequestInit & { bypassCustomProtocolHandlers?: boolean }) {
      if (!isReady()) throw new Error('net.fetch cannot be called before app is ready')
      const request = new Request(input, init)
      const url = new URL(request.url)
      if (url.protocol === 'file:') return await readLocal(request.url)
      const own = init?.bypassCustomProtocolHandlers ? null : await answerScheme(request)
      if (own) return own
      if (!/^https?:$/.test(url.protocol)) throw new Error('net::ERR_UNKNOWN_URL_SCHEME')
      return await send(request)
    },
    request: createRequest((url, init) => send(new Request(url, init))),
    isOnline: connection.isOnline,
    get online() {
      return connection.online
    },
  } satisfies Pick<Net, 'isOnline' | 'online'> & Record<string, unknown>
  return strictMembers('net', members)
}
