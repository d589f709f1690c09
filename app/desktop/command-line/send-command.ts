// Sends a command to the program that runs in the same profile, and waits for its answer.
import { connect } from 'node:net'
import { readCommandAddress } from './command-address.ts'
import { LONGEST_LINE, type RemoteAnswer, type RemoteCommand, readAnswerLine } from './command-messages.ts'

/** `silent`: it is running, but does not answer. */
export type Sent = { kind: 'answered'; answer: RemoteAnswer } | { kind: 'not-running' } | { kind: 'silent' }

/** In ms: a change of status is sent to Graph at most twice, each time within 30 s (services/own-status.ts). */
const LONGEST_ANSWER_MS = 65_000

/** Never rejects. */
export function sendCommand(
  folder: string,
  command: RemoteCommand,
  timeoutMs = LONGEST_ANSWER_MS,
): Promise<Sent> {
  const address = readCommandAddress(folder)
  if (!address) return Promise.resolve({ kind: 'not-running' })
  return new Promise((resolve) => {
    const socket = connect(address.path)
    let line = ''
    let connected = false
    const end = (sent: Sent) => {
      resolve(sent)
      socket.destroy()
    }
    const lost = () => end({ kind: connected ? 'silent' : 'not-running' })
    socket.setEncoding('utf8')
    socket.setTimeout(timeoutMs)
    socket.once('connect', () => {
      connected = true
      socket.write(`${JSON.stringify({ token: address.token, command })}\n`)
    })
    socket.on('data', (piece: string) => {
      line += piece
      if (line.length > LONGEST_LINE) lost()
    })
    socket.once('end', () => {
      const answer = readAnswerLine(line)
      if (answer) end({ kind: 'answered', answer })
      else lost()
    })
    // A program that was killed leaves its socket: nothing listens there (ECONNREFUSED), or it is gone (ENOENT).
    socket.once('error', lost)
    socket.once('timeout', () => end({ kind: 'silent' }))
    socket.once('close', lost)
  })
}
