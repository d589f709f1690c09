// How the program lives and ends: in the tray, without its window, until somebody quits.
import type { App } from 'electron'

export interface LifecycleParts {
  onWanted: () => void
  onQuitting: () => void
  /** In their order. */
  ends: readonly (() => void)[]
}

export function joinLifecycle(app: Pick<App, 'on'>, { onWanted, onQuitting, ends }: LifecycleParts): void {
  // A second start, and a click on the program in macOS, mean: show yourself.
  app.on('second-instance', onWanted)
  app.on('activate', onWanted)
  // With a listener, closing the last window ends nothing (app, "window-all-closed").
  app.on('window-all-closed', () => {})
  app.on('before-quit', onQuitting)
  app.on('will-quit', () => {
    for (const end of ends) end()
  })
}
