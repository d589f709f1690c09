// The data that the desktop page draws: the snapshot of the HTTP API, plus images, windows and their bounds.
import { workArea } from '../electron/window/screen.ts'
import type { SimulatedDesktop } from './desktop.ts'
import { dataUrl, snapshot } from './snapshot.ts'
import { lightsOfPage } from './usb-lights.ts'
import { framePath } from './window-pages.ts'

/** The data of the `desktop` event. */
export function pageData(desktop: SimulatedDesktop) {
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
      hidDevices: lightsOfPage(window, desktop),
      ...window.bounds(),
    })),
    toasts: desktop.notifications
      .map(({ title, body, at, open }, index) => ({ title, body, at, open, index }))
      .filter(({ open }) => open),
  }
}
