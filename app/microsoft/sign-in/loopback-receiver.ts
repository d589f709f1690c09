// What is sent to the port of a sign-in: the one form that answers it, and everything else, which changes nothing.
import { createServer, type IncomingMessage, type Server, type ServerResponse, STATUS_CODES } from 'node:http'
import type { Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import type { Clock } from '../../model/timing/clock.ts'
import { type BrowserPages, PAGE_POLICY, type RequestFault } from './browser-page.ts'
import { readSignInForm, type SignInForm } from './sign-in-form.ts'

/** Of headers, and of a body. A code is 1 to 2 kB; the cookies of every program on localhost come with the headers. */
const LIMIT_BYTES = 64 * 1024
/** From the connection to the end of the request, in ms. */
const REQUEST_MS = 10_000
/** Above this the oldest one makes room: a flood must not keep the browser out. */
const MOST_CONNECTIONS = 200

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

export interface ReceiverParts {
  /** What the form has to carry. */
  state: string
  pages: BrowserPages
  clock: Pick<Clock, 'after'>
}

export interface Receiver {
  /** A server that listens nowhere yet; `close` ends it. */
  makeServer(): Server
  /** From now on requests to this host, such as `localhost:49152`, may be the answer. */
  openAt(host: string): void
  /** The first form with the right state. */
  answer: Promise<SignInForm>
  close(end: 'done' | 'failed'): void
}

/** For one sign-in. The pages are made before: where an event throws there is no promise around it. */
export function createReceiver({ state, pages, clock }: ReceiverParts): Receiver {
  const servers: Server[] = []
  /** In the order they came, each with what stops its deadline. */
  const connections = new Map<Duplex, () => void>()
  let answered: ServerResponse | null = null
  let settle: (form: SignInForm) => void = () => {}
  const answer = new Promise<SignInForm>((resolve) => {
    settle = resolve
  })
  let expectedHost = ''
  let closed = false

  const awaitsEnd = (socket: Duplex): boolean => answered !== null && answered.socket === socket

  function setDeadline(socket: Duplex) {
    connections.get(socket)?.()
    connections.set(
      socket,
      clock.after(REQUEST_MS, () => turnAway(socket, 'slow')),
    )
  }

  function admit(socket: Socket) {
    // Of a CONNECT Node takes its own listeners away: one that breaks off would end the program.
    socket.on('error', () => {})
    socket.once('close', () => forget(socket))
    if (closed) return void socket.destroy()
    setDeadline(socket)
    if (connections.size <= MOST_CONNECTIONS) return
    const oldest = [...connections.keys()].find((one) => !awaitsEnd(one))
    if (!oldest) return
    forget(oldest)
    oldest.destroy()
  }

  function forget(socket: Duplex) {
    connections.get(socket)?.()
    connections.delete(socket)
  }

  /** Once the answer has come, nothing is missing any more. */
  const pageAbout = (fault: RequestFault): string => pages.refused[answered ? 'answered' : fault]

  /** Says what is wrong where no response can be made, and ends the connection. */
  function turnAway(socket: Duplex, fault: RequestFault) {
    if (awaitsEnd(socket)) return
    if (!socket.writable) return void socket.destroy()
    const page = pageAbout(fault)
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
    // Turned away meanwhile, for what came behind it.
    if (!response.socket?.writable) return
    const form = judge(request, body)
    if (typeof form === 'string') return respond(response, statusOf[form], pageAbout(form))
    // It is shown how the sign-in ended once that is known.
    answered = response
    if (response.socket) connections.get(response.socket)?.()
    settle(form)
  }

  function judge(
    { headersDistinct, method, url, headers }: IncomingMessage,
    body: string | null,
  ): SignInForm | RequestFault {
    const hosts = headersDistinct.host ?? []
    // A page whose own name was led to this computer names that (DNS rebinding).
    if (hosts.length !== 1 || hosts[0]?.toLowerCase() !== expectedHost) return 'host'
    if (body === null) return 'size'
    // Compared as it stands: parsing what a stranger wrote may throw.
    if (url !== '/') return 'path'
    if (method !== 'POST') return 'method'
    const type = headers['content-type']?.split(';')[0]?.trim().toLowerCase()
    if (type !== 'application/x-www-form-urlencoded') return 'type'
    const form = readSignInForm(body, state)
    return typeof form !== 'string' && answered ? 'answered' : form
  }

  function close(end: 'done' | 'failed') {
    if (closed) return
    closed = true
    for (const server of servers) server.close()
    for (const socket of [...connections.keys()]) if (!awaitsEnd(socket)) socket.destroy()
    if (answered?.socket) setDeadline(answered.socket)
    if (answered) respond(answered, 200, pages[end])
    answered = null
  }

  return {
    makeServer() {
      // A missing Host header is looked for in `judge`, so that it gets a page too.
      const server = createServer({ maxHeaderSize: LIMIT_BYTES, requireHostHeader: false })
      // What is pipelined behind the first request is not looked at.
      server.maxRequestsPerSocket = 1
      server.on('connection', admit)
      server.on('request', onRequest)
      // An Expect header that Node does not know ends in an empty 417 otherwise.
      server.on('checkExpectation', onRequest)
      server.on('clientError', (error, socket) => {
        const isLarge = 'code' in error && error.code === 'HPE_HEADER_OVERFLOW'
        turnAway(socket, isLarge ? 'headers' : 'unreadable')
      })
      server.on('connect', (_request, socket) => turnAway(socket, 'method'))
      // Out of file descriptors, for instance: the next connection may work.
      server.on('error', () => {})
      servers.push(server)
      return server
    },

    openAt(host) {
      expectedHost = host
    },
    answer,
    close,
  }
}

/** The body as text; null when it is longer than the limit. Rejects when it breaks off. */
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
