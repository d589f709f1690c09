// Connections to a Hue bridge. Its certificate is its own, so no authority is asked: it has to be the one of the pairing.

import { Agent, type ClientRequestArgs } from 'node:http'
import { isIP } from 'node:net'
import type { Duplex } from 'node:stream'
import { connect, type TLSSocket } from 'node:tls'
import type { Guard } from '../../../model/guard.ts'
import type { ProblemOf } from '../../../model/problems/problem.ts'
import { OutputError } from '../output-driver.ts'

/** The certificate of a connection. */
export interface BridgeCertificate {
  /** SHA-256, in lower-case hexadecimal digits. */
  fingerprint: string
  /** The common name: the bridge's id, in lower-case letters ("Using HTTPS", Hue developer documentation). */
  commonName: string
}

/**
 * An HTTP agent whose connections are encrypted. `accepts` decides before anything is sent: if it is false, the request
 * fails with the problem `output-certificate-untrusted` and the connection is closed. One connection serves several
 * requests one after the other; `destroy` closes it.
 */
export class PinnedAgent extends Agent {
  readonly #accepts: (certificate: BridgeCertificate) => boolean
  readonly #guard: Guard
  readonly #sockets = new Set<TLSSocket>()

  constructor(guard: Guard, accepts: (certificate: BridgeCertificate) => boolean) {
    super({ keepAlive: true, maxSockets: 1 })
    this.#guard = guard
    this.#accepts = accepts
  }

  override createConnection(
    options: ClientRequestArgs,
    callback?: (error: Error | null, socket: Duplex) => void,
  ): undefined {
    const host = options.host ?? ''
    const socket = connect({
      host,
      port: Number(options.port),
      ...(isIP(host) === 0 && { servername: host }),
      // `accepts` checks the certificate instead.
      rejectUnauthorized: false,
    })
    this.#sockets.add(socket)
    const guard = this.#guard
    const onClose = guard('A connection to a Hue bridge', () => this.#sockets.delete(socket))
    const onError = guard('A connection to a Hue bridge', (error: Error) => callback?.(error, socket))
    const onConnection = guard('A connection to a Hue bridge', () => {
      const certificate = certificateOf(socket)
      if (this.#accepts(certificate)) {
        socket.off('error', onError)
        callback?.(null, socket)
      } else {
        socket.destroy(new OutputError(untrusted(host, certificate)))
      }
    })
    socket.once('close', onClose).once('error', onError).once('secureConnect', onConnection)
  }

  /** Closes all connections, also those that are not yet established. */
  override destroy(): void {
    for (const socket of this.#sockets) socket.destroy()
    super.destroy()
  }
}

const untrusted = (
  host: string,
  { fingerprint }: BridgeCertificate,
): ProblemOf<'output-certificate-untrusted'> => ({
  kind: 'output-certificate-untrusted',
  next: 'person',
  host,
  detail: `SHA-256 ${fingerprint.slice(0, 16)}…`,
})

function certificateOf(socket: TLSSocket): BridgeCertificate {
  const { fingerprint256 = '', subject } = socket.getPeerCertificate()
  return {
    fingerprint: fingerprint256.replaceAll(':', '').toLowerCase(),
    commonName: String(subject?.CN ?? '').toLowerCase(),
  }
}
