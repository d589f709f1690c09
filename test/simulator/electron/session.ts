// session: the default one. Its permission handlers are taken, as no page here can ask for anything.
import { EventEmitter } from 'node:events'
import type { Session } from 'electron'
import { loud } from './loud.ts'

type Used = 'setPermissionRequestHandler' | 'setPermissionCheckHandler' | 'setDevicePermissionHandler'

export function createSession(protocol: object) {
  const members = {
    setPermissionRequestHandler: () => {},
    setPermissionCheckHandler: () => {},
    setDevicePermissionHandler: () => {},
    protocol,
  } satisfies Pick<Session, Used> & Record<string, unknown>
  const defaultSession = loud('session.defaultSession', Object.assign(new EventEmitter(), members))
  return loud('session', { defaultSession })
}
