// Hides the window when something else is clicked, but not while a dialog that the window opened has the focus.
import type { BrowserWindow } from 'electron'

/** A click on the tray icon takes the focus from the window first (Windows, X11); its click event comes within this time. */
const SAME_CLICK_MS = 300

export interface HideOnBlurParts {
  monotonicMs: () => number
  /** Whether a click elsewhere may hide the window now. */
  mayHide: () => boolean
  hide: () => void
}

export function createHideOnBlur({ monotonicMs, mayHide, hide }: HideOnBlurParts) {
  let openDialogs = 0
  let hiddenMs = Number.NEGATIVE_INFINITY

  return {
    onBlur(window: BrowserWindow) {
      if (openDialogs > 0 || !mayHide()) return
      if (!window.isVisible() || window.webContents.isDevToolsOpened()) return
      hiddenMs = monotonicMs()
      hide()
    },
    hasDialog: () => openDialogs > 0,
    /** Whether the click on the tray icon that is handled now has hidden the window already. */
    wasHiddenByClick: () => monotonicMs() - hiddenMs < SAME_CLICK_MS,
    /** Keeps the window open until `dialog` settles, with its outcome. */
    async whileOpen<Answer>(dialog: Promise<Answer>) {
      openDialogs += 1
      try {
        return await dialog
      } finally {
        openDialogs -= 1
      }
    },
  }
}
