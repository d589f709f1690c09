// session: the default one and those by name. Permission handlers are taken, as no page here can ask for anything.
import { EventEmitter } from 'node:events'
import type { OnBeforeRequestListenerDetails, Session, WebRequest } from 'electron'
import { loud } from '../loud.ts'

type Used = 'setPermissionRequestHandler' | 'setPermissionCheckHandler' | 'setDevicePermissionHandler'

/** Whether a request may leave, as the app says of its session (webRequest.onBeforeRequest). */
export type Guard = (url: string) => Promise<boolean>
type Details = Pick<OnBeforeRequestListenerDetails, 'url'>
type Listener = (details: Details, callback: (response: { cancel?: boolean }) => void) => void

const guards = new WeakMap<object, Guard>()

/** Of the session that a request is given; without one everything may leave. */
export const guardOf = (session: object | undefined): Guard =>
  (session && guards.get(session)) ?? (async () => true)

function createNamed(partition: string) {
  let listener: Listener | null = null
  const named: object = loud(`session ${partition}`, {
    webRequest: loud('session.webRequest', {
      onBeforeRequest(hear: Listener | null) {
        listener = hear
      },
    } satisfies Record<keyof Pick<WebRequest, 'onBeforeRequest'>, unknown>),
  } satisfies Record<keyof Pick<Session, 'webRequest'>, unknown>)
  guards.set(
    named,
    (url) =>
      new Promise((resolve) => {
        if (listener) listener({ url }, ({ cancel }) => resolve(!cancel))
        else resolve(true)
      }),
  )
  return named
}

export function createSession(protocol: object) {
  const named = new Map<string, object>()
  const members = {
    setPermissionRequestHandler: () => {},
    setPermissionCheckHandler: () => {},
    setDevicePermissionHandler: () => {},
    protocol,
  } satisfies Pick<Session, Used> & Record<string, unknown>
  const defaultSession = loud('session.defaultSession', Object.assign(new EventEmitter(), members))
  return loud('session', {
    defaultSession,
    /** One for each name, as long as the app runs. */
    fromPartition(partition: string) {
      const found = named.get(partition) ?? createNamed(partition)
      named.set(partition, found)
      return found
    },
  })
}
