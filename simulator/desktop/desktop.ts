// What is on the simulated desktop right now. The stand-ins write it; the HTTP answers and the page show it.
import type { Representation } from '../electron/image-file.ts'
import { type System, systemOf, usualSystem } from './system.ts'

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
  /** The menu while it is on the screen. One that was replaced meanwhile on Linux is dead: it answers no click. */
  openMenu: { entries: MenuEntry[]; dead: boolean } | null
  /** Opens the menu; nothing happens where there is none. */
  showMenu(): void
  closeMenu(): void
}

/** `asking`: macOS has its question on the screen. */
export const notificationPermissions = ['granted', 'denied', 'unasked', 'asking'] as const
type NotificationPermission = (typeof notificationPermissions)[number]

/** A window as another program sees it. */
export interface WindowSeen {
  id: number
  url(): string
  visible(): boolean
  act(action: WindowAction): void
  /** Its page dies, or answers nobody any more. */
  crash(how: WindowCrash): void
}

/** A window whose page is drawn by the desktop too. */
export interface WindowOnDesktop extends WindowSeen {
  title(): string
  focused(): boolean
  minimized(): boolean
  bounds(): { x: number; y: number; width: number; height: number }
  frame: boolean
  background: string
  preload: string | undefined
  /** A person moves it, or pulls at its edges. */
  drag(bounds: Partial<{ x: number; y: number; width: number; height: number }>): void
  /** macOS hides all windows of an app, or brings those back that were there. */
  hideWithApp(hidden: boolean): void
  /** Asks the app whether the page may go to `url`; goes there if so. */
  navigate(url: string): void
  openWindow(url: string): void
  invoke(channel: string, args: unknown[]): Promise<unknown>
  receive(channel: string, args: unknown[]): void
}

/** `cover`: nothing of it is seen any more, as under another window or with the display asleep; `uncover` ends that. */
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

/** One URL given to the person's browser, and how far it came. */
export interface Visit {
  url: string
  /** Where a person at this machine can open it. */
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

/** Tells the first of two starts about the second: its command line, its folder and what it had to say. */
type SecondStart = (argv: string[], workingDirectory: string, data: unknown) => void

/** All that the app shows and what surrounds it, whoever runs the app. */
export interface Desktop {
  readonly system: System
  tray: TrayOnDesktop | null
  /** Whether anything draws tray icons: a panel with that ability, Windows' Explorer. */
  trayHost: boolean
  /** The app has made an icon, drawn or not. */
  trayMade: boolean
  /** From the first line of the app's code to its tray icon, ms; 0 until that is there. */
  trayAfterMs: number
  windows: WindowSeen[]
  notifications: NotificationOnDesktop[]
  /** What the person says of this app's notifications; `unasked` where macOS has yet to ask. */
  notificationPermission: NotificationPermission
  openedUrls: string[]
  visits: Visit[]
  clipboard: string
  /** What the person answers when asked where to save; null: Cancel. Until something is said here, as suggested. */
  savePath: string | null | undefined
  online: boolean
  /** What `net.isOnline()` answers whatever is so; null: what is so. */
  saidOnline: boolean | null
  /** Chromium's name for what every request meets, such as ERR_CERT_DATE_INVALID; null while they get through. */
  netError: string | null
  idleSeconds: number
  locked: boolean
  keyring: KeyringState
  /** The keyring answers nobody for the moment. */
  keyringFails: boolean
  /** The regional format, such as "en-GB", which names a time by 12 or by 24 hours. */
  regionalFormat: string
  /** The system's time zone since it was changed; null: still that of the start. */
  timeZone: string | null
  dark: boolean
  highContrast: boolean
  /** Whether the app wants its pages dark: the system's choice unless `nativeTheme.themeSource` says otherwise. */
  pagesDark(): boolean
  openAtLogin(): boolean
  /** What the person says to the app's login items, in the Task Manager or in System Settings; null where they are files. */
  allowLoginItems: ((allowed: boolean) => void) | null
  /** Whoever holds the single-instance lock of a profile, by its folder, and hears of each further start. */
  readonly locks: Map<string, SecondStart>
  quitting: boolean
  /** What the app wants started once it has ended (app.relaunch), each on its own. */
  relaunches: { execPath: string; args: readonly string[] }[]
  /** Errors nobody in the app caught. */
  errors: string[]
  /** Says that something above is different now. */
  changed(): void
  /** Calls `listener` on every change until the returned function is called. */
  onChange(listener: () => void): () => void
}

/** The desktop that draws the windows' pages itself. */
export interface SimulatedDesktop extends Desktop {
  windows: WindowOnDesktop[]
  send(message: PageMessage): void
  onMessage(listener: (message: PageMessage) => void): () => void
}

function listeners<T>() {
  const all = new Set<(value: T) => void>()
  return {
    tell: (value: T) => {
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
    openedUrls: [],
    visits: [],
    clipboard: '',
    savePath: undefined,
    online: true,
    saidOnline: null,
    netError: null,
    idleSeconds: 0,
    locked: false,
    keyring,
    keyringFails: false,
    regionalFormat: 'en-GB',
    timeZone: null,
    dark: false,
    highContrast: false,
    pagesDark: () => false,
    openAtLogin: () => false,
    allowLoginItems: null,
    locks: new Map(),
    quitting: false,
    relaunches: [],
    errors: [],
    changed: changes.tell,
    onChange: changes.add,
    send: messages.tell,
    onMessage: messages.add,
  }
}
