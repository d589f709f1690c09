// session: the default one. Its permission handlers are taken, as no page here can ask for anything.
import type { Session } from 'electron'
import { loud } from './loud.ts'

type Used = 'setPermissionRequestHandler' | 'setPermissionCheckHandler' | 'setDevicePermissionHandler'

export function createSession(protocol: object) {
  const defaultSession = loud('session.defaultSession', {
    setPermissionRequestHandler: () => {},
    setPermissionCheckHandler: () => {},
    setDevicePermissionHandler: () => {},
    protocol,
  } satisfies Pick<Session, Used> & Record<string, unknown>)
  return loud('session', { defaultSession })
}
