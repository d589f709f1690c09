// The state of the simulated desktop. The stand-ins for Electron's modules write it; the HTTP API and the page show it.
import type { ActivationArguments, HIDDevice } from 'electron'
import type { Representation } from '../electron/image-file.ts'
import type { AnswerScheme } from '../electron/window/protocol.ts'
import { type System, systemOf, usualSystem } from './system.ts'
import type { PluggedLight } from './usb-lights.ts'

export const keyringStates = ['unlocked', 'locked', 'fallback'] as const
export type KeyringState = (typeof keyringStates)[number]

export interface MenuEntry {
  id: string | undefined
  label: string
  type: string
  enabled: boolean
  checked: boolean
  submenu: MenuEntry[] | undefined
  activate(): void
}

export interface TrayOnDesktop {
  /** The icon file's name without directory, extension and scale suffix. */
  icon: string
  images: readonly Representation[]
  tooltip: string
  title: string
  menu(): MenuEntry[]
  click(): void
  doubleClick(): void
  /** The open menu. `dead`: on Linux, a menu that was replaced while open no longer reacts to clicks. */
  openMenu: { entries: MenuEntry[]; dead: boolean } | null
  /** Opens the menu; does nothing if there is none. */
  showMenu(): void
  /** The pointer opens a submenu of the open menu, and leaves it. */
  crossSubmenu(): void
  closeMenu(): void
}

/** `asking`: macOS shows its permission prompt. */
export const notificationPermissions = ['granted', 'denied', 'unasked', 'asking'] as const
type NotificationPermission = (typeof notificationPermissions)[number]

/** A window as seen from outside the app. */
export interface DesktopWindow {
  id: number
  url(): string
  visible(): boolean
  /** Whether its page is in a session of its own: such a window is not for the user. */
  isBackground(): boolean
  act(action: WindowAction): void
  /** Its page crashes or hangs. */
  crash(how: WindowCrash): void
}

/** A window whose page the desktop draws. */
export interface SimulatedWindow extends DesktopWindow {
  title(): string
  focused(): boolean
  minimized(): boolean
  bounds(): { x: number; y: number; width: number; height: number }
  frame: boolean
  background: string
  preload: string | undefined
  /** The response of its session for a URL of a custom scheme; null if the scheme is not handled. */
  answerScheme: AnswerScheme
  /** Whether its session gives its pages of `origin` this HID device. */
  allowsHid(origin: string, device: HIDDevice): boolean
  /** The user moves or resizes it. */
  drag(bounds: Partial<{ x: number; y: number; width: number; height: number }>): void
  /** macOS hides all windows of the app, or shows again those that were visible. */
  hideWithApp(hidden: boolean): void
  /** Navigates the page to `url` unless the app prevents it. */
  navigate(url: string): void
  openWindow(url: string): void
  invoke(channel: string, args: unknown[]): Promise<unknown>
  receive(channel: string, args: unknown[]): void
}

/** `cover`: fully occluded, by another window or because the display is off; `uncover`: no longer. */
export const windowActions = [
  'close',
  'destroy',
  'minimize',
  'restore',
  'focus',
  'blur',
  'cover',
  'uncover',
] as const
type WindowAction = (typeof windowActions)[number]

export const windowCrashes = ['crash', 'hang'] as const
export type WindowCrash = (typeof windowCrashes)[number]

export interface NotificationOnDesktop {
  title: string
  body: string
  /** When it was shown, epoch ms. */
  at: number
  open: boolean
  click(): void
  close(): void
}

/** One URL that the app opened in the default browser, and its outcome. */
export interface Visit {
  url: string
  /** The URL to open it at on this machine. */
  link: string
  outcome: 'waiting for a person' | 'under way' | 'done' | 'failed'
  detail: string
}

/** A message from the app to a window's page. */
interface PageMessage {
  window: number
  channel: string
  args: unknown[]
}

/** Called in the first instance when a second one starts: its command line, working directory and additionalData. */
type SecondInstance = (argv: string[], workingDirectory: string, data: unknown) => void

