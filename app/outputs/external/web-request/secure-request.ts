// Sends a request over https, to any host.
import type { ClientRequestConstructorOptions, IncomingMessage } from 'electron'
import type { Guard } from '../../../model/guard.ts'
import { LONGEST_ANSWER, type SendRequest } from './redirects.ts'

/** Electron's net, as far as it is used. */
export interface RequestNet {
  request(options: ClientRequestConstructorOptions): {
    on(event: 'error', listener: (error: Error) => void): unknown
    on(event: 'redirect', listener: (status: number, method: string, location: string) => void): unknown
    on(event: 'response', listener: (response: IncomingMessage) => void): unknown
    abort(): void
    end(chunk?: string): unknown
  }
}

/**
 * Uses Electron's net, as the requests to Microsoft do: with the system's proxy, without which many companies have no way
 * out, and the system's certificates, also those of the company or of the user's own authority. net.fetch cannot return a
 * redirect, so this is net.request. No cookies, no cache. Rejects with Chromium's error.
 */
export const createSecureRequest =
  (net: RequestNet, guard: Guard): SendRequest =>
  ({ method, url, headers, body }, signal) =>
    new Promise((resolve, reject) => {
      const sent = net.request({
        method,
        url: url.href,
        headers: { ...headers },
        redirect: 'manual',
        credentials: 'omit',
        cache: 'no-store',
        referrerPolicy: 'no-referrer',
      })
      const abort = guard('Ending a web request', () => {
        // Electron does not emit `error` for it.
        reject(signal.reason)
        sent.abort()
      })
      if (signal.aborted) return abort()
      signal.addEventListener('abort', abort, { once: true })
      sent.on('error', guard('A failed web request', reject))
      sent.on(
        'redirect',
        guard('The redirect of a web request', (status: number, _method: string, location: string) => {
          resolve({ status, location, end: Promise.resolve() })
          sent.abort()
        }),
      )
      sent.on(
        'response',
        guard('The answer of a web request', (response: IncomingMessage) => {
          let bytes = 0
          const end = new Promise<void>((done) => {
            const stop = guard('The end of an answer', () => done())
            response.on('end', stop)
            response.on('aborted', stop)
            response.on('error', stop)
            response.on(
              'data',
              guard('Reading an answer', (piece: Buffer) => {
                bytes += piece.length
                if (bytes <= LONGEST_ANSWER) return
                sent.abort()
                done()
              }),
            )
          })
          resolve({ status: response.statusCode, location: null, end })
        }),
      )
      sent.end(body ?? undefined)
    })
