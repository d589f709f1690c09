// BrowserWindow: a framed window on the desktop. Hidden ones keep their page.
import { EventEmitter } from 'node:events'
import type { BrowserWindowConstructorOptions, BrowserWindow as ElectronWindow, Rectangle } from 'electron'
import type { WindowAction, WindowOnDesktop } from '../desktop.ts'
import { loudClass } from './loud.ts'
import { preventable } from './preventable.ts'
import { screenSize } from './screen.ts'
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
type Used = UsedShowing | UsedAsking | UsedSetting | 'loadURL' | 'removeMenu' | 'setMenuBarVisibility'

export function createBrowserWindowClass(
  surroundings: Surroundings,
  app: EventEmitter,
  onClosed: () => void,
) {
  const { desktop } = surroundings
  const all = new Map<number, BrowserWindow>()
  let lastId = 0

  class BrowserWindow extends EventEmitter implements Pick<ElectronWindow, Used> {
    readonly id = ++lastId
    readonly #page = createWebContents(surroundings, this.id)
    readonly webContents = this.#page.webContents
    readonly #onDesktop: WindowOnDesktop
    #bounds: Rectangle
    #title: string
    #visible = false
    #minimized = false
    #focused = false
    #destroyed = false
    #alwaysOnTop: boolean

    constructor(options: BrowserWindowConstructorOptions = {}) {
      super()
      const frame = options.frame ?? true
      const width = options.width ?? 800
      const height = (options.height ?? 600) + (frame && options.useContentSize ? TITLE_BAR : 0)
      this.#bounds = {
        x: options.x ?? Math.round((screenSize.width - width) / 2),
        y: options.y ?? Math.round((screenSize.height - height) / 2),
        width,
        height,
      }
      this.#title = options.title ?? 'Electron'
      this.#alwaysOnTop = options.alwaysOnTop ?? false
      this.#onDesktop = {
        id: this.id,
        title: () => this.#title,
        url: () => this.webContents.getURL(),
        visible: () => this.isVisible(),
        focused: () => this.#focused,
        minimized: () => this.#minimized,
        bounds: () => ({ ...this.#bounds }),
        frame,
        background: options.backgroundColor ?? '#ffffff',
        preload: options.webPreferences?.preload,
        act: (action) => this.#act(action),
        crash: (how) => (how === 'hang' ? this.#tell('unresponsive') : this.#page.crash('crashed')),
        navigate: this.#page.navigate,
        openWindow: this.#page.openWindow,
        invoke: this.#page.invoke,
        receive: this.#page.receive,
      }
      all.set(this.id, this)
      desktop.windows.push(this.#onDesktop)
      app.emit('web-contents-created', preventable({}), this.webContents)
      app.emit('browser-window-created', preventable({}), this)
      this.webContents.once('did-finish-load', () => this.emit('ready-to-show'))
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

    loadURL(url: string) {
      return this.webContents.loadURL(url)
    }

    show() {
      this.showInactive()
      this.focus()
    }
    showInactive() {
      const wasVisible = this.isVisible()
      this.#visible = true
      this.#minimized = false
      if (!wasVisible) this.#tell('show')
    }
    hide() {
      if (!this.#visible) return
      this.blur()
      // Whoever heard that may have hidden it already.
      if (!this.#visible) return
      this.#visible = false
      this.#tell('hide')
    }
    focus() {
      if (this.#focused || !this.isVisible()) return
      BrowserWindow.getFocusedWindow()?.blur()
      this.#focused = true
      this.#tell('focus')
      app.emit('browser-window-focus', preventable({}), this)
    }
    blur() {
      if (!this.#focused) return
      this.#focused = false
      this.#tell('blur')
      app.emit('browser-window-blur', preventable({}), this)
    }
    minimize() {
      if (this.#minimized) return
      this.blur()
      this.#minimized = true
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
      if (!event.defaultPrevented) this.destroy()
    }
    destroy() {
      if (this.#destroyed) return
      this.#destroyed = true
      this.#visible = false
      this.#focused = false
      all.delete(this.id)
      desktop.windows = desktop.windows.filter((window) => window !== this.#onDesktop)
      this.#page.destroy()
      this.#tell('closed')
      onClosed()
    }

    isVisible() {
      return this.#visible && !this.#minimized
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
    getBounds() {
      return { ...this.#bounds }
    }
    getTitle() {
      return this.#title
    }
    isAlwaysOnTop() {
      return this.#alwaysOnTop
    }

    setBounds(bounds: Partial<Rectangle>) {
      Object.assign(this.#bounds, bounds)
      desktop.changed()
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

    #act(action: WindowAction) {
      this[action]()
    }
    #tell(event: string) {
      desktop.changed()
      this.emit(event, preventable({}))
    }
  }
  return loudClass('BrowserWindow', BrowserWindow)
}
