// Whether the program updates itself, or how else it is updated on this computer.
import type { otherUpdaters } from '../../model/names.ts'

/** How the program was installed. */
export interface Installation {
  platform: NodeJS.Platform
  isPackaged: boolean
  /** The executable that runs. */
  execPath: string
  env: Readonly<Record<string, string | undefined>>
  /** Whether the package contains the address of the releases (electron-builder, "Auto Update": app-update.yml). */
  namesReleases: boolean
  /** On macOS only: whether it is signed with a certificate issued by Apple. */
  isSigned: boolean
  /** Of an AppImage and on macOS only: whether this user may replace it. */
  isReplaceable: boolean
}

export type UpdatesBy = 'itself' | (typeof otherUpdaters)[number]

/** Pure. */
export function whoUpdates(installation: Installation): UpdatesBy {
  const { platform, isPackaged, env, namesReleases, isSigned, isReplaceable } = installation
  if (!isPackaged) return 'development'
  if (platform === 'linux' && !isAppImage(installation)) return 'package-manager'
  if (!namesReleases) return 'hand'
  // The user cannot install an update over a copy of the administrator, so it is not downloaded.
  if (platform !== 'win32' && !isReplaceable) return 'hand'
  // A portable program is unpacked at each start, so there is no installation to update.
  if (platform === 'win32' && env.PORTABLE_EXECUTABLE_DIR) return 'hand'
  // macOS installs an update only if the running program has the same signer (autoUpdater, "macOS").
  if (platform === 'darwin' && !isSigned) return 'hand'
  return 'itself'
}

/**
 * $APPIMAGE alone is not enough: a program started from another AppImage, such as an editor, inherits its variables. The
 * executable has to be inside the mounted image (AppImage, "Type 2 runtime": APPDIR).
 */
export function isAppImage({ env, execPath }: Pick<Installation, 'env' | 'execPath'>): boolean {
  const { APPIMAGE, APPDIR, FLATPAK_ID, SNAP } = env
  return Boolean(APPIMAGE && APPDIR && execPath.startsWith(`${APPDIR}/`) && !FLATPAK_ID && !SNAP)
}
