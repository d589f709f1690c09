// The systems whose ways the stand-in knows.

export const systems = ['windows', 'macos', 'gnome-wayland', 'gnome-x11', 'kde', 'sway'] as const
export type System = (typeof systems)[number]

/** What is played unless another is said: the system this runs on, with X11 where that is Linux. */
export function systemHere(): System {
  if (process.platform === 'win32') return 'windows'
  return process.platform === 'darwin' ? 'macos' : 'gnome-x11'
}

export const isLinux = (system: System): system is Exclude<System, 'windows' | 'macos'> =>
  system !== 'windows' && system !== 'macos'
