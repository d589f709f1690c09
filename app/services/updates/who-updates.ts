// Who brings new versions of the program onto this computer: it does so itself where nobody else does and it can.
import type { otherUpdaters } from '../../model/names.ts'

/** What is known of how the program came here. */
export interface Installation {
  platform: NodeJS.Platform
  isPackaged: boolean
  /** The program that runs. */
  execPath: string
  env: Readonly<Record<string, string | undefined>>
  /** Whether the package says where its releases are (electron-builder, "Auto Update": app-update.yml). */
  namesReleases: boolean
  /** Of macOS alone: whether Apple knows who signed it. */
  isSigned: boolean
  /** Of an AppImage alone: whether this person may put another in its place. */
  isReplaceable: boolean
}

export type UpdatesBy = 'itself' | (typeof otherUpdaters)[number]

/** Pure. */
export function whoUpdates(installation: Installation): UpdatesBy {
  const { platform, isPackaged, env, namesReleases, isSigned, isReplaceable } = installation
  if (!isPackaged) return 'development'
  if (platform === 'linux' && !isAppImage(installation)) return 'package-manager'
  if (!namesReleases) return 'hand'
  // What an administrator has put there for everybody is fetched in vain, and would be called ready day after day.
  if (platform === 'linux' && !isReplaceable) return 'hand'
  // A portable program is unpacked anew at each start: nothing is installed that could be replaced.
  if (platform === 'win32' && env.PORTABLE_EXECUTABLE_DIR) return 'hand'
  // macOS takes an update only from whoever signed what it replaces (autoUpdater, "macOS").
  if (platform === 'darwin' && !isSigned) return 'hand'
  return 'itself'
}

/**
 * Not everything that has $APPIMAGE is one: programs started from another AppImage, such as an editor, inherit its
 * variables, and would take its file for theirs. What runs has to lie in the image (AppImage, "Type 2 runtime": APPDIR).
 */
export function isAppImage({ env, execPath }: Pick<Installation, 'env' | 'execPath'>): boolean {
  const { APPIMAGE, APPDIR, FLATPAK_ID, SNAP } = env
  return Boolean(APPIMAGE && APPDIR && execPath.startsWith(`${APPDIR}/`) && !FLATPAK_ID && !SNAP)
}
