// The systems that can be simulated, and how they differ.

export const systemNames = ['windows', 'macos', 'gnome-wayland', 'gnome-x11', 'kde', 'sway'] as const
export type SystemName = (typeof systemNames)[number]

export interface System {
  /** `process.platform`. */
  platform: 'win32' | 'darwin' | 'linux'
  /** Wayland: only the compositor knows where a window is, and a hidden window is not painted. Plasma's default too. */
  wayland: boolean
  /** $XDG_CURRENT_DESKTOP; null except on Linux. */
  desktopName: string | null
}

const systems: Readonly<Record<SystemName, System>> = {
  windows: { platform: 'win32', wayland: false, desktopName: null },
  macos: { platform: 'darwin', wayland: false, desktopName: null },
  'gnome-wayland': { platform: 'linux', wayland: true, desktopName: 'GNOME' },
  'gnome-x11': { platform: 'linux', wayland: false, desktopName: 'GNOME' },
  kde: { platform: 'linux', wayland: true, desktopName: 'KDE' },
  sway: { platform: 'linux', wayland: true, desktopName: 'sway' },
}

export const systemOf = (name: SystemName): System => systems[name]

/** The default: the system this runs on, on Linux GNOME with X11. */
export function usualSystem(platform: NodeJS.Platform): SystemName {
  if (platform === 'win32') return 'windows'
  return platform === 'darwin' ? 'macos' : 'gnome-x11'
}

export const systemHere = (): SystemName => usualSystem(process.platform)

export const isLinux = (system: SystemName): system is Exclude<SystemName, 'windows' | 'macos'> =>
  systemOf(system).platform === 'linux'
