// net: requests by Node's fetch, failing in Chromium's words; a network that can be cut.
import { readFile } from 'node:fs/promises'
import { extname } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Net } from 'electron'
import type { Desktop } from '../../desktop/desktop.ts'
import type { World } from '../../desktop/world.ts'
import { loud } from '../loud.ts'
import type { AnswerScheme } from '../window/protocol.ts'
import { createRequest, redirectRefused } from './net-request.ts'

const loopback = new Set(['127.0.0.1', 'localhost', '[::1]'])
/** Chromium's words for a wire that is cut. */
const disconnected = () => new Error('net::ERR_INTERNET_DISCONNECTED')

/** Throws what a request meets that cannot get through. */
export function assertWired({ online, netError }: Desktop): void {
  if (!online) throw disconnected()
  if (netError !== null) throw new Error(`net::${netError}`)
}

// Node's words for a failed connection, and Chromium's (net/base/net_error_list.h).
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

/** Whether a request may leave: to this machine always, to the played Microsoft, nowhere else. */
function mayReach(world: World, url: URL): boolean {
  return loopback.has(url.hostname) || url.origin === world.microsoft?.origin
}

function chromiumError(error: unknown): unknown {
  if (!(error instanceof TypeError)) return error
  const cause: unknown = error.cause
  // Node has no codes for these two.
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

/** What a body that ends too early ends with, by how its end was to be known. */
const cutShort = (headers: Headers) =>
  headers.get('transfer-encoding') === 'chunked'
    ? 'net::ERR_INCOMPLETE_CHUNKED_ENCODING'
    : 'net::ERR_CONTENT_LENGTH_MISMATCH'

/** The answer with a body that fails in Chromium's words. As in Electron it does not say where it came from. */
function answerOf({ body, status, statusText, headers }: Response): Response {
  if (!body) return new Response(null, { status, statusText, headers })
  const reader = body.getReader()
  const told = new ReadableStream<Uint8Array>({
    async pull(controller) {
      try {
        const { done, value } = await reader.read()
        if (done) controller.close()
        else controller.enqueue(value)
      } catch (cause) {
        controller.error(cause instanceof TypeError ? new Error(cutShort(headers), { cause }) : cause)
      }
    },
    cancel: (reason) => reader.cancel(reason),
  })
  return new Response(told, { status, statusText, headers })
}

/** A wire that is cut while the desktop is offline: `signal` ends what is under way at that moment. */
export function createWire(desktop: Desktop) {
  let cut = new AbortController()
  const isOnline = () => desktop.saidOnline ?? desktop.online
  desktop.onChange(() => {
    if (desktop.online) return
    cut.abort(new Error('net::ERR_NETWORK_CHANGED'))
    cut = new AbortController()
  })
  return {
    signal: () => cut.signal,
    isOnline,
    get online() {
      return isOnline()
    },
  }
}

export function createNet(
  world: World,
  desktop: Desktop,
  answerScheme: AnswerScheme,
  isReady: () => boolean,
) {
  const wire = createWire(desktop)
  async function send(request: Request): Promise<Response> {
    assertWired(desktop)
    if (!mayReach(world, new URL(request.url))) throw disconnected()
    const signal = AbortSignal.any([request.signal, wire.signal()])
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
    isOnline: wire.isOnline,
    get online() {
      return wire.online
    },
  } satisfies Pick<Net, 'isOnline' | 'online'> & Record<string, unknown>
  return loud('net', members)
}
