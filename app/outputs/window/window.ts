// The small window: made when first needed, gone when something else is clicked, released when long unused. Closing
// hides it; the app lives on in the tray.
import type { EventName } from '../../contract/channels.ts'
import type { EventPayload } from '../../contract/contract.ts'
import type { Log } from '../../model/log.ts'
import type { AppStore } from '../../model/state.ts'
import type { Clock } from '../../model/timing/clock.ts'
import { isGlance } from './glance.ts'
import type { FrameParts, WindowFrame } from './window-frame.ts'
import { tellWindow } from './window-messages.ts'
import { createWindowSize } from './window-size.ts'

/** A window that is hidden may never get its first picture on Wayland (electron#48859): its page being there must do. */
const FIRST_PICTURE_MS = 1000
/** A page that takes longer is awaited with the window there: an empty one is more than none. */
const LATEST_MS = 1500
/** Hidden for so long, its page is let go. */
const RELEASE_MS = 10 * 60_000
/** Twice gone within this time, the page stays away until somebody wants it. */
const CRASHED_AGAIN_MS = 5 * 60_000
/** A click on the tray icon first takes the focus from the window (Windows, X11), then is told to us. */
const SAME_CLICK_MS = 300

export interface WindowParts extends FrameParts {
  store: AppStore
  clock: Clock
  log: Pick<Log, 'error'>
  onLook: (signal: 'window-shown' | 'window-hidden') => void
}

export interface LightWindow {
  show(): void
  /** Only its place in the taskbar; nothing where the window is there already. */
  showMinimized(): void
  hide(): void
  /** Whether a person sees it and types into it. */
  isInFront(): boolean
  /** Whether the click that is told now has already sent the window away. */
  wentWithThisClick(): boolean
  /** Until `dialog` has settled, the window stays though the focus is in a dialog that it opened. */
  whileOpen<Answer>(dialog: Promise<Answer>): Promise<Answer>
  /** Tells the page, if there is one. */
  send<Name extends EventName>(name: Name, payload: EventPayload<Name>): void
  /** From now on closing closes. */
  letGo(): void
}

