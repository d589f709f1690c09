// net.request: one request as Electron's ClientRequest tells of it: redirects one by one, then the answer as a stream.
import { EventEmitter } from 'node:events'
import { Readable } from 'node:stream'
import type { ReadableStream } from 'node:stream/web'
import type { ClientRequest, ClientRequestConstructorOptions, IncomingMessage, Net } from 'electron'
import { loud } from './loud.ts'
import { type Guard, guardOf } from './session.ts'

type Send = (url: string, init: RequestInit) => Promise<Response>
type Used = 'end' | 'abort' | 'followRedirect'
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

/** The answer's body as a stream with what Electron says beside it. A cut one ends in an error. */
function messageOf({ status, statusText, headers, body }: Response) {
  const stream = body ? Readable.fromWeb(body as ReadableStream) : Readable.from([])
  return Object.assign(stream, {
    statusCode: status,
    statusMessage: statusText,
    headers: Object.fromEntries(headers),
  } satisfies Pick<IncomingMessage, UsedOfAnswer>)
}

/** `send` asks once, without following. */
export const createRequest =
  (send: Send): ((...args: Parameters<Net['request']>) => object) =>
  (given) => {
    const options = typeof given === 'string' ? { url: given } : given
    const guard: Guard = guardOf(options.session)
    const emitter = new EventEmitter()
    const stop = new AbortController()
    let follows = false

    async function ask(url: string): Promise<void> {
      if (!(await guard(url))) throw new Error('net::ERR_BLOCKED_BY_CLIENT')
      const headers = new Headers()
      for (const [name, value] of Object.entries(options.headers ?? {})) headers.set(name, String(value))
      const method = options.method ?? 'GET'
      const response = await send(url, { method, headers, redirect: 'manual', signal: stop.signal })
      if (!isRedirect(response)) {
        const message = messageOf(response)
        message.on('error', (error) => stop.signal.aborted || emitter.emit('error', error))
        // Outside of every promise, as in Electron: what a listener throws is nobody's to catch.
        process.nextTick(() => emitter.emit('response', message))
        return
      }
      const target = new URL(response.headers.get('location') ?? '', url).href
      follows = (options.redirect ?? 'follow') === 'follow'
      emitter.emit('redirect', response.status, method, target, {})
      if (stop.signal.aborted) return
      if (!follows) throw new Error('Redirect was cancelled')
      await ask(target)
    }

    const members = {
      end() {
        ask(urlOf(options)).catch((error: unknown) => stop.signal.aborted || emitter.emit('error', error))
        return request
      },
      abort() {
        stop.abort()
        emitter.emit('abort')
      },
      followRedirect() {
        follows = true
      },
    } satisfies Record<Used & keyof ClientRequest, unknown>
    const request: object = loud('ClientRequest', Object.assign(emitter, members))
    return request
  }
