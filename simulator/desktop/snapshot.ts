// The desktop as JSON: the answer of GET /api/desktop.
import type { Representation } from '../electron/image-file.ts'
import type { Desktop, MenuEntry } from './desktop.ts'
import { shownLight } from './usb-lights.ts'

interface MenuItemShown {
  id?: string
  label: string
  enabled: boolean
  checked: boolean
  type: string
  submenu?: MenuItemShown[]
}

const LARGEST_IMAGE = 32

/** The label on the screen: "&" marks the access key, "&&" is one "&". */
export const shownLabel = (label: string): string => label.replace(/&(.)/g, '$1')

const shownItem = ({ id, label, enabled, checked, type, submenu }: MenuEntry): MenuItemShown => ({
  ...(id === undefined ? {} : { id }),
  label: shownLabel(label),
  enabled,
  checked,
  type,
  ...(submenu ? { submenu: submenu.map(shownItem) } : {}),
})

/** The image as a data URL. */
export const dataUrl = ({ png }: Representation) => `data:image/png;base64,${png.toString('base64')}`

/** The largest image up to 32 px; the smallest if all are larger. */
export function panelImage(images: readonly Representation[]): string {
  const bySize = images.toSorted((a, b) => a.width - b.width)
  const chosen = bySize.findLast(({ width }) => width <= LARGEST_IMAGE) ?? bySize[0]
  return chosen ? dataUrl(chosen) : ''
}

/** The newest visible window, else the newest; none in the background. */
function shownWindow({ windows }: Desktop) {
  const shown = windows.filter((window) => !window.isBackground())
  return shown.findLast((window) => window.visible()) ?? shown.at(-1)
}

/** The answer of GET /api/desktop. Times are epoch ms. */
export function snapshot(desktop: Desktop) {
  const { tray, notifications, openedUrls, visits, clipboard, online, keyring, errors } = desktop
  const window = shownWindow(desktop)
  return {
    tray: tray && {
      icon: tray.icon,
      tooltip: tray.tooltip,
      title: tray.title,
      image: panelImage(tray.images),
      ...(tray.openMenu ? { openMenu: tray.openMenu.dead ? 'dead' : 'open' } : {}),
    },
    menu: tray?.menu().map(shownItem) ?? [],
    window: window ? { visible: window.visible(), url: window.url() } : null,
    notificationPermission: desktop.notificationPermission,
    notifications: notifications.map(({ title, body, at }) => ({ title, body, at })),
    loginItem: { openAtLogin: desktop.openAtLogin() },
    openedUrls,
    quit: desktop.quitting,
    trayAfterMs: desktop.trayAfterMs,
    visits,
    clipboard,
    online,
    keyring,
    recording: desktop.recording,
    shortcuts: [...desktop.shortcuts.keys()],
    usbLights: desktop.usbLights.map(shownLight),
    errors,
  }
}