/** What the app shows and the state of its system. Also kept for the app on a real Electron. */
export interface Desktop {
  readonly system: System
  tray: TrayOnDesktop | null
  /** Whether a panel that draws tray icons runs (Windows: Explorer). */
  trayHost: boolean
  /** Whether the app has created a tray icon, drawn or not. */
  trayMade: boolean
  /** From the first line of the app's code to its tray icon, ms; 0 until then. */
  trayAfterMs: number
  windows: DesktopWindow[]
  notifications: NotificationOnDesktop[]
  /** The system's setting for this app's notifications; `unasked`: macOS has not asked the user yet. */
  notificationPermission: NotificationPermission
  openedUrls: string[]
  visits: Visit[]
  clipboard: string
  /** What a save dialog returns; null: canceled; undefined: the suggested path. */
  savePath: string | null | undefined
  online: boolean
  /** The value of `net.isOnline()`; null: `online`. */
  reportedOnline: boolean | null
  /** The Chromium error with which every request fails, such as ERR_CERT_DATE_INVALID; null: requests succeed. */
  netError: string | null
  idleSeconds: number
  /** The programs that record from a microphone, by name. */
  recording: readonly string[]
  /** The USB lights that are plugged in. */
  usbLights: readonly PluggedLight[]
  locked: boolean
  /** The app's global shortcuts, by accelerator. */
  readonly shortcuts: Map<string, () => void>
  /** The accelerators that other programs have registered. */
  readonly takenShortcuts: Set<string>
  keyring: KeyringState
  /** Whether the keyring fails for now. */
  keyringFails: boolean
  /** The locale of the regional format, such as "en-GB", which implies a 12- or 24-hour clock. */
  regionalFormat: string
  /** The system's time zone after a change; null: that of the start. */
  timeZone: string | null
  /** The theme of apps. */
  dark: boolean
  /** The theme of Windows' taskbar. */
  taskbarDark: boolean
  highContrast: boolean
  /** Whether pages are dark: the system's theme unless `nativeTheme.themeSource` overrides it. */
  pagesDark(): boolean
  openAtLogin(): boolean
  /** Allows or disables login items, as Task Manager and System Settings do; null where login items are files. */
  allowLoginItems: ((allowed: boolean) => void) | null
  /** The holder of the single-instance lock of each profile, by the profile's folder. Called at each further start. */
  readonly locks: Map<string, SecondInstance>
  quitting: boolean
  /** What to start when the app has quit, one entry for each `app.relaunch`. */
  relaunches: { execPath: string; args: readonly string[] }[]
  /** Uncaught errors of the app. */
  errors: string[]
  /** Calls the listeners of `onChange`. */
  changed(): void
  /** Calls `listener` on every change until the returned function is called. */
  onChange(listener: () => void): () => void
}

/** A desktop that draws the windows' pages. */
export interface SimulatedDesktop extends Desktop {
  windows: SimulatedWindow[]
  /** The present run of the app. On Windows `activate` is called for each notification that is clicked, also of a run before. */
  notificationRun: { activate(details: ActivationArguments): void } | null
  send(message: PageMessage): void
  onMessage(listener: (message: PageMessage) => void): () => void
}

function listeners<T>() {
  const all = new Set<(value: T) => void>()
  return {
    emit: (value: T) => {
      for (const listener of all) listener(value)
    },
    add: (listener: (value: T) => void) => {
      all.add(listener)
      return () => {
        all.delete(listener)
      }
    },
  }
}

/** An empty desktop, online and unlocked. */
export function createDesktop(
  keyring: KeyringState,
  system = systemOf(usualSystem(process.platform)),
): SimulatedDesktop {
  const changes = listeners<void>()
  const messages = listeners<PageMessage>()
  return {
    system,
    tray: null,
    trayHost: true,
    trayMade: false,
    trayAfterMs: 0,
    windows: [],
    notifications: [],
    notificationPermission: 'granted',
    notificationRun: null,
    openedUrls: [],
    visits: [],
    clipboard: '',
    savePath: undefined,
    online: true,
    reportedOnline: null,
    netError: null,
    idleSeconds: 0,
    recording: [],
    usbLights: [],
    locked: false,
    shortcuts: new Map(),
    takenShortcuts: new Set(),
    keyring,
    keyringFails: false,
    regionalFormat: 'en-GB',
    timeZone: null,
    dark: false,
    taskbarDark: false,
    highContrast: false,
    pagesDark: () => false,
    openAtLogin: () => false,
    allowLoginItems: null,
    locks: new Map(),
    quitting: false,
    relaunches: [],
    errors: [],
    changed: changes.emit,
    onChange: changes.add,
    send: messages.emit,
    onMessage: messages.add,
  }
}
