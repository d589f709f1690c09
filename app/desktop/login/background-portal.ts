// The desktop outside a sandbox, asked whether a login may start this program ("org.freedesktop.portal.Background"). Its
// answer comes as a signal to the connection that asked (xdg-desktop-portal, xdp-request.c), so no program that ends with
// its call, such as gdbus, would hear it.
import { randomBytes } from 'node:crypto'
import { createConnection } from 'node:net'
import { z } from 'zod'
import { callBytes, MESSAGE, type Message, readMessage, readResponse } from './dbus-message.ts'

/** The desktop may ask the person first. Ms. */
const ANSWER_MS = 60_000
/** Bytes; what is longer is no answer to this. */
const LONGEST_ANSWER = 100_000

const BUS = 'org.freedesktop.DBus'
const PORTAL = 'org.freedesktop.portal.Desktop'

export interface AutostartWish {
  on: boolean
  /** Within the sandbox. */
  command: readonly string[]
}

/** The socket of the session's bus ("D-Bus Specification", Server Addresses); null where it has none. */
export function busSocket(address: string | undefined): string | null {
  const [, path] = /(?:^|;)unix:(?:[^;]*,)?path=([^,;]+)/.exec(address ?? '') ?? []
  try {
    return path === undefined ? null : decodeURIComponent(path)
  } catch {
    return null
  }
}

/** Resolves to whether the next login starts it. Rejects where nobody answers in `answerMs`, or with a refusal. */
export async function askForAutostart(
  path: string,
  wish: AutostartWish,
  answerMs = ANSWER_MS,
): Promise<boolean> {
  const token = `tally_light_${randomBytes(8).toString('hex')}`
  const signal = AbortSignal.timeout(answerMs)
  const socket = createConnection({ path, signal })
  // "Authentication Protocol": who asks; the bus knows from the socket whether that is true.
  socket.write(`\0AUTH EXTERNAL ${Buffer.from(String(process.getuid?.())).toString('hex')}\r\n`)
  let received: Buffer = Buffer.alloc(0)
  let isAuthenticated = false
  try {
    for await (const chunk of socket) {
      received = Buffer.concat([received, z.instanceof(Buffer).parse(chunk)])
      if (received.length > LONGEST_ANSWER) throw new Error("The session's bus said too much")
      if (!isAuthenticated) {
        const lineEnd = received.indexOf('\r\n')
        if (lineEnd < 0) continue
        if (!received.toString('latin1').startsWith('OK ')) throw new Error("The session's bus refused")
        received = received.subarray(lineEnd + 2)
        isAuthenticated = true
        socket.write(Buffer.concat([Buffer.from('BEGIN\r\n'), HELLO, requestOf(wish, token)]))
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

const requestOf = ({ on, command }: AutostartWish, token: string): Buffer =>
  callBytes({
    serial: 2,
    path: '/org/freedesktop/portal/desktop',
    interface: 'org.freedesktop.portal.Background',
    member: 'RequestBackground',
    destination: PORTAL,
    body: { text: '', options: { handle_token: token, autostart: on, commandline: command } },
  })

/** Null for what is no answer to this. Throws a refusal. */
function answerIn(message: Message, token: string): boolean | null {
  if (message.kind === MESSAGE.error) throw new Error(message.error ?? 'The desktop refused')
  const isResponse = message.interface === 'org.freedesktop.portal.Request' && message.member === 'Response'
  if (!isResponse || !message.path?.endsWith(`/${token}`)) return null
  const { code, said } = readResponse(message)
  if (code !== 0) throw new Error('The desktop did not allow it')
  return said.get('autostart') === true
}
