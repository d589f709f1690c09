// protocol: the app's handlers for custom schemes.
import type { CustomScheme, Protocol } from 'electron'
import { strictMembers } from '../strict-members.ts'

type Used = 'registerSchemesAsPrivileged' | 'handle' | 'unhandle' | 'isProtocolHandled'
type Handler = Parameters<Protocol['handle']>[1]

/** Parses the URL of a standard scheme by the rules of http, as Chromium does: with a host, a path and no port. */
function standardUrl(url: URL): string {
  const { hostname, pathname, search, hash } = new URL(url.href.replace(url.protocol, 'http:'))
  return `${url.protocol}//${hostname}${pathname}${search}${hash}`
}

/** Calls `handler`. An error in it is written to stderr; the request fails with a net error. */
async function callHandler(handler: Handler, request: Request): Promise<Response> {
  const answer: unknown = await Promise.resolve(request)
    .then(handler)
    .catch((error: unknown) => {
      process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`)
      return null
    })
  if (!(answer instanceof Response)) throw new Error('net::ERR_UNEXPECTED')
  if (answer.type === 'error') throw new Error('net::ERR_FAILED')
  return answer
}

/** One session's protocol. `standard`: the standard schemes, which all sessions share. */
export function createProtocol(isReady: () => boolean, standard: Set<string>) {
  const handlers = new Map<string, Handler>()
  const protocol = strictMembers('protocol', {
    registerSchemesAsPrivileged(schemes: CustomScheme[]) {
      if (isReady()) {
        throw new Error('protocol.registerSchemesAsPrivileged should be called before app is ready')
      }
      for (const { scheme, privileges } of schemes) if (privileges?.standard) standard.add(scheme)
    },
    handle(scheme, handler) {
      if (!isReady()) throw new Error('protocol.handle cannot be called before app is ready')
      if (handlers.has(scheme)) throw new Error(`Failed to register protocol: ${scheme}`)
      handlers.set(scheme, handler)
    },
    unhandle(scheme) {
      if (!handlers.delete(scheme)) throw new Error(`Failed to unhandle protocol: ${scheme}`)
    },
    isProtocolHandled: (scheme) => handlers.has(scheme),
  } satisfies Pick<Protocol, Used>)

  /**
   * The app's response for a URL of a custom scheme; null if the scheme is not handled. Rejects with Chromium's error for a
   * handler that throws or returns no Response (lib/browser/api/protocol.ts).
   */
  async function answer(request: Request): Promise<Response | null> {
    const url = new URL(request.url)
    const scheme = url.protocol.slice(0, -1)
    const handler = handlers.get(scheme)
    if (!handler) return null
    return await callHandler(handler, standard.has(scheme) ? new Request(standardUrl(url), request) : request)
  }
  return { protocol, answer }
}
export type SimulatedProtocol = ReturnType<typeof createProtocol>
export type AnswerScheme = SimulatedProtocol['answer']
