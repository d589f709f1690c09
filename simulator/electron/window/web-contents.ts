// webContents: one window's page, its address and its messages.
import { EventEmitter } from 'node:events'
import type { WebContents as ElectronContents, KeyboardInputEvent, WebFrameMain } from 'electron'
import type { SimulatedDesktop } from '../../desktop/desktop.ts'
import { loud } from '../loud.ts'
import { mortal } from '../mortal.ts'
import { preventable } from '../preventable.ts'
import type { Ipc } from './ipc-main.ts'
import type { AnswerScheme } from './protocol.ts'

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

export interface Surroundings {
  desktop: SimulatedDesktop
  answerScheme: AnswerScheme
  ipc: Ipc
  session: object
  /** How large pages are, by their host: it outlives the windows (docs: webContents, "setZoomLevel"). */
  zoomLevels: Map<string, number>
}

const isKey = (event: KeyEvent): event is KeyboardInputEvent =>
  event.type === 'keyDown' || event.type === 'keyUp' || event.type === 'rawKeyDown'

/** The page of window `id`. `outside` is what its window does with it. */
export function createWebContents(
  { desktop, answerScheme, ipc, session, zoomLevels }: Surroundings,
  id: number,
) {
  const emitter = new EventEmitter()
  let url = ''
  let destroyed = false
  let crashed = false
  let openHandler: OpenHandler = () => ({ action: 'deny' })

  const frame: Pick<WebFrameMain, UsedFrame> & { top: object | null } = {
    get url() {
      return url
    },
    /** Node's URL has no origin for schemes of one's own; Chromium has one for a standard scheme. */
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
  const mainFrame = loud(
    'webContents.mainFrame',
    Object.assign(frame, { parent: null, isDestroyed: () => destroyed }),
  )
  mainFrame.top = mainFrame

  async function loadURL(target: string): Promise<void> {
    url = new URL(target).href
    crashed = false
    emitter.emit('did-start-loading')
    desktop.changed()
    const answer = await answerScheme(new Request(url)).catch(() => null)
    await answer?.body?.cancel()
    const failed = { errno: -2, code: 'ERR_FAILED', url }
    const failure = Object.assign(new Error(`ERR_FAILED (-2) loading '${url}'`), failed)
    if (destroyed) throw failure
    if (!answer) {
      emitter.emit('did-fail-load', preventable({}), -2, 'ERR_FAILED', url, true, 1, 1)
      throw failure
    }
    for (const event of ['did-navigate', 'dom-ready', 'did-finish-load', 'did-stop-loading']) {
      emitter.emit(event, preventable({}))
    }
  }

  const host = () => (url ? new URL(url).host : '')

  /** Told once whoever did it is done, unless the window has gone meanwhile. */
  function crash(reason: 'crashed' | 'killed') {
    crashed = true
    setImmediate(() => {
      if (!destroyed) emitter.emit('render-process-gone', preventable({}), { reason, exitCode: 9 })
    })
  }

  /** As `before-input-event` has it. */
  function inputOf({ type, keyCode, modifiers = [] }: KeyboardInputEvent) {
    const held = (...names: typeof modifiers) => names.some((name) => modifiers.includes(name))
    return {
      ...{ type, key: keyCode, code: '', location: 0, isComposing: false, modifiers },
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
    getURL: () => url,
    loadURL,
    /** Reaches the pages that are open now; a page that is not there yet misses it, as in Electron. */
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
    /** Keys reach the app alone: the page is in the person's browser, which has keys of its own. */
    sendInputEvent(event: KeyEvent) {
      if (isKey(event)) emitter.emit('before-input-event', preventable({}), inputOf(event))
    },
    forcefullyCrashRenderer: () => crash('killed'),
    /** The person's browser has its own, which are outside of the window. */
    isDevToolsOpened: () => false,
  } satisfies Pick<ElectronContents, Used> & Record<string, unknown>
  mortal(members, () => destroyed, ['isDestroyed'])
  const webContents = loud('webContents', Object.assign(emitter, members))
  const self = { sender: webContents, senderFrame: mainFrame }

  return {
    webContents,
    invoke: (channel: string, args: unknown[]) => ipc.invoke(self, channel, args),
    receive: (channel: string, args: unknown[]) => ipc.receive(self, channel, args),
    /** What a link does: asks the app, then goes there. Pages of other schemes are not shown here. */
    navigate(target: string) {
      const details = {
        url: target,
        isSameDocument: false,
        isMainFrame: true,
        frame: mainFrame,
        initiator: mainFrame,
      }
      const asked = ['will-frame-navigate', 'will-navigate'].map((name) => {
        const event = preventable(details)
        emitter.emit(name, event, target)
        return event.defaultPrevented
      })
      if (!asked.includes(true)) void loadURL(target).catch(() => {})
    },
    /** A second window is never drawn: whatever the app answers, it is only asked. */
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
    destroy() {
      destroyed = true
      emitter.emit('destroyed')
    },
  }
}
