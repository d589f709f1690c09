// Listens for Entra's answer on this computer alone, at both addresses that a browser may take `localhost` for.
import type { Server } from 'node:http'
import { type Answer, failed, ok, unexpected } from '../../model/problem.ts'
import { createReceiver, type ReceiverParts } from './loopback-receiver.ts'
import type { SignInForm } from './sign-in-form.ts'

const IPV4 = '127.0.0.1'
const IPV6 = '::1'
/** Ports tried until one is free at both addresses. */
const ATTEMPTS = 20

/** What a computer without ::1 says (Linux with ipv6.disable=1: EAFNOSUPPORT; with disable_ipv6=1: EADDRNOTAVAIL). */
const WITHOUT_IPV6: ReadonlySet<string> = new Set(['EADDRNOTAVAIL', 'EAFNOSUPPORT'])

export interface LoopbackListener {
  /** `http://localhost:PORT`: "the port component is ignored" for localhost ("Redirect URI restrictions"). */
  redirectUri: string
  /** The first form with the right state. Never rejects; never settles when none comes. */
  answer: Promise<SignInForm>
  /** Lets go of the port at once. Whoever sent the answer is shown how it ended; all others are cut off. */
  close(end: 'done' | 'failed'): void
}

/**
 * Listens at both loopback addresses on one free port: browsers may take `localhost` for either, and nobody else can
 * listen there meanwhile. Without both the problem is `loopback-unavailable`.
 */
export async function listenOnLoopback(parts: ReceiverParts): Promise<Answer<LoopbackListener>> {
  let detail = ''
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const receiver = createReceiver(parts)
    try {
      const port = await listen(receiver.makeServer(), IPV4, 0)
      await listenIfThere(receiver.makeServer(), IPV6, port)
      receiver.openAt(`localhost:${port}`)
      return ok({ redirectUri: `http://localhost:${port}`, answer: receiver.answer, close: receiver.close })
    } catch (error) {
      receiver.close('failed')
      detail = codeOf(error)
    }
  }
  return failed({ kind: 'loopback-unavailable', next: 'person', detail })
}

/** On a computer without the address nobody else can listen there either. */
async function listenIfThere(server: Server, host: string, port: number): Promise<void> {
  try {
    await listen(server, host, port)
  } catch (error) {
    if (!WITHOUT_IPV6.has(codeOf(error))) throw error
  }
}

/** Resolves to the port; rejects with the system's error. */
function listen(server: Server, host: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen({ host, port, exclusive: true, ipv6Only: host === IPV6 }, () => {
      server.removeListener('error', reject)
      const address = server.address()
      if (address !== null && typeof address === 'object') resolve(address.port)
      else reject(new Error('a server without a port'))
    })
  })
}

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : unexpected(error).detail
