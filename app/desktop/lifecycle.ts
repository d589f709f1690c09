// How the program lives and ends: in the tray, without its window, until somebody quits.
import type { App } from 'electron'
import type { Guard } from '../guard.ts'

export interface LifecycleParts {
  onWanted: () => void
  onQuitting: () => void
  /** In their order. */
  ends: readonly (() => void)[]
  guard: Guard
}

export function joinLifecycle(
  app: Pick<App, 'on'>,
  { onWanted, onQuitting, ends, guard }: LifecycleParts,
): void {
  // A second start, and a click on the program in macOS, mean: show yourself.
  const wanted = guard('Showing the window', () => onWanted())
  app.on('second-instance', wanted)
  app.on('activate', wanted)
  // With a listener, closing the last window ends nothing (app, "window-all-closed").
  app.on('window-all-closed', () => {})
  app.on(
    'before-quit',
    guard('Preparing the end', () => onQuitting()),
  )
  const eachEnd = ends.map((end) => guard('A part’s end', end))
  app.on(
    'will-quit',
    guard('The end', () => {
      for (const end of eachEnd) end()
    }),
  )
}
