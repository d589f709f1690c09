// BrowserWindow: a window on the desktop, which keeps its page while hidden. `focus` and `blur` are emitted in the next turn
// of the event loop (shell/browser/api/electron_api_base_window.cc, EmitEventSoon).
import { EventEmitter } from 'node:events'
import type {
  BrowserWindowConstructorOptions,
  BrowserWindow as ElectronWindow,
  Rectangle,
  Size,
} from 'electron'
import type { SimulatedWindow } from '../../desktop/desktop.ts'
import type { AppDrive } from '../app.ts'
import { throwOnceDestroyed } from '../destroyed-object.ts'
import { createEvent } from '../electron-event.ts'
import { strictClass } from '../strict-members.ts'
import type { Activation } from './activation.ts'
import { type SimulatedScreen, screenSize } from './screen.ts'
import { type SimulatedSessions, stateOfSession } from './session.ts'
import { createWebContents, type PageContext } from './web-contents.ts'

/** The height of the desktop's title bar, in DIP. */
const TITLE_BAR = 36

type UsedShowing =
  | 'show'
  | 'showInactive'
  | 'hide'
  | 'focus'
  | 'blur'
  | 'minimize'
  | 'restore'
  | 'close'
  | 'destroy'
type UsedAsking =
  | 'isVisible'
  | 'isFocused'
  | 'isMinimized'
  | 'isDestroyed'
  | 'getBounds'
  | 'getTitle'
  | 'isAlwaysOnTop'
  | 'id'
type UsedSetting =
  | 'setBounds'
  | 'setPosition'
  | 'setSize'
  | 'setTitle'
  | 'setBackgroundColor'
  | 'setSkipTaskbar'
  | 'setAlwaysOnTop'
  | 'setVisibleOnAllWorkspaces'
type SizeLimits = Pick<BrowserWindowConstructorOptions, 'minWidth' | 'minHeight' | 'maxWidth' | 'maxHeight'>
type Used = UsedShowing | UsedAsking | UsedSetting | 'loadURL' | 'removeMenu' | 'setMenuBarVisibility'

interface WindowContext extends Omit<PageContext, 'session'> {
  sessions: SimulatedSessions
}

const rounded = ({ x, y, width, height }: Rectangle): Rectangle => ({
  x: Math.round(x),
  y: Math.round(y),
  width: Math.round(width),
  height: Math.round(height),
})

