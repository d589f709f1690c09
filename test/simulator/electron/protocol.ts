// protocol: the handlers an app gives for schemes of its own.
import type { Protocol } from 'electron'
import { loud } from './loud.ts'

type Used = 'registerSchemesAsPrivileged' | 'handle' | 'unhandle' | 'isProtocolHandled'
type Handler = Parameters<Protocol['handle']>[1]

export function createProtocol(isReady: () => boolean) {
  const handlers = new Map<string, Handler>()
  const protocol = loud('protocol', {
    registerSchemesAsPrivileged() {
      if (isReady()) {
        throw new Error('protocol.registerSchemesAsPrivileged should be called before app is ready')
      }
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

  /** What the app answers for a URL of its own scheme, or null when it handles no such scheme. */
  async function answer(request: Request): Promise<Response | null> {
    const handler = handlers.get(new URL(request.url).protocol.slice(0, -1))
    return handler ? await handler(request) : null
  }
  return { protocol, answer }
}
export type AnswerScheme = ReturnType<typeof createProtocol>['answer']
