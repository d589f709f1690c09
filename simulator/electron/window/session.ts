// session: the default session and named partitions. Permission handlers are accepted and never called.
import { EventEmitter } from 'node:events'
import type { OnBeforeRequestListenerDetails, Session, WebRequest } from 'electron'
import { strictMembers } from '../strict-members.ts'

type Used = 'setPermissionRequestHandler' | 'setPermissionCheckHandler' | 'setDevicePermissionHandler'

/** Whether a request may be sent, by the session's webRequest.onBeforeRequest. */
export type Guard = (url: string) => Promise<boolean>
type Details = Pick<OnBeforeRequestListenerDetails, 'url'>
type Listener = (details: Details, callback: (response: { cancel?: boolean }) => void) => void

const guards = new WeakMap<object, Guard>()

/** The guard of a request's session; without a session every request may be sent. */
export const guardOf = (session: object | undefined): Guard =>
  (session && guards.get(session)) ?? (async () => true)

function createNamed(partition: string) {
  let listener: Listener | null = null
  const named: object = strictMembers(`session ${partition}`, {
    webRequest: strictMembers('session.webRequest', {
      onBeforeRequest(next: Listener | null) {
        listener = next
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
  const defaultSession = strictMembers('session.defaultSession', Object.assign(new EventEmitter(), members))
  return strictMembers('session', {
    defaultSession,
    /** The same session for the same name. */
    fromPartition(partition: string) {
      const found = named.get(partition) ?? createNamed(partition)
      named.set(partition, found)
      return found
    },
  })
}
