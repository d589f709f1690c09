// The small window: created when first needed, hidden when something else is clicked, destroyed when long unused.
// Closing hides it; the program goes on in the tray.

import type { EventName } from '../../contract/channels.ts'
import type { EventPayload } from '../../contract/contract.ts'
import { stateOf } from '../../model/account-view.ts'
import type { Log } from '../../model/log.ts'
import type { AccountStore } from '../../model/state.ts'
import type { Clock } from '../../model/timing/clock.ts'
import type { Output } from '../output.ts'
import { waitForFirstFrame } from './first-frame.ts'
import { isGlance } from './glance.ts'
import { createHideOnBlur } from './hide-on-blur.ts'
import { listenToWindow } from './window-events.ts'
import type { FrameParts, WindowFrame } from './window-frame.ts'
import { sendToWindow } from './window-messages.ts'
import { createWindowSize } from './window-size.ts'

/** Hidden for this long, its page is destroyed. */
const RELEASE_MS = 10 * 60_000
/** If the page crashes twice within this time, it is not opened again until a person asks for it. */
const CRASHED_AGAIN_MS = 5 * 60_000

export interface WindowParts extends FrameParts {
  store: AccountStore
  clock: Clock
  log: Pick<Log, 'error'>
  onVisibility: (signal: 'window-shown' | 'window-hidden') => void
}

export type LightWindow = ReturnType<typeof createLightWindow>

export function createLightWindow({ store, clock, log, onVisibility, ...parts }: WindowParts) {
  const { guard } = parts
  const sendGuarded = guard('Sending to the window', sendToWindow)
  const openGuarded = guard('Opening the window', open)
  const size = createWindowSize(clock.monotonicMs)
  const { onBlur, hasDialog, wasHiddenByClick, whileOpen } = createHideOnBlur({
    monotonicMs: clock.monotonicMs,
    mayHide: () => !isHiding && !isPinned && isGlance(store.getState()),
    hide,
  })
  let frame: WindowFrame | null = null
  let isOpening = false
  /** Whether `show` was called after the last `hide`. */
  let shouldShow = false
  let wasNeverShown = true
  /** Whether it opens minimized, as an entry in the taskbar. */
  let isMinimizing = false
  /** The last value reported by `onVisibility`. */
  let isSeen = false
  let isPinned = store.getState().settings.windowPinned
  let mayClose = false
  let isHiding = false
  let crashedMs = Number.NEGATIVE_INFINITY
  let cancelRelease = () => {}
  let cancelWait = () => {}

  async function open() {
    isOpening = true
    try {
      const { makeFrame } = await import('./window-frame.ts')
      if (!mayClose) begin(makeFrame(parts, size))
    } finally {
      isOpening = false
    }
  }

  function begin(made: WindowFrame) {
    const { window } = made
    frame = made
    wasNeverShown = true
    const onReady = () => {
      if (shouldShow && wasNeverShown) bringToFront(made)
    }
    cancelWait = waitForFirstFrame({ frame: made, clock, guard, log, onReady })
    if (isPinned) made.pin(true)
    // A window that was never shown can be minimised all the same (native_window_views.cc, Minimize).
    if (isMinimizing && !shouldShow) window.minimize()
    isMinimizing = false
    listenToWindow(window, guard, {
      onClose(event) {
        if (mayClose) return
        event.preventDefault()
        hide()
      },
      onClosed() {
        cancelRelease()
        cancelWait()
        frame = null
        setSeen(false)
      },
      onHide() {
        cancelRelease()
        cancelRelease = clock.after(RELEASE_MS, release)
        setSeen(false)
        if (store.getState().programFailure !== null) store.setState({ programFailure: null })
      },
      onShow() {
        cancelRelease()
        if (!isSeen) setSeen(true)
      },
      onMinimize: () => setSeen(false),
      onRestore: () => setSeen(true),
      onBlur: () => onBlur(window),
      onPageGone: (reason) => onPageGone(made, reason),
    })
  }

  /** Opens it again once; the light does not depend on it. */
  function onPageGone({ window }: WindowFrame, reason: string) {
    const wasVisible = window.isVisible()
    const isFirst = clock.monotonicMs() - crashedMs > CRASHED_AGAIN_MS
    crashedMs = clock.monotonicMs()
    log.error(`The window's page is gone: ${reason}`)
    window.destroy()
    if (!wasVisible || mayClose) return
    store.setState({ programFailure: 'window-crashed' })
    if (isFirst) show()
  }

  function bringToFront(shown: WindowFrame) {
    cancelRelease()
    const keepPlace = isPinned && !wasNeverShown
    wasNeverShown = false
    isSeen = true
    shown.bringToFront(keepPlace)
    if (shown.window.isMinimized()) shown.window.restore()
    setSeen(true)
  }

  function setSeen(seen: boolean) {
    isSeen = seen
    onVisibility(seen ? 'window-shown' : 'window-hidden')
  }

  function hide() {
    shouldShow = false
    // Hiding also causes a blur event, which is not a click elsewhere.
    isHiding = true
    if (hasDialog()) frame?.window.hide()
    else frame?.hide()
    isHiding = false
  }

  function release() {
    if (isGlance(store.getState())) frame?.window.destroy()
    else cancelRelease = clock.after(RELEASE_MS, release)
  }

  function show() {
    shouldShow = true
    // Also before its first frame: if no event reports that, a second click shows the window.
    if (frame) bringToFront(frame)
    else if (!isOpening) openGuarded()
  }

  /** Sends an event to the page, if there is one. */
  function send<Name extends EventName>(name: Name, payload: EventPayload<Name>) {
    if (frame) sendGuarded(frame.window.webContents, name, payload)
  }

  /** The page, which is sent each state, and the pin. */
  const output: Output = {
    show(state) {
      const { windowPinned } = state.settings
      if (windowPinned !== isPinned) frame?.pin(windowPinned)
      isPinned = windowPinned
      send('state', stateOf(state))
    },
    stop: hide,
  }

  return {
    output,
    show,
    /** As an entry in the taskbar alone; nothing happens where there is a window already. */
    showMinimized() {
      if (frame || isOpening) return
      isMinimizing = true
      openGuarded()
    },
    hide,
    /** Whether it is visible and has the focus. While a dialog that it opened has the focus, the window has not. */
    isInFront: () => (frame?.window.isVisible() && frame.window.isFocused()) ?? false,
    wasHiddenByClick,
    whileOpen,
    send,
    /** From now on closing closes. */
    allowClose() {
      mayClose = true
    },
  }
}
