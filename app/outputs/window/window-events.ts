// The events of a BrowserWindow, each with a guarded listener.
import type { BrowserWindow, Event } from 'electron'
import type { Guard } from '../../model/guard.ts'

export interface WindowEvents {
  onClose: (event: Pick<Event, 'preventDefault'>) => void
  onClosed: () => void
  /** By the program or by the system: macOS hides and shows all windows of a program at once. */
  onShow: () => void
  onHide: () => void
  onMinimize: () => void
  onRestore: () => void
  onBlur: () => void
  /** The renderer process has ended; `reason` as in Electron's "render-process-gone". */
  onPageGone: (reason: string) => void
}

export function listenToWindow(window: BrowserWindow, guard: Guard, events: WindowEvents): void {
  window.on('close', guard('Hiding the window instead of closing it', events.onClose))
  window.on('closed', guard('The closed window', events.onClosed))
  window.on('show', guard('The shown window', events.onShow))
  const hidden = guard('The hidden window', () => {
    // macOS emits it for a covered window too (electron_ns_window_delegate.mm), which is still visible.
    if (!window.isVisible()) events.onHide()
  })
  window.on('hide', hidden)
  window.on('minimize', guard('The minimised window', events.onMinimize))
  window.on('restore', guard('The restored window', events.onRestore))
  window.on('blur', guard('The window without the focus', events.onBlur))
  // It has not answered for half a minute (BrowserWindow, "unresponsive"): end its page, which is then made anew.
  const hangs = guard('A window that hangs', () => window.webContents.forcefullyCrashRenderer())
  window.on('unresponsive', hangs)
  window.webContents.on(
    'render-process-gone',
    guard('A page that is gone', (_event, { reason }) => events.onPageGone(reason)),
  )
}
