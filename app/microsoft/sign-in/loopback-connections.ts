// The connections of the redirect server, limited in number and in time.
import type { Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import type { Clock } from '../../model/timing/clock.ts'

/** From the connection to the end of its request, in ms. */
const REQUEST_TIMEOUT_MS = 10_000
/** Above this the oldest connection is destroyed, so that a flood does not keep the browser out. */
const MAX_CONNECTIONS = 200

export interface LoopbackConnectionsParts {
  clock: Pick<Clock, 'after'>
  onTimeout: (socket: Duplex) => void
  /** The connection that waits for the outcome of the sign-in, which is kept. */
  isKept: (socket: Duplex) => boolean
}

export function createLoopbackConnections({ clock, onTimeout, isKept }: LoopbackConnectionsParts) {
  /** In order of arrival, each with the function that stops its timeout. */
  const open = new Map<Duplex, () => void>()
  let closed = false

  const stopTimeout = (socket: Duplex) => open.get(socket)?.()

  /** Starts the timeout of a connection anew. */
  function startTimeout(socket: Duplex) {
    stopTimeout(socket)
    open.set(
      socket,
      clock.after(REQUEST_TIMEOUT_MS, () => onTimeout(socket)),
    )
  }

  function remove(socket: Duplex) {
    stopTimeout(socket)
    open.delete(socket)
  }

  return {
    add(socket: Socket) {
      // For CONNECT, Node removes its own error listeners: without this one a reset would end the program.
      socket.on('error', () => {})
      socket.once('close', () => remove(socket))
      if (closed) return void socket.destroy()
      startTimeout(socket)
      if (open.size <= MAX_CONNECTIONS) return
      const oldest = [...open.keys()].find((one) => !isKept(one))
      if (!oldest) return
      remove(oldest)
      oldest.destroy()
    },
    startTimeout,
    stopTimeout,
    /** Destroys all connections, now and later, except the kept one. */
    close() {
      closed = true
      for (const socket of [...open.keys()]) if (!isKept(socket)) socket.destroy()
    },
  }
}
