// Sends a request over http, to this computer or the local network.
import { request as httpRequest, type IncomingMessage } from 'node:http'
import { isIP } from 'node:net'
import type { Guard } from '../../../model/guard.ts'
import { isPrivateAddress, PublicAddress, privateLookup } from './private-address.ts'
import { LONGEST_ANSWER, type SendRequest } from './redirects.ts'

/**
 * Uses Node.js instead of Electron's net: only Node.js lets the program check the addresses of a name for the connection
 * itself. It also uses no proxy, which would look the name up by itself. Rejects with a PublicAddress, or Node's error.
 */
export const createPrivateRequest =
  (guard: Guard): SendRequest =>
  ({ method, url, headers, body }, signal) =>
    new Promise((resolve, reject) => {
      const host = url.hostname.replace(/^\[|\]$/g, '')
      // For an address, Node calls no lookup.
      if (isIP(host) !== 0 && !isPrivateAddress(host)) return reject(new PublicAddress(host))
      const sent = httpRequest({
        method,
        headers,
        signal,
        host,
        port: url.port || 80,
        path: url.pathname + url.search,
        lookup: privateLookup(),
        agent: false,
      })
      sent.on('error', guard('A failed web request', reject))
      sent.on(
        'response',
        guard('The answer of a web request', (response: IncomingMessage) => {
          let bytes = 0
          const end = new Promise<void>((done) => {
            response.on('close', guard('The end of an answer', done))
          })
          response.on(
            'error',
            guard('An answer that is cut off', () => {}),
          )
          response.on(
            'data',
            guard('Reading an answer', (piece: Buffer) => {
              bytes += piece.length
              if (bytes > LONGEST_ANSWER) sent.destroy()
            }),
          )
          resolve({ status: response.statusCode ?? 0, location: response.headers.location ?? null, end })
        }),
      )
      sent.end(body ?? undefined)
    })
