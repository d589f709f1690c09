// Requests start at login from the desktop, for a program in a sandbox ("org.freedesktop.portal.Background"). The portal
// sends its response as a signal to the connection that made the request (xdg-desktop-portal, xdp-request.c). A command
// such as gdbus, which exits after the call, cannot receive it.
import { randomBytes } from 'node:crypto'
import { createConnection } from 'node:net'
import { z } from 'zod'
import { callBytes, MESSAGE, type Message, readMessage, readResponse } from './dbus-message.ts'

/** Ms. The desktop may ask the user first. */
const ANSWER_MS = 60_000
/** Bytes. */
const MAX_RECEIVED = 100_000

const BUS = 'org.freedesktop.DBus'
const PORTAL = 'org.freedesktop.portal.Desktop'

export interface AutostartRequest {
  on: boolean
  /** The command that starts the program within the sandbox. */
  command: readonly string[]
}

/** The path of the session bus's socket ("D-Bus Specification", Server Addresses); null if `address` names none. */
export function busSocket(address: string | undefined): string | null {
  const [, path] = /(?:^|;)unix:(?:[^;]*,)?path=([^,;]+)/.exec(address ?? '') ?? []
  try {
    return path === undefined ? null : decodeURIComponent(path)
  } catch {
    return null
  }
}

/** Resolves to whether the program starts at login. Rejects without an answer in `answerMs`, and when it is refused. */
export async function requestAutostart(
  path: string,
  request: AutostartRequest,
  answerMs = ANSWER_MS,
): Promise<boolean> {
  const token = `tally_light_${randomBytes(8).toString('hex')}`
  const signal = AbortSignal.timeout(answerMs)
  const socket = createConnection({ path, signal })
  // "Authentication Protocol": the user's id, which the bus checks against the socket's credentials.
  socket.write(`\0AUTH EXTERNAL ${Buffer.from(String(process.getuid?.())).toString('hex')}\r\n`)
  let received: Buffer = Buffer.alloc(0)
  let isAuthenticated = false
  try {
    for await (const chunk of socket) {
      received = Buffer.concat([received, z.instanceof(Buffer).parse(chunk)])
      if (received.length > MAX_RECEIVED) throw new Error("The session's bus said too much")
      if (!isAuthenticated) {
        const lineEnd = received.indexOf('\r\n')
        if (lineEnd < 0) continue
        if (!received.toString('latin1').startsWith('OK ')) throw new Error("The session's bus refused")
        received = received.subarray(lineEnd + 2)
        isAuthenticated = true
        socket.write(Buffer.concat([Buffer.from('BEGIN\r\n'), HELLO, requestBytes(request, token)]))
      }
      for (let next = readMessage(received); next; next = readMessage(received)) {
        received = next.rest
        const answer = answerIn(next.message, token)
        if (answer !== null) return answer
      }
    }
  } catch (error) {
    throw signal.aborted ? new Error('The desktop did not answer') : error
  }
  throw new Error("The session's bus ended the connection")
}

const HELLO = callBytes({
  serial: 1,
  path: '/org/freedesktop/DBus',
  interface: BUS,
  member: 'Hello',
  destination: BUS,
})

const requestBytes = ({ on, command }: AutostartRequest, token: string): Buffer =>
  callBytes({
    serial: 2,
    path: '/org/freedesktop/portal/desktop',
    interface: 'org.freedesktop.portal.Background',
    member: 'RequestBackground',
    destination: PORTAL,
    body: { text: '', options: { handle_token: token, autostart: on, commandline: command } },
  })

/** Null for any other message. Throws when the desktop refuses. */
function answerIn(message: Message, token: string): boolean | null {
  if (message.kind === MESSAGE.error) throw new Error(message.error ?? 'The desktop refused')
  const isResponse = message.interface === 'org.freedesktop.portal.Request' && message.member === 'Response'
  if (!isResponse || !message.path?.endsWith(`/${token}`)) return null
  const { code, results } = readResponse(message)
  if (code !== 0) throw new Error('The desktop did not allow it')
  return results.get('autostart') === true
}
