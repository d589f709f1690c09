// session: the default session and named partitions, each with its own protocol handlers and permissions.
import { EventEmitter } from 'node:events'
import type { HIDDevice, OnBeforeRequestListenerDetails, Session, WebRequest } from 'electron'
import { strictMembers } from '../strict-members.ts'
import type { AnswerScheme, SimulatedProtocol } from './protocol.ts'

type Used = 'setPermissionRequestHandler' | 'setPermissionCheckHandler' | 'setDevicePermissionHandler'
type RequestHandler = Parameters<Session['setPermissionRequestHandler']>[0]
type CheckHandler = Parameters<Session['setPermissionCheckHandler']>[0]
type DeviceHandler = Parameters<Session['setDevicePermissionHandler']>[0]

/** Whether a request may be sent, by the session's webRequest.onBeforeRequest. */
export type Guard = (url: string) => Promise<boolean>
type Details = Pick<OnBeforeRequestListenerDetails, 'url'>
type Listener = (details: Details, callback: (response: { cancel?: boolean }) => void) => void

interface SessionState {
  isDefault: boolean
  answerScheme: AnswerScheme
  guard: Guard
  /** Whether a page of `origin` gets the device from `navigator.hid.getDevices()`. */
  allowsHid(origin: string, device: HIDDevice): boolean
}

const states = new WeakMap<object, SessionState>()

/** The state of a session that createSession made. */
export function stateOfSession(session: object): SessionState {
  const state = states.get(session)
  if (!state) throw new TypeError('This is no session')
  return state
}

/** The guard of a request's session; without a session every request may be sent. */
export const guardOf = (session: object | undefined): Guard =>
  session ? stateOfSession(session).guard : async () => true

function createOne(name: string, { protocol, answer }: SimulatedProtocol, isDefault: boolean) {
  let listener: Listener | null = null
  let deviceHandler: DeviceHandler = null
  const members = {
    // Chromium's prompts and permissions are the user's browser's own; these are never called.
    setPermissionRequestHandler(_handler: RequestHandler) {},
    setPermissionCheckHandler(_handler: CheckHandler) {},
    setDevicePermissionHandler(handler: DeviceHandler) {
      deviceHandler = handler
    },
    isPersistent: () => isDefault || name.startsWith('persist:'),
    protocol,
    webRequest: strictMembers('session.webRequest', {
      onBeforeRequest(next: Listener | null) {
        listener = next
      },
    } satisfies Record<keyof Pick<WebRequest, 'onBeforeRequest'>, unknown>),
  } satisfies Pick<Session, Used | 'isPersistent'> & Record<string, unknown>
  const one = strictMembers(`session ${name}`, Object.assign(new EventEmitter(), members))
  states.set(one, {
    isDefault,
    answerScheme: answer,
    guard: (url) =>
      new Promise((resolve) => {
        if (listener) listener({ url }, ({ cancel }) => resolve(!cancel))
        else resolve(true)
      }),
    // Without a handler a page gets the devices that its user has chosen; here none is ever chosen.
    allowsHid: (origin, device) => deviceHandler?.({ deviceType: 'hid', origin, device }) ?? false,
  })
  return one
}

export type SimulatedSession = ReturnType<typeof createOne>

export function createSession(
  protocol: SimulatedProtocol,
  createProtocol: () => SimulatedProtocol,
  isReady: () => boolean,
) {
  const named = new Map<string, SimulatedSession>()
  const defaultSession = createOne('session.defaultSession', protocol, true)
  return strictMembers('session', {
    defaultSession,
    /** The same session for the same name. The default session for an empty one. */
    fromPartition(partition: string) {
      if (!isReady()) throw new Error('Session can only be received when app is ready')
      if (partition === '') return defaultSession
      const found = named.get(partition) ?? createOne(partition, createProtocol(), false)
      named.set(partition, found)
      return found
    },
  })
}
export type SimulatedSessions = ReturnType<typeof createSession>
