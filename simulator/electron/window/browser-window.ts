// BrowserWindow: a framed window on the desktop. Hidden ones keep their page. `focus` and `blur` are told in the next turn
// (shell/browser/api/electron_api_base_window.cc, EmitEventSoon).
import { EventEmitter } from 'node:events'
import type {
  BrowserWindowConstructorOptions,
  BrowserWindow as ElectronWindow,
  Rectangle,
  Size,
} from 'electron'
import type { WindowOnDesktop } from '../../desktop/desktop.ts'
import { loudClass } from '../loud.ts'
import { mortal } from '../mortal.ts'
import { preventable } from '../preventable.ts'
import type { Activation } from './activation.ts'
import { type PlayedScreen, screenSize } from './screen.ts'
import { createWebContents, type Surroundings } from './web-contents.ts'

/** What the desktop's frame adds above the content, in points. */
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

const rounded = ({ x, y, width, height }: Rectangle): Rectangle => ({
  x: Math.round(x),
  y: Math.round(y),
  width: Math.round(width),
  height: Math.round(height),
})

export function createBrowserWindowClass(
  surroundings: Surroundings,
  app: EventEmitter & { isReady(): boolean },
  screen: Pick<PlayedScreen, 'getDisplayMatching'>,
  activation: Activation,
  onClosed: () => void,
) {
  const { desktop } = surroundings
  const { platform, wayland } = desktop.system
  const all = new Map<number, BrowserWindow>()
  let lastId = 0

  class BrowserWindow extends EventEmitter implements Pick<ElectronWindow, Used> {
    readonly id = ++lastId
    readonly #page = createWebContents(surroundings, this.id)
    readonly #contents = this.#page.webContents
    readonly #onDesktop: WindowOnDesktop
    #bounds: Rectangle
    #title: string
    readonly #limits: SizeLimits
    #visible = false
    #covered = false
    /** Its page has something to show that was never on the screen. */
    #unpainted = false
    #minimized = false
    #hiddenWithApp = false
    #focused = false
    #destroyed = false
    #alwaysOnTop: boolean
    /** Of the display on which it is. */
    #scale: number

    constructor(options: BrowserWindowConstructorOptions = {}) {
      if (!app.isReady()) throw new Error('Cannot create BrowserWindow before app is ready')
      super()
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
        preload: options.webPreferences?.preload,
        act: (action) => {
          if (this.#destroyed) return
          if (action === 'blur') activation.resign()
          this[action]()
        },
        drag: (bounds) => this.#drag(bounds),
        hideWithApp: (hidden) => this.#hideWithApp(hidden),
        crash: (how) => (how === 'hang' ? this.#tell('unresponsive') : this.#page.crash('crashed')),
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
      app.emit('web-contents-created', preventable({}), this.#contents)
      app.emit('browser-window-created', preventable({}), this)
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
      const wasSeen = this.#isSeen()
      this.blur()
      this.#visible = false
      this.#tellSeen('hide', wasSeen)
    }
    cover() {
      const wasSeen = this.#isSeen()
      this.#covered = true
      if (platform === 'darwin') this.#tellSeen('hide', wasSeen)
    }
    uncover() {
      const wasSeen = this.#isSeen()
      this.#covered = false
      if (platform === 'darwin') this.#tellSeen('show', wasSeen)
    }
    focus() {
      if (this.#focused || !this.isVisible()) return
      activation.activate()
      BrowserWindow.getFocusedWindow()?.blur()
      this.#focused = true
      this.#tellSoon('focus')
    }
    blur() {
      if (!this.#focused) return
      this.#focused = false
      this.#tellSoon('blur')
    }
    minimize() {
      if (this.#minimized) return
      this.blur()
      this.#minimized = true
      // One that was hidden is in the taskbar from now on (shell/browser/native_window_views.cc, Minimize).
      this.#visible = true
      this.#tell('minimize')
    }
    restore() {
      if (!this.#minimized) return
      this.#minimized = false
      this.#tell('restore')
      this.focus()
    }
    /** Listeners of `close` may prevent it. */
    close() {
      if (this.#destroyed) return
      const event = preventable({})
      this.emit('close', event)
      if (!event.defaultPrevented && !this.#destroyed) this.destroy()
    }
    destroy() {
      if (this.#destroyed) return
      this.#destroyed = true
      this.#visible = false
      this.#focused = false
      all.delete(this.id)
      desktop.windows = desktop.windows.filter((window) => window !== this.#onDesktop)
      this.#tell('closed')
      this.#page.destroy()
      onClosed()
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
    /** Wayland tells nobody where a window is (docs: BaseWindow, "getBounds"). */
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
      // Windows counts the pixels by the display that the window comes from (issues 16444, 51572). Where it then stands is
      // off too, which is not played.
      const factor = platform === 'win32' ? scaleBefore / this.#scale : 1
      const size = { width: Math.round(wanted.width * factor), height: Math.round(wanted.height * factor) }
      this.#bounds = { ...place, ...this.#withinLimits(size) }
      desktop.changed()
      if (this.#bounds.width !== before.width || this.#bounds.height !== before.height) this.#tell('resize')
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
    /** There is one workspace. */
    setVisibleOnAllWorkspaces(_visible: boolean) {}
    /** No window here has a menu bar. */
    removeMenu() {}
    setMenuBarVisibility(_visible: boolean) {}

    /** A person moves it or pulls at its edges, of which Linux does not tell beforehand (docs: BaseWindow, "will-resize"). */
    #drag(bounds: Partial<Rectangle>) {
      if (this.#destroyed) return
      const before = this.#bounds
      const { x, y, width, height } = rounded({ ...before, ...bounds })
      const after = { x, y, ...this.#withinLimits({ width, height }) }
      const resizes = after.width !== before.width || after.height !== before.height
      const told = resizes && platform !== 'linux'
      const event = preventable({})
      if (told) this.emit('will-resize', event, { ...after }, { edge: 'right' })
      if (event.defaultPrevented) return
      this.#bounds = after
      this.#scale = screen.getDisplayMatching(after).scaleFactor
      desktop.changed()
      if (resizes) this.#tell('resize')
      if (told) this.#tell('resized')
    }
    #hideWithApp(hidden: boolean) {
      const wasSeen = this.#isSeen()
      if (hidden) this.blur()
      this.#hiddenWithApp = hidden
      this.#tellSeen(hidden ? 'hide' : 'show', wasSeen)
    }
    #withinLimits({ width, height }: Size): Size {
      const { minWidth = 0, minHeight = 0, maxWidth = Infinity, maxHeight = Infinity } = this.#limits
      return {
        width: Math.max(minWidth, Math.min(width, maxWidth)),
        height: Math.max(minHeight, Math.min(height, maxHeight)),
      }
    }
    #appear(active: boolean) {
      const wasSeen = this.#isSeen()
      this.#visible = true
      this.#minimized = false
      this.#covered = false
      if (active) activation.activate()
      if (active) this.focus()
      this.#tellSeen('show', wasSeen)
      this.#paint()
    }
    #isSeen() {
      return this.isVisible() && !this.#covered
    }
    /**
     * Windows and Linux tell of every call. macOS tells what became of it in the next turn, where that differs from before
     * (electron_ns_window_delegate.mm, windowDidChangeOcclusionState).
     */
    #tellSeen(event: 'show' | 'hide', wasSeen: boolean) {
      if (platform !== 'darwin') this.#tell(event)
      else if (this.#isSeen() !== wasSeen) this.#tellSoon(event)
      desktop.changed()
    }
    /** `ready-to-show` of a hidden window may never come on Wayland (electron#48859). */
    #paint() {
      if (this.#destroyed || !this.#unpainted || (wayland && !this.#visible)) return
      this.#unpainted = false
      this.emit('ready-to-show', preventable({}))
    }
    #tell(event: string) {
      desktop.changed()
      this.emit(event, preventable({}))
    }
    #tellSoon(event: string) {
      desktop.changed()
      setImmediate(() => {
        if (!this.#destroyed) this.emit(event, preventable({}))
      })
    }
  }
  mortal(BrowserWindow.prototype, (self) => self instanceof BrowserWindow && self.isDestroyed(), [
    'isDestroyed',
  ])
  return loudClass('BrowserWindow', BrowserWindow)
}
