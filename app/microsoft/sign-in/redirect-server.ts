// The HTTP server at the redirect URI: one form is Entra's response, and every other request is refused.
import { createServer, type IncomingMessage, type Server, type ServerResponse, STATUS_CODES } from 'node:http'
import type { Duplex } from 'node:stream'
import { hasCode } from '../../model/problems/thrown-error.ts'
import type { Clock } from '../../model/timing/clock.ts'
import { type BrowserPages, PAGE_POLICY, type RequestFault } from './browser-page.ts'
import { createLoopbackConnections } from './loopback-connections.ts'
import { readSignInForm, type SignInForm } from './sign-in-form.ts'

/** Of the headers, and of the body. A code is 1 to 2 kB; the headers carry the cookies of all programs on localhost. */
const LIMIT_BYTES = 64 * 1024

const statusOf: Readonly<Record<RequestFault, number>> = {
  host: 400,
  path: 400,
  method: 405,
  type: 415,
  size: 413,
  headers: 431,
  form: 400,
  state: 400,
  code: 400,
  answered: 409,
  unreadable: 400,
  slow: 408,
}

export interface RedirectServerParts {
  /** The `state` that the form must contain. */
  state: string
  pages: BrowserPages
  clock: Pick<Clock, 'after'>
}

/** For one sign-in. The pages are rendered beforehand, as no promise catches an error in an event listener. */
export function createRedirectServer({ state, pages, clock }: RedirectServerParts) {
  const servers: Server[] = []
  /** To the request with the form; it is sent once the outcome of the sign-in is known. */
  let pendingResponse: ServerResponse | null = null
  let resolveAnswer: (form: SignInForm) => void = () => {}
  const answer = new Promise<SignInForm>((resolve) => {
    resolveAnswer = resolve
  })
  let expectedHost = ''
  let closed = false

  const isPending = (socket: Duplex) => pendingResponse !== null && pendingResponse.socket === socket
  const connections = createLoopbackConnections({
    clock,
    onTimeout: (socket) => refuse(socket, 'slow'),
    isKept: isPending,
  })

  const faultPage = (fault: RequestFault) => pages.refused[pendingResponse ? 'answered' : fault]

  /** Writes the response to a connection for which Node creates none, and ends it. */
  function refuse(socket: Duplex, fault: RequestFault) {
    if (isPending(socket)) return
    if (!socket.writable) return void socket.destroy()
    const page = faultPage(fault)
    const status = statusOf[fault]
    const headers = Object.entries(headersOf(page)).map(([name, value]) => `${name}: ${value}\r\n`)
    socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${headers.join('')}\r\n${page}`, () =>
      socket.destroy(),
    )
  }

  function onRequest(request: IncomingMessage, response: ServerResponse) {
    response.on('error', () => {})
    receive(request, response).catch(() => response.destroy())
  }

  async function receive(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await bodyOf(request)
    // Refused meanwhile, because of data behind the request.
    if (!response.socket?.writable) return
    const form = check(request, body)
    if (typeof form === 'string') return respond(response, statusOf[form], faultPage(form))
    pendingResponse = response
    if (response.socket) connections.stopTimeout(response.socket)
    resolveAnswer(form)
  }

  function check(
    { headersDistinct, method, url, headers }: IncomingMessage,
    body: string | null,
  ): SignInForm | RequestFault {
    const hosts = headersDistinct.host ?? []
    // A web page whose name resolves to this computer sends its own name (DNS rebinding).
    if (hosts.length !== 1 || hosts[0]?.toLowerCase() !== expectedHost) return 'host'
    if (body === null) return 'size'
    // Compared without parsing, which may throw for a hostile URL.
    if (url !== '/') return 'path'
    if (method !== 'POST') return 'method'
    const type = headers['content-type']?.split(';')[0]?.trim().toLowerCase()
    if (type !== 'application/x-www-form-urlencoded') return 'type'
    const form = readSignInForm(body, state)
    return typeof form !== 'string' && pendingResponse ? 'answered' : form
  }

  function close(end: 'done' | 'failed') {
    if (closed) return
    closed = true
    for (const server of servers) server.close()
    connections.close()
    if (pendingResponse?.socket) connections.startTimeout(pendingResponse.socket)
    if (pendingResponse) respond(pendingResponse, 200, pages[end])
    pendingResponse = null
  }

  return {
    /** Creates a server that does not listen yet; `close` closes it. */
    createServer() {
      // `check` refuses a missing Host header with a page; Node would send an empty response.
      const server = createServer({ maxHeaderSize: LIMIT_BYTES, requireHostHeader: false })
      // Pipelined requests after the first are ignored.
      server.maxRequestsPerSocket = 1
      server.on('connection', connections.add)
      server.on('request', onRequest)
      // Otherwise Node answers an unknown Expect header with an empty 417.
      server.on('checkExpectation', onRequest)
      server.on('clientError', (error, socket) => {
        refuse(socket, hasCode(error, 'HPE_HEADER_OVERFLOW') ? 'headers' : 'unreadable')
      })
      server.on('connect', (_request, socket) => refuse(socket, 'method'))
      // For example no file descriptors left: the next connection may succeed.
      server.on('error', () => {})
      servers.push(server)
      return server
    },

    /** Accepts the response from now on, with this Host header, such as `localhost:49152`. */
    acceptAt(host: string) {
      expectedHost = host
    },
    /** The first form with the right state. */
    answer,
    close,
  }
}

/** The body as text; null when it is longer than the limit. Rejects when the connection breaks. */
function bodyOf(request: IncomingMessage): Promise<string | null> {
  return new Promise((resolve, reject) => {
    const parts: Buffer[] = []
    let bytes = 0
    request.on('data', (part: Buffer) => {
      bytes += part.length
      if (bytes <= LIMIT_BYTES) parts.push(part)
      else resolve(null)
    })
    request.on('end', () => resolve(Buffer.concat(parts).toString('utf8')))
    request.on('error', reject)
  })
}

function respond(response: ServerResponse, status: number, page: string) {
  if (response.headersSent || response.destroyed) return
  response.writeHead(status, { ...headersOf(page), ...(status === 405 ? { allow: 'POST' } : {}) }).end(page)
}

const headersOf = (page: string) => ({
  'content-type': 'text/html; charset=utf-8',
  'content-length': String(Buffer.byteLength(page)),
  'cache-control': 'no-store',
  'content-security-policy': PAGE_POLICY,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  connection: 'close',
})
