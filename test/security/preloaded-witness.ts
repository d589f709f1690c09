// Preloaded into the simulator: records how the built app uses Electron, tries attacks, and prints a report on standard error.
import type { EventEmitter } from 'node:events'
import { createEvent } from '../../simulator/electron/electron-event.ts'

type Recorded = Record<string, unknown>
type Class = new (...args: unknown[]) => object
interface Members {
  app: EventEmitter & { enableSandbox: () => void }
  protocol: { registerSchemesAsPrivileged: (schemes: unknown) => void }
  session: { defaultSession: EventEmitter & Record<string, unknown> }
  BrowserWindow: Class
}

/** Actions of a page that emit an event which the app can prevent (webContents, "Instance Events"). */
const ATTEMPTS = ['will-navigate', 'will-frame-navigate', 'will-redirect', 'will-attach-webview']

function watch(electron: Members): void {
  const { app, protocol, session } = electron
  const seen: Recorded = { sandboxed: false, preferences: null, schemes: null, windowOpen: null }
  const { defaultSession } = session

  const instead = (owner: object, name: string, hear: (argument: unknown) => void) => {
    const real: unknown = Reflect.get(owner, name)
    Reflect.set(owner, name, (...args: unknown[]) => {
      hear(args[0])
      return typeof real === 'function' ? Reflect.apply(real, owner, args) : undefined
    })
  }
  instead(app, 'enableSandbox', () => {
    seen.sandboxed = true
  })
  instead(protocol, 'registerSchemesAsPrivileged', (schemes) => {
    seen.schemes = schemes
  })
  instead(defaultSession, 'setPermissionRequestHandler', (handler) => {
    seen.permissionRequest = 'never answered'
    if (typeof handler === 'function')
      handler(null, 'media', (granted: boolean) => (seen.permissionRequest = granted))
  })
  for (const name of ['setPermissionCheckHandler', 'setDevicePermissionHandler'])
    instead(defaultSession, name, (handler) => {
      seen[name] = typeof handler === 'function' ? handler({}) : handler
    })
  app.on('web-contents-created', (_event: unknown, contents: EventEmitter) => {
    instead(contents, 'setWindowOpenHandler', (handler) => {
      seen.windowOpen = typeof handler === 'function' ? handler({ url: 'https://evil.example/' }) : null
    })
    // The app has set up its new window by then.
    contents.once('did-finish-load', () => {
      const prevented = (target: EventEmitter, name: string) => {
        const event = createEvent({})
        target.emit(name, event, 'https://evil.example/')
        return event.defaultPrevented
      }
      for (const name of ATTEMPTS) seen[name] = prevented(contents, name)
      seen['will-download'] = prevented(defaultSession, 'will-download')
      seen.url = 'getURL' in contents && typeof contents.getURL === 'function' ? contents.getURL() : null
      process.stderr.write(`seen: ${JSON.stringify(seen)}\n`)
    })
  })
  electron.BrowserWindow = new Proxy(electron.BrowserWindow, {
    construct(target, args: [{ webPreferences?: unknown }], made) {
      seen.preferences = args[0].webPreferences ?? {}
      return Reflect.construct(target, args, made)
    },
  })
}

let electron: Members | undefined
Object.defineProperty(globalThis, Symbol.for('simulator.electron'), {
  get: () => electron,
  set(given: Members) {
    electron = given
    watch(given)
  },
})
