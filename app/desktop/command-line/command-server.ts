// Receives the commands of the command line, over a socket or pipe of this user alone, and answers each.
import { timingSafeEqual } from 'node:crypto'
import { chmodSync, rmSync } from 'node:fs'
import { createServer, type Socket } from 'node:net'
import { sep } from 'node:path'
import type { Guard } from '../../model/guard.ts'
import type { Log } from '../../model/log.ts'
import {
  newCommandAddress,
  removeCommandAddress,
  removeCommandFile,
  writeCommandAddress,
} from './command-address.ts'
import { LONGEST_LINE, type RemoteAnswer, type RemoteCommand, readRequestLine } from './command-messages.ts'

export interface CommandServerParts {
  /** The profile. */
  folder: string
  guard: Guard
  log: Pick<Log, 'warn'>
  run: (command: RemoteCommand) => Promise<RemoteAnswer>
}

/** Far more than a person or a script uses at a time. */
const MOST_CONNECTIONS = 8
/** In ms, without a whole line. */
const LONGEST_SILENCE_MS = 5000
const NOT_AVAILABLE = 'The command line is not available'

/** Starts listening. Never throws: without the command line the rest of the program works. */
export function serveCommands(parts: CommandServerParts): { stop(): void } {
  try {
    return startServer(parts)
  } catch (error) {
    parts.log.warn(NOT_AVAILABLE, error)
    return { stop() {} }
  }
}

/** Throws if a folder stands in the way of the socket, or if there is no temporary folder. */
function startServer({ folder, guard, log, run }: CommandServerParts): { stop(): void } {
  // Of a program that was killed. If it stayed without a server, no program would seem to run.
  removeCommandFile(folder)
  const address = newCommandAddress(folder)
  const token = Buffer.from(address.token)
  const sockets = new Set<Socket>()

  const isToken = (text: string) => {
    const given = Buffer.from(text)
    return given.length === token.length && timingSafeEqual(given, token)
  }

  async function answer(socket: Socket, line: string) {
    const request = readRequestLine(line)
    if (!request || !isToken(request.token)) {
      socket.destroy()
      return
    }
    try {
      socket.end(`${JSON.stringify(await run(request.command))}\n`)
    } catch (error) {
      socket.destroy()
      throw error
    }
  }

  function listen(socket: Socket) {
    sockets.add(socket)
    let line = ''
    socket.setEncoding('utf8')
    socket.setTimeout(LONGEST_SILENCE_MS)
    const end = guard('Ending a connection of the command line', () => socket.destroy())
    socket.on('timeout', end)
    socket.on('error', end)
    socket.on(
      'close',
      guard('A closed connection of the command line', () => sockets.delete(socket)),
    )
    socket.on(
      'data',
      guard('A command', (piece: string) => {
        line += piece
        const lineEnd = line.indexOf('\n')
        if (lineEnd < 0) {
          if (line.length > LONGEST_LINE) socket.destroy()
          return
        }
        socket.removeAllListeners('data')
        // A command may take longer than the silence that is allowed before it.
        socket.setTimeout(0)
        guard('Answering a command', answer)(socket, line.slice(0, lineEnd))
      }),
    )
  }

  const server = createServer(guard('A connection of the command line', listen))
  server.maxConnections = MOST_CONNECTIONS
  server.on(
    'error',
    guard('An error of the command line', (error) => log.warn(NOT_AVAILABLE, error)),
  )
  // Only one program runs in this profile, so a socket that is there was left by one that was killed.
  if (sep !== '\\') rmSync(address.path, { force: true })
  server.listen(
    address.path,
    guard('Opening the command line', () => {
      // Besides the token: by default other users of this computer may connect, where the folder lets them.
      if (sep !== '\\') chmodSync(address.path, 0o600)
      writeCommandAddress(folder, address)
    }),
  )

  return {
    stop() {
      removeCommandAddress(folder, address)
      server.close()
      for (const socket of sockets) socket.destroy()
    },
  }
}