export function createBrowserWindowClass(
  { sessions, ...pageContext }: WindowContext,
  app: EventEmitter & { isReady(): boolean },
  screen: Pick<SimulatedScreen, 'getDisplayMatching'>,
  activation: Activation,
  { windowClosed, windowCloseCancelled }: Pick<AppDrive, 'windowClosed' | 'windowCloseCancelled'>,
) {
  const { desktop } = pageContext
  const { platform, wayland } = desktop.system
  const all = new Map<number, BrowserWindow>()
  let lastId = 0

  class BrowserWindow extends EventEmitter implements Pick<ElectronWindow, Used> {
    readonly id = ++lastId
    readonly #page: ReturnType<typeof createWebContents>
    readonly #contents: ReturnType<typeof createWebContents>['webContents']
    readonly #onDesktop: SimulatedWindow
    #bounds: Rectangle
    #title: string
    readonly #limits: SizeLimits
    #visible = false
    #covered = false
    /** The page has loaded but was never painted. */
    #unpainted = false
    #minimized = false
    #hiddenWithApp = false
    #focused = false
    #destroyed = false
    #alwaysOnTop: boolean
    /** The scale factor of its display. */
    #scale: number

    constructor(options: BrowserWindowConstructorOptions = {}) {
      if (!app.isReady()) throw new Error('Cannot create BrowserWindow before app is ready')
      super()
      const { partition = '', preload } = options.webPreferences ?? {}
      const session = sessions.fromPartition(partition)
      this.#page = createWebContents({ ...pageContext, session }, this.id)
      this.#contents = this.#page.webContents
      const frame = options.frame ?? true
      this.#limits = options
      const { width, height } = this.#withinLimits({
        width: options.width ?? 800,
        height: (options.height ?? 600) + (frame && options.useContentSize ? TITLE_BAR : 0),
      })
      this.#bounds = {
        x: options.x ?? Math.round((screenSize.width - width) / 2),
        y: options.y ?? Math.round((screenSize.height - height) / 2),
        width,
        height,
      }
      this.#scale = screen.getDisplayMatching(this.#bounds).scaleFactor
      this.#title = options.title ?? 'Electron'
      this.#alwaysOnTop = options.alwaysOnTop ?? false
      this.#onDesktop = {
        id: this.id,
        title: () => this.#title,
        url: () => this.#contents.getURL(),
        visible: () => this.isVisible(),
        focused: () => this.#focused,
        minimized: () => this.#minimized,
        bounds: () => ({ ...this.#bounds }),
        frame,
        background: options.backgroundColor ?? '#ffffff',
        preload,
        ...stateOfSession(session),
        isBackground: () => !stateOfSession(session).isDefault,
        act: (action) => {
          if (this.#destroyed) return
          if (action === 'blur') activation.resign()
          this[action]()
        },
        drag: (bounds) => this.#drag(bounds),
        hideWithApp: (hidden) => this.#hideWithApp(hidden),
        crash: (how) => (how === 'hang' ? this.#hang() : this.#page.crash('crashed')),
        navigate: this.#page.navigate,
        openWindow: this.#page.openWindow,
        invoke: this.#page.invoke,
        receive: this.#page.receive,
      }
      all.set(this.id, this)
      desktop.windows.push(this.#onDesktop)
      this.on('focus', (event) => app.emit('browser-window-focus', event, this))
      this.on('blur', (event) => app.emit('browser-window-blur', event, this))
      this.#contents.on('render-process-gone', (event, details) =>
        app.emit('render-process-gone', event, this.#contents, details),
      )
      app.emit('web-contents-created', createEvent({}), this.#contents)
      app.emit('browser-window-created', createEvent({}), this)
      this.#contents.on('did-finish-load', () => {
        this.#unpainted = true
        this.#paint()
      })
      if (options.show ?? true) this.show()
      desktop.changed()
    }

    static getAllWindows() {
      return [...all.values()]
    }
    static fromId(id: number) {
      return all.get(id) ?? null
    }
    static fromWebContents(contents: { id: number }) {
      return all.get(contents.id) ?? null
    }
    static getFocusedWindow() {
      return BrowserWindow.getAllWindows().find((window) => window.isFocused()) ?? null
    }

    get webContents() {
      return this.#contents
    }
    loadURL(url: string) {
      return this.#contents.loadURL(url)
    }

    show() {
      this.#appear(true)
    }
    showInactive() {
      this.#appear(false)
    }
    hide() {
      const wasVisible = this.#isOnScreen()
      this.blur()
      this.#visible = false
      this.#emitVisibility('hide', wasVisible)
    }
    cover() {
      const wasVisible = this.#isOnScreen()
      this.#covered = true
      if (platform === 'darwin') this.#emitVisibility('hide', wasVisible)
    }
    uncover() {
      const wasVisible = this.#isOnScreen()
      this.#covered = false
      if (platform === 'darwin') this.#emitVisibility('show', wasVisible)
    }
    focus() {
      if (this.#focused || !this.isVisible()) return
      activation.activate()
      BrowserWindow.getFocusedWindow()?.blur()
      this.#focused = true
      this.#emitSoon('focus')
    }
    blur() {
      if (!this.#focused) return
      this.#focused = false
      this.#emitSoon('blur')
    }
    minimize() {
      if (this.#minimized) return
      this.blur()
      this.#minimized = true
      // A hidden window appears in the taskbar (shell/browser/native_window_views.cc, Minimize).
      this.#visible = true
      this.#emitNow('minimize')
    }
    restore() {
      if (!this.#minimized) return
      this.#minimized = false
      this.#emitNow('restore')
      this.focus()
    }
    /**
     * A listener of `close` can prevent it. Otherwise the window is destroyed later, when its page has closed
     * (shell/browser/api/electron_api_browser_window.cc, OnCloseButtonClicked).
     */
    close() {
      if (this.#destroyed) return
      const event = createEvent({})
      this.emit('close', event)
      if (event.defaultPrevented) return windowCloseCancelled()
      this.#page.close(() => {
        if (!this.#destroyed) this.destroy()
      })
    }
    destroy() {
      if (this.#destroyed) return
      this.#destroyed = true
      this.#visible = false
      this.#focused = false
      all.delete(this.id)
      desktop.windows = desktop.windows.filter((window) => window !== this.#onDesktop)
      this.#emitNow('closed')
      this.#page.destroy()
      windowClosed()
    }

    isVisible() {
      return this.#visible && !this.#minimized && !this.#hiddenWithApp
    }
    isFocused() {
      return this.#focused
    }
    isMinimized() {
      return this.#minimized
    }
    isDestroyed() {
      return this.#destroyed
    }
    /** On Wayland the position is not known (docs: BaseWindow, "getBounds"). */
    getBounds() {
      return { ...this.#bounds, ...(wayland ? { x: 0, y: 0 } : {}) }
    }
    getTitle() {
      return this.#title
    }
    isAlwaysOnTop() {
      return this.#alwaysOnTop
    }

    setBounds(bounds: Partial<Rectangle>) {
      const wanted = rounded({ ...this.#bounds, ...bounds })
      const before = this.#bounds
      const place = wayland ? { x: before.x, y: before.y } : { x: wanted.x, y: wanted.y }
      const scaleBefore = this.#scale
      this.#scale = screen.getDisplayMatching(wanted).scaleFactor
      // Windows converts the size by the scale factor of the display that the window leaves (issues 16444, 51572). The
      // position is wrong there too, which is not simulated.
      const factor = platform === 'win32' ? scaleBefore / this.#scale : 1
      const size = { width: Math.round(wanted.width * factor), height: Math.round(wanted.height * factor) }
      this.#bounds = { ...place, ...this.#withinLimits(size) }
      desktop.changed()
      if (this.#bounds.width !== before.width || this.#bounds.height !== before.height)
        this.#emitNow('resize')
    }
    setPosition(x: number, y: number) {
      this.setBounds({ x, y })
    }
    setSize(width: number, height: number) {
      this.setBounds({ width, height })
    }
    setTitle(title: string) {
      this.#title = title
      desktop.changed()
    }
    setBackgroundColor(color: string) {
      this.#onDesktop.background = color
      desktop.changed()
    }
    setSkipTaskbar(_skip: boolean) {}
    setAlwaysOnTop(flag: boolean) {
      this.#alwaysOnTop = flag
    }
    /** This desktop has only one workspace. */
    setVisibleOnAllWorkspaces(_visible: boolean) {}
    /** Windows of this desktop have no menu bar. */
    removeMenu() {}
    setMenuBarVisibility(_visible: boolean) {}

    /** The user moves or resizes it. Linux has no `will-resize` (docs: BaseWindow, "will-resize"). */
    #drag(bounds: Partial<Rectangle>) {
      if (this.#destroyed) return
      const before = this.#bounds
      const { x, y, width, height } = rounded({ ...before, ...bounds })
      const after = { x, y, ...this.#withinLimits({ width, height }) }
      const resizes = after.width !== before.width || after.height !== before.height
      const hasResizeEvents = resizes && platform !== 'linux'
      const event = createEvent({})
      if (hasResizeEvents) this.emit('will-resize', event, { ...after }, { edge: 'right' })
      if (event.defaultPrevented) return
      this.#bounds = after
      this.#scale = screen.getDisplayMatching(after).scaleFactor
      desktop.changed()
      if (resizes) this.#emitNow('resize')
      if (hasResizeEvents) this.#emitNow('resized')
    }
    #hang() {
      this.#page.hang()
      this.#emitNow('unresponsive')
    }
    #hideWithApp(hidden: boolean) {
      const wasVisible = this.#isOnScreen()
      if (hidden) this.blur()
      this.#hiddenWithApp = hidden
      this.#emitVisibility(hidden ? 'hide' : 'show', wasVisible)
    }
    #withinLimits({ width, height }: Size): Size {
      const { minWidth = 0, minHeight = 0, maxWidth = Infinity, maxHeight = Infinity } = this.#limits
      return {
        width: Math.max(minWidth, Math.min(width, maxWidth)),
        height: Math.max(minHeight, Math.min(height, maxHeight)),
      }
    }
    #appear(active: boolean) {
      const wasVisible = this.#isOnScreen()
      this.#visible = true
      this.#minimized = false
      this.#covered = false
      if (active) activation.activate()
      if (active) this.focus()
      this.#emitVisibility('show', wasVisible)
      this.#paint()
    }
    #isOnScreen() {
      return this.isVisible() && !this.#covered
    }
    /**
     * Windows and Linux emit the event at every call. macOS emits it in the next turn, and only if the visibility changed
     * (electron_ns_window_delegate.mm, windowDidChangeOcclusionState).
     */
    #emitVisibility(event: 'show' | 'hide', wasVisible: boolean) {
      if (platform !== 'darwin') this.#emitNow(event)
      else if (this.#isOnScreen() !== wasVisible) this.#emitSoon(event)
      desktop.changed()
    }
    /** On Wayland a hidden window may never emit `ready-to-show` (electron#48859). */
    #paint() {
      if (this.#destroyed || !this.#unpainted || (wayland && !this.#visible)) return
      this.#unpainted = false
      this.emit('ready-to-show', createEvent({}))
    }
    #emitNow(event: string) {
      desktop.changed()
      this.emit(event, createEvent({}))
    }
    #emitSoon(event: string) {
      desktop.changed()
      setImmediate(() => {
        if (!this.#destroyed) this.emit(event, createEvent({}))
      })
    }
  }
  throwOnceDestroyed(BrowserWindow.prototype, (self) => self instanceof BrowserWindow && self.isDestroyed(), [
    'isDestroyed',
  ])
  return strictClass('BrowserWindow', BrowserWindow)
}
