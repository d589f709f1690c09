// Closes a server with all its connections.
import type { Server } from 'node:http'

/** Resolves when it is closed. */
export const closeServer = (server: Pick<Server, 'close' | 'closeAllConnections'>): Promise<void> =>
  new Promise((resolve) => {
    server.close(() => resolve())
    server.closeAllConnections()
  })