export function createLightWindow({ store, clock, log, onLook, ...parts }: WindowParts): LightWindow {
  const { guard } = parts
  const tell = guard('Telling the window', tellWindow)
  const openGuarded = guard('Making the window', open)
  const size = createWindowSize(clock.monotonicMs)
  let frame: WindowFrame | null = null
  let coming = false
  /** Asked for since it was last sent away. */
  let wanted = false
  let fresh = true
  /** Asked for as a place in the taskbar alone. */
  let minimizing = false
  /** As `onLook` was told. */
  let seen = false
  let closing = false
  let hiding = false
  let dialogs = 0
  let blurredAwayMs = Number.NEGATIVE_INFINITY
  let crashedMs = Number.NEGATIVE_INFINITY
  let cancelRelease = () => {}
  let cancelPicture = () => {}

  const isPinned = () => store.getState().settings.windowPinned
  store.subscribe(({ settings }, before) => {
    if (settings.windowPinned !== before.settings.windowPinned) frame?.pin(settings.windowPinned)
  })

  async function open() {
    coming = true
    try {
      const { makeFrame } = await import('./window-frame.ts')
      if (!closing) begin(makeFrame({ ...parts, size }))
    } finally {
      coming = false
    }
  }

  function begin(made: WindowFrame) {
    const { window } = made
    frame = made
    fresh = true
    const ready = guard('The first picture of the window', () => {
      if (wanted && fresh) appear(made)
    })
    cancelPicture = clock.after(LATEST_MS, ready)
    made.loaded.then(
      () => {
        if (window.isDestroyed()) return
        const cancelLatest = cancelPicture
        const cancelFirst = clock.after(FIRST_PICTURE_MS, ready)
        cancelPicture = () => {
          cancelLatest()
          cancelFirst()
        }
      },
      // One that was let go, as by a quit just after the start, needs no page.
      (error: unknown) => {
        if (!window.isDestroyed()) log.error("The window's page did not load", error)
      },
    )
    if (isPinned()) made.pin(true)
    // A window that was never shown comes as one in the taskbar (native_window_views.cc, Minimize).
    if (minimizing && !wanted) window.minimize()
    minimizing = false
    window.on(
      'close',
      guard('Hiding the window instead of closing it', (event) => {
        if (closing) return
        event.preventDefault()
        hide()
      }),
    )
    const closed = guard('After the window', () => {
      cancelRelease()
      cancelPicture()
      frame = null
      look(false)
    })
    const hidden = guard('The hidden window', () => {
      // macOS says so of a covered window too (electron_ns_window_delegate.mm), which nobody has sent away.
      if (window.isVisible()) return
      cancelRelease()
      cancelRelease = clock.after(RELEASE_MS, release)
      look(false)
      if (store.getState().mishap !== null) store.setState({ mishap: null })
    })
    // The system hides and shows too, as all windows of a program at once on macOS.
    const shown = guard('The shown window', () => {
      cancelRelease()
      if (!seen) look(true)
    })
    const minimized = guard('The minimised window', () => look(false))
    const restored = guard('The restored window', () => look(true))
    const left = guard('The window without the focus', blurred)
    // It has not answered for half a minute (BrowserWindow, "unresponsive"): a new one will.
    const hangs = guard('A window that hangs', () => window.webContents.forcefullyCrashRenderer())
    window.on('closed', closed)
    window.on('show', shown)
    window.on('hide', hidden)
    window.on('minimize', minimized)
    window.on('restore', restored)
    window.on('blur', left)
    window.on('unresponsive', hangs)
    window.once('ready-to-show', ready)
    window.webContents.on(
      'render-process-gone',
      guard('A window that is gone', (_event, { reason }) => crashed(made, reason)),
    )
  }

  /** Comes again by itself, once; the light does without it. */
  function crashed({ window }: WindowFrame, reason: string) {
    const wasSeen = window.isVisible()
    const isFirst = clock.monotonicMs() - crashedMs > CRASHED_AGAIN_MS
    crashedMs = clock.monotonicMs()
    log.error(`The window's page is gone: ${reason}`)
    window.destroy()
    if (!wasSeen || closing) return
    store.setState({ mishap: 'window-crashed' })
    if (isFirst) show()
  }

  function appear(shown: WindowFrame) {
    cancelRelease()
    const stay = isPinned() && !fresh
    fresh = false
    seen = true
    shown.appear(stay)
    if (shown.window.isMinimized()) shown.window.restore()
    look(true)
  }

  function look(isSeen: boolean) {
    seen = isSeen
    onLook(isSeen ? 'window-shown' : 'window-hidden')
  }

  /** Takes the focus away too, which nobody did with a click. */
  function hide() {
    wanted = false
    hiding = true
    if (dialogs > 0) frame?.window.hide()
    else frame?.disappear()
    hiding = false
  }

  function blurred() {
    if (!frame || hiding || dialogs > 0 || isPinned() || !isGlance(store.getState())) return
    const { window } = frame
    if (!window.isVisible() || window.webContents.isDevToolsOpened()) return
    blurredAwayMs = clock.monotonicMs()
    hide()
  }

  function release() {
    if (isGlance(store.getState())) frame?.window.destroy()
    else cancelRelease = clock.after(RELEASE_MS, release)
  }

  function show() {
    wanted = true
    // Even before it is ready: where nobody tells of that, a second click has to help.
    if (frame) appear(frame)
    else if (!coming) openGuarded()
  }

  return {
    show,
    showMinimized() {
      if (frame || coming) return
      minimizing = true
      openGuarded()
    },
    hide,
    // While the focus is in a dialog that it opened, it is not in the window.
    isInFront: () => (frame?.window.isVisible() && frame.window.isFocused()) ?? false,
    wentWithThisClick: () => clock.monotonicMs() - blurredAwayMs < SAME_CLICK_MS,
    async whileOpen(dialog) {
      dialogs += 1
      try {
        return await dialog
      } finally {
        dialogs -= 1
      }
    },
    send(name, payload) {
      if (frame) tell(frame.window.webContents, name, payload)
    },
    letGo() {
      closing = true
    },
  }
}
