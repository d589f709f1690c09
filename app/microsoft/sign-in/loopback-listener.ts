// Listens for Entra's response on both loopback addresses, as browsers resolve `localhost` to either.
import type { Server } from 'node:http'
import { type Answer, failed, ok, unexpected } from '../../model/problems/problem.ts'
import { errorCode } from '../../model/problems/thrown-error.ts'
import { createRedirectServer, type RedirectServerParts } from './redirect-server.ts'
import type { SignInForm } from './sign-in-form.ts'

const IPV4 = '127.0.0.1'
const IPV6 = '::1'
/** How many ports are tried to find one that is free on both addresses. */
const ATTEMPTS = 20

/** Errors on a computer without ::1 (Linux with ipv6.disable=1: EAFNOSUPPORT; with disable_ipv6=1: EADDRNOTAVAIL). */
const WITHOUT_IPV6: ReadonlySet<string> = new Set(['EADDRNOTAVAIL', 'EAFNOSUPPORT'])

export interface LoopbackListener {
  /** `http://localhost:PORT`: "the port component is ignored" for localhost ("Redirect URI restrictions"). */
  redirectUri: string
  /** The first form with the right state. Never rejects; never settles when none comes. */
  answer: Promise<SignInForm>
  /** Closes the port at once. The sender of the response gets the page of the outcome; other connections are destroyed. */
  close(end: 'done' | 'failed'): void
}

/**
 * Listens on one free port of both loopback addresses, so that no other program can listen on one of them meanwhile.
 * If that fails the problem is `loopback-unavailable`.
 */
export async function listenOnLoopback(parts: RedirectServerParts): Promise<Answer<LoopbackListener>> {
  let detail = ''
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const server = createRedirectServer(parts)
    try {
      const port = await listen(server.createServer(), IPV4, 0)
      await listenIfAvailable(server.createServer(), IPV6, port)
      server.acceptAt(`localhost:${port}`)
      return ok({ redirectUri: `http://localhost:${port}`, answer: server.answer, close: server.close })
    } catch (error) {
      server.close('failed')
      detail = codeOf(error)
    }
  }
  return failed({ kind: 'loopback-unavailable', next: 'person', detail })
}

/** On a computer without the address no other program can listen there either. */
async function listenIfAvailable(server: Server, host: string, port: number): Promise<void> {
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

const codeOf = (error: unknown) => errorCode(error) ?? unexpected(error).detail
