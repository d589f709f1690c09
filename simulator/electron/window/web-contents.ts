// webContents: one window's page, its URL and its messages.
import { EventEmitter } from 'node:events'
import type { WebContents as ElectronContents, KeyboardInputEvent, WebFrameMain } from 'electron'
import type { SimulatedDesktop } from '../../desktop/desktop.ts'
import { throwOnceDestroyed } from '../destroyed-object.ts'
import { createEvent } from '../electron-event.ts'
import { strictMembers } from '../strict-members.ts'
import type { Ipc } from './ipc-main.ts'
import { type SimulatedSession, stateOfSession } from './session.ts'

type Used =
  | 'id'
  | 'loadURL'
  | 'getURL'
  | 'send'
  | 'isDestroyed'
  | 'isDevToolsOpened'
  | 'forcefullyCrashRenderer'
  | 'isCrashed'
  | 'getZoomLevel'
  | 'setZoomLevel'
  | 'sendInputEvent'
type UsedFrame = 'url' | 'origin' | 'name' | 'routingId' | 'processId' | 'frameTreeNodeId' | 'detached'
type OpenHandler = Parameters<ElectronContents['setWindowOpenHandler']>[0]

type KeyEvent = Parameters<ElectronContents['sendInputEvent']>[0]

export interface PageContext {
  desktop: SimulatedDesktop
  ipc: Ipc
  session: SimulatedSession
  /** Zoom levels by host, which outlive the windows (docs: webContents, "setZoomLevel"). */
  zoomLevels: Map<string, number>
}

/** How long Chromium waits for a page to unload, ms (render_frame_host_impl.cc, kUnloadTimeoutInMSec). */
const UNLOAD_LIMIT_MS = 500

const isKey = (event: KeyEvent): event is KeyboardInputEvent =>
  event.type === 'keyDown' || event.type === 'keyUp' || event.type === 'rawKeyDown'

/** The page of window `id`. */
export function createWebContents({ desktop, ipc, session, zoomLevels }: PageContext, id: number) {
  const { answerScheme } = stateOfSession(session)
  const emitter = new EventEmitter()
  /** Messages of this page only; it has no handlers. */
  const ownIpc = strictMembers('webContents.ipc', new EventEmitter())
  let url = ''
  let destroyed = false
  let crashed = false
  let hangs = false
  let openHandler: OpenHandler = () => ({ action: 'deny' })

  const frame: Pick<WebFrameMain, UsedFrame> & { top: object | null } = {
    get url() {
      return url
    },
    /** Node's URL has no origin for custom schemes; Chromium has one for a standard scheme. */
    get origin() {
      return url && `${new URL(url).protocol}//${new URL(url).host}`
    },
    name: '',
    routingId: 1,
    processId: id + 1,
    frameTreeNodeId: id,
    detached: false,
    top: null,
  }
  const mainFrame = strictMembers(
    'webContents.mainFrame',
    Object.assign(frame, { parent: null, isDestroyed: () => destroyed }),
  )
  mainFrame.top = mainFrame

  async function loadURL(target: string): Promise<void> {
    url = new URL(target).href
    crashed = false
    hangs = false
    emitter.emit('did-start-loading')
    desktop.changed()
    const answer = await answerScheme(new Request(url)).catch(() => null)
    await answer?.body?.cancel()
    const failed = { errno: -2, code: 'ERR_FAILED', url }
    const failure = Object.assign(new Error(`ERR_FAILED (-2) loading '${url}'`), failed)
    if (destroyed) throw failure
    if (!answer) {
      emitter.emit('did-fail-load', createEvent({}), -2, 'ERR_FAILED', url, true, 1, 1)
      throw failure
    }
    for (const event of ['did-navigate', 'dom-ready', 'did-finish-load', 'did-stop-loading']) {
      emitter.emit(event, createEvent({}))
    }
  }

  const host = () => (url ? new URL(url).host : '')

  /** Emits `render-process-gone` in the next turn, unless the window is destroyed by then. */
  function crash(reason: 'crashed' | 'killed') {
    crashed = true
    hangs = false
    setImmediate(() => {
      if (!destroyed) emitter.emit('render-process-gone', createEvent({}), { reason, exitCode: 9 })
    })
  }

  /** The input of `before-input-event`. */
  function inputOf({ type, keyCode, modifiers = [] }: KeyboardInputEvent) {
    const held = (...names: typeof modifiers) => names.some((name) => modifiers.includes(name))
    return {
      type,
      key: keyCode,
      code: '',
      location: 0,
      isComposing: false,
      modifiers,
      isAutoRepeat: held('isautorepeat'),
      shift: held('shift'),
      control: held('control', 'ctrl'),
      alt: held('alt'),
      meta: held('meta', 'command', 'cmd'),
    }
  }

  const members = {
    id,
    session,
    mainFrame,
    ipc: ownIpc,
    getURL: () => url,
    loadURL,
    /** Only pages that are open now get the message, as in Electron. */
    send(channel: string, ...args: unknown[]) {
      if (typeof channel !== 'string') throw new TypeError('Missing required channel argument')
      desktop.send({ window: id, channel, args: structuredClone(args) })
    },
    setWindowOpenHandler(handler: OpenHandler) {
      openHandler = handler
    },
    isDestroyed: () => destroyed,
    isCrashed: () => crashed,
    getZoomLevel: () => zoomLevels.get(host()) ?? 0,
    setZoomLevel: (level: number) => void zoomLevels.set(host(), level),
    /** Keys reach only the app: the page is in the user's browser, which has its own keyboard. */
    sendInputEvent(event: KeyEvent) {
      if (isKey(event)) emitter.emit('before-input-event', createEvent({}), inputOf(event))
    },
    forcefullyCrashRenderer: () => crash('killed'),
    /** The user's browser has its own developer tools. */
    isDevToolsOpened: () => false,
  } satisfies Pick<ElectronContents, Used> & Record<string, unknown>
  throwOnceDestroyed(members, () => destroyed, ['isDestroyed'])
  const webContents = strictMembers('webContents', Object.assign(emitter, members))
  const self = { sender: webContents, senderFrame: mainFrame }

  return {
    webContents,
    invoke: (channel: string, args: unknown[]) => ipc.invoke(self, channel, args),
    receive(channel: string, args: unknown[]) {
      // In this order (docs: web-contents, "contents.ipc").
      ownIpc.emit(channel, ipc.eventFrom(self), ...structuredClone(args))
      ipc.receive(self, channel, args)
    },
    /** Follows a link unless the app prevents it. Pages of unhandled schemes are not shown. */
    navigate(target: string) {
      const details = {
        url: target,
        isSameDocument: false,
        isMainFrame: true,
        frame: mainFrame,
        initiator: mainFrame,
      }
      const asked = ['will-frame-navigate', 'will-navigate'].map((name) => {
        const event = createEvent(details)
        emitter.emit(name, event, target)
        return event.defaultPrevented
      })
      if (!asked.includes(true)) void loadURL(target).catch(() => {})
    },
    /** Calls the app's window open handler. No second window is opened, whatever it returns. */
    openWindow(target: string) {
      openHandler({
        url: target,
        frameName: '',
        features: '',
        disposition: 'foreground-tab',
        referrer: { url, policy: 'default' },
      })
    },
    crash,
    hang() {
      hangs = true
    },
    /** Calls `onClosed` when the page has unloaded: later, even if it has crashed. */
    close(onClosed: () => void) {
      if (hangs) setTimeout(onClosed, UNLOAD_LIMIT_MS)
      else setImmediate(onClosed)
    },
    destroy() {
      destroyed = true
      emitter.emit('destroyed')
    },
  }
}
