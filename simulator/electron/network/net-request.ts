// net.request: a request with the events of Electron's ClientRequest: each redirect, then the response as a stream.
import { EventEmitter } from 'node:events'
import { Readable } from 'node:stream'
import type { ReadableStream } from 'node:stream/web'
import type { ClientRequest, ClientRequestConstructorOptions, IncomingMessage, Net } from 'electron'
import { strictMembers } from '../strict-members.ts'
import { type Guard, guardOf } from '../window/session.ts'

type Send = (url: string, init: RequestInit) => Promise<Response>
type Used = 'end' | 'abort' | 'followRedirect'
/** The request object that the app gets. */
export interface SimulatedRequest extends EventEmitter {
  end(chunk?: string): SimulatedRequest
  abort(): void
  followRedirect(): void
}
type UsedOfAnswer = 'statusCode' | 'statusMessage' | 'headers'

const isRedirect = ({ status, headers }: Response) => status >= 300 && status < 400 && headers.has('location')

function urlOf({
  url,
  protocol = 'http:',
  hostname = '',
  port,
  path = '/',
}: ClientRequestConstructorOptions) {
  return url ?? `${protocol}//${hostname}${port ? `:${port}` : ''}${path}`
}

/** The response's body as a stream, with status and headers. A truncated body ends in an error. */
function messageOf({ status, statusText, headers, body }: Response) {
  const stream = body ? Readable.fromWeb(body as ReadableStream) : Readable.from([])
  return Object.assign(stream, {
    statusCode: status,
    statusMessage: statusText,
    headers: Object.fromEntries(headers),
  } satisfies Pick<IncomingMessage, UsedOfAnswer>)
}

const overHttp = /^https?:/i
/** The error of a request with redirect mode `error` (lib/common/api/net-client-request.ts). */
export const redirectRefused = "Attempted to redirect, but redirect policy was 'error'"

/** `send` sends one request and does not follow redirects. */
export const createRequest =
  (send: Send): ((...args: Parameters<Net['request']>) => SimulatedRequest) =>
  (given) => {
    const options = typeof given === 'string' ? { url: given } : given
    if (!overHttp.test(urlOf(options))) {
      throw new Error('ClientRequest only supports http: and https: protocols')
    }
    const guard: Guard = guardOf(options.session)
    const emitter = new EventEmitter()
    const stop = new AbortController()
    /** Whether the redirect is followed whose listeners are running; null outside of a `redirect` event. */
    let follows: boolean | null = null
    let body: string | null = null

    async function ask(url: string): Promise<void> {
      if (!(await guard(url))) throw new Error('net::ERR_BLOCKED_BY_CLIENT')
      const headers = new Headers()
      for (const [name, value] of Object.entries(options.headers ?? {})) headers.set(name, String(value))
      const method = options.method ?? 'GET'
      if (!overHttp.test(url)) throw new Error('net::ERR_UNSAFE_REDIRECT')
      const response = await send(url, { method, headers, body, redirect: 'manual', signal: stop.signal })
      if (!isRedirect(response)) {
        const message = messageOf(response)
        message.on('error', (error) => stop.signal.aborted || emitter.emit('error', error))
        // Outside of any promise, as in Electron: an error thrown by a listener is an uncaught exception.
        process.nextTick(() => emitter.emit('response', message))
        return
      }
      const target = new URL(response.headers.get('location') ?? '', url).href
      if (options.redirect === 'error') throw new Error(redirectRefused)
      follows = (options.redirect ?? 'follow') === 'follow'
      emitter.emit('redirect', response.status, method, target, {})
      const followed = follows
      follows = null
      if (stop.signal.aborted) return
      if (!followed) throw new Error('Redirect was cancelled')
      await ask(target)
    }

    const members = {
      end(chunk?: string) {
        body = chunk ?? null
        ask(urlOf(options)).catch((error: unknown) => stop.signal.aborted || emitter.emit('error', error))
        return request
      },
      abort() {
        if (stop.signal.aborted) return
        stop.abort()
        process.nextTick(() => emitter.emit('abort'))
      },
      followRedirect() {
        if (follows === null) {
          throw new Error('followRedirect() called, but was not waiting for a redirect')
        }
        follows = true
      },
    } satisfies Record<Used & keyof ClientRequest, unknown>
    const request: SimulatedRequest = strictMembers('ClientRequest', Object.assign(emitter, members))
    return request
  }
