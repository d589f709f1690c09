// The desktop as the page draws it: what everybody is told, and where on the screen it stands.

import { workArea } from '../electron/window/screen.ts'
import type { SimulatedDesktop } from './desktop.ts'
import { dataUrl, snapshot } from './snapshot.ts'
import { framePath } from './window-pages.ts'

/** What the page draws. */
export function drawing(desktop: SimulatedDesktop) {
  return {
    ...snapshot(desktop),
    trayImages: desktop.tray?.images.map((image) => ({ width: image.width, url: dataUrl(image) })) ?? [],
    timeZone: desktop.timeZone,
    pagesDark: desktop.pagesDark(),
    workArea,
    windows: desktop.windows.map((window) => ({
      id: window.id,
      title: window.title(),
      url: window.url(),
      framePath: framePath(window.url()),
      visible: window.visible(),
      minimized: window.minimized(),
      focused: window.focused(),
      frame: window.frame,
      background: window.background,
      ...window.bounds(),
    })),
    toasts: desktop.notifications
      .map(({ title, body, at, open }, index) => ({ title, body, at, open, index }))
      .filter(({ open }) => open),
  }
}
