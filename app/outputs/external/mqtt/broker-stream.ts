// Opens the connection to a broker: TCP, TLS or a web socket. Certificates are always verified.
import { connect, isIP, isIPv6 } from 'node:net'
import type { Duplex } from 'node:stream'
import { connect as connectTls, type SecureContext } from 'node:tls'
import { createWebSocketStream, WebSocket } from 'ws'
import type { TargetOf } from '../../../model/external-outputs/output-target.ts'
import type { Guard } from '../../../model/guard.ts'
import type { Clock } from '../../../model/timing/clock.ts'

/** A day at home has a few kilobytes. More than this in a minute is a fault or an attack. */
const MOST_BYTES = 1_000_000
const WINDOW_MS = 60_000

export interface StreamParts {
  target: TargetOf<'mqtt'>
  /** Null without TLS. */
  secureContext: SecureContext | null
  clock: Clock
  guard: Guard
  /** The longest time of the handshake of a web socket, ms. */
  handshakeMs: number
}

/** The stream of the MQTT packets. Throws if the target is not a valid address. It must have a listener for `error`. */
export function openBrokerStream(parts: StreamParts): Duplex {
  const stream = openStream(parts)
  limitBytes(stream, parts)
  refuseInvalidChunks(stream)
  return stream
}

function openStream({ target, secureContext, handshakeMs }: StreamParts): Duplex {
  const { host, port, transport, path } = target
  const secure = {
    ...(secureContext ? { secureContext } : {}),
    // Explicit, as NODE_TLS_REJECT_UNAUTHORIZED changes only the default.
    rejectUnauthorized: true,
    // An address is not a server name (RFC 6066, 3).
    ...(isIP(host) ? {} : { servername: host }),
  }
  switch (transport) {
    case 'tcp':
      return connect({ host, port, noDelay: true })
    case 'tls':
      return connectTls({ host, port, ...secure })
    case 'websocket':
    case 'websocket-tls': {
      const scheme = transport === 'websocket' ? 'ws' : 'wss'
      const name = isIPv6(host) ? `[${host}]` : encodeURIComponent(host)
      const url = `${scheme}://${name}:${port}${path.startsWith('/') ? path : `/${path}`}`
      const socket = new WebSocket(url, 'mqtt', {
        perMessageDeflate: false,
        maxPayload: MOST_BYTES,
        handshakeTimeout: handshakeMs,
        ...(transport === 'websocket-tls' ? secure : {}),
      })
      return createWebSocketStream(socket)
    }
    default:
      return transport satisfies never
  }
}

/** Ends a connection over which too much is received: the parser would keep a packet of up to 256 MB. */
function limitBytes(stream: Duplex, { clock, guard }: StreamParts) {
  let bytes = 0
  let startMs = clock.monotonicMs()
  const onData = guard('The byte limit of an MQTT connection', (data: Buffer) => {
    const nowMs = clock.monotonicMs()
    if (nowMs - startMs > WINDOW_MS) {
      startMs = nowMs
      bytes = 0
    }
    bytes += data.length
    if (bytes > MOST_BYTES) stream.destroy(new Error('too much data'))
  })
  stream.on('data', onData)
}

/**
 * Ends the connection instead of throwing in the library's listener, which would end the program: to a packet without its id,
 * mqtt-packet writes an answer with undefined.
 */
function refuseInvalidChunks(stream: Duplex) {
  const { write } = stream
  stream.write = (chunk: unknown, ...rest: unknown[]): boolean => {
    if (typeof chunk === 'string' || chunk instanceof Uint8Array)
      return Reflect.apply(write, stream, [chunk, ...rest])
    stream.destroy(new Error('malformed packet'))
    return false
  }
}
