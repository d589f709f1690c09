// The hidden window of the page that drives the USB lights: a session of its own, which gets HID devices of the table and
// nothing else. usb-driver.ts loads it with the first USB output.
import { readFile } from 'node:fs/promises'
import { BrowserWindow, type Session, session } from 'electron'
import type { Guard } from '../../../model/guard.ts'
import { notFound, pageFile, SCHEME } from '../../window/app-protocol.ts'
import { hardenSession, pagePreferences } from '../../window/hardening.ts'
import { isWithin } from '../../window/message-size.ts'
import { USB_PAGE, USB_SHOW } from './page/usb-channels.ts'
import { usbModelOf } from './usb-commands.ts'
import { CLOSED, type UsbPage, type UsbPageEvents } from './usb-page-host.ts'
import { showRequestSchema, usbPageMessageSchema } from './usb-page-messages.ts'

export interface UsbWindowParts {
  /** Where the preload and the page's script are. */
  built: (...names: string[]) => string
  /** Whether the developer tools may be opened: never in a packaged app. */
  devTools: boolean
  guard: Guard
}

/** Not the window's origin, whose messages are commands. */
const USB_ORIGIN = `${SCHEME}://usb-lights`
/** Without "persist:" it is in memory (session, "fromPartition"). */
const PARTITION = 'usb-lights'
const SCRIPT = 'usb-page.js'
const PAGE = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>USB lights</title><script type="module" src="${SCRIPT}"></script></head></html>`

/** Values, names and characters of one message: more than a hundred devices need. */
const LARGEST_MESSAGE = 100_000

/** Rejects if the page cannot be loaded. */
export async function openUsbPage(
  { built, devTools, guard }: UsbWindowParts,
  { onMessage, onGone }: UsbPageEvents,
): Promise<UsbPage> {
  const ownSession = session.fromPartition(PARTITION)
  // The session outlives the window.
  if (!ownSession.protocol.isProtocolHandled(SCHEME)) {
    hardenSession(ownSession, guard)
    allowUsbLights(ownSession)
    servePage(ownSession, built('renderer', 'usb', 'usb-page.js'))
  }
  const window = new BrowserWindow({
    show: false,
    width: 100,
    height: 100,
    frame: false,
    skipTaskbar: true,
    focusable: false,
    title: 'USB lights',
    webPreferences: {
      ...pagePreferences(built('preload', 'usb-preload.cjs'), devTools),
      partition: PARTITION,
      // Chromium slows the timers of a hidden page down to one a minute, and a keep-alive would be late.
      backgroundThrottling: false,
    },
  })
  const { webContents } = window
  let isClosed = false
  const gone = (reason: string) => {
    if (!isClosed) onGone(reason)
    isClosed = true
  }
  webContents.ipc.on(
    USB_PAGE,
    guard('A message of the USB lights', (event, message: unknown) => {
      const frame = event.senderFrame
      const isOurs = frame !== null && frame.parent === null && frame.url.startsWith(`${USB_ORIGIN}/`)
      if (!isOurs || !isWithin(message, LARGEST_MESSAGE))
        throw new Error('A message from another page, or one that is too large')
      if (!isClosed) onMessage(usbPageMessageSchema.parse(message))
    }),
  )
  webContents.on(
    'render-process-gone',
    guard('The page of the USB lights is gone', (_event, { reason }) => {
      gone(reason)
      window.destroy()
    }),
  )
  // Quitting closes all windows, before the lights are switched off.
  window.on(
    'closed',
    guard('The window of the USB lights is closed', () => gone(CLOSED)),
  )
  try {
    await window.loadURL(`${USB_ORIGIN}/`)
  } catch (error) {
    isClosed = true
    if (!window.isDestroyed()) window.destroy()
    throw error
  }
  return {
    send: (request) => webContents.send(USB_SHOW, showRequestSchema.parse(request)),
    close() {
      isClosed = true
      if (!window.isDestroyed()) window.destroy()
    },
  }
}

/**
 * `navigator.hid.getDevices()` returns the devices for which the handler returns true, without a chooser (session,
 * "setDevicePermissionHandler"; shell/browser/electron_permission_manager.cc, CheckDevicePermission).
 */
function allowUsbLights(ownSession: Session) {
  ownSession.setPermissionCheckHandler(
    (_contents, permission, origin) => permission === 'hid' && origin.startsWith(USB_ORIGIN),
  )
  ownSession.setDevicePermissionHandler(
    ({ deviceType, origin, device }) =>
      deviceType === 'hid' &&
      origin === USB_ORIGIN &&
      'vendorId' in device &&
      usbModelOf({ vendorId: Number(device.vendorId), productId: Number(device.productId) }) !== null,
  )
}

/** Serves the page and its script, and nothing else. */
function servePage({ protocol }: Pick<Session, 'protocol'>, scriptPath: string) {
  protocol.handle(SCHEME, async ({ url, method }) => {
    const { host, pathname } = new URL(url)
    if (method === 'GET' && `${SCHEME}://${host}` === USB_ORIGIN) {
      if (pathname === '/') return pageFile(PAGE, 'text/html; charset=utf-8')
      if (pathname === `/${SCRIPT}`)
        return pageFile(await readFile(scriptPath), 'text/javascript; charset=utf-8')
    }
    return notFound()
  })
}
