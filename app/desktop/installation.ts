// How the program was installed on this computer.
import { execFile } from 'node:child_process'
import { accessSync, constants, existsSync, realpathSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { App } from 'electron'
import type { Installation } from '../services/updates/who-updates.ts'

/** Part of macOS; answers within milliseconds. */
const CODESIGN = '/usr/bin/codesign'
const CODESIGN_TIMEOUT_MS = 10_000

/** Never rejects. */
export async function installationOf(
  { isPackaged }: Pick<App, 'isPackaged'>,
  { platform, execPath, env, resourcesPath }: NodeJS.Process,
): Promise<Installation> {
  const namesReleases = isPackaged && existsSync(join(resourcesPath, 'app-update.yml'))
  const isSigned = platform === 'darwin' && namesReleases && namesTeam(await signatureOf(execPath))
  const isReplaceable = platform === 'darwin' ? canReplaceBundle(execPath) : canReplaceImage(env.APPIMAGE)
  return { platform, isPackaged, execPath, env, namesReleases, isSigned, isReplaceable }
}

/** Replacing a file requires write access to its folder, not to the file (rename(2)). */
function canReplaceImage(image: string | undefined): boolean {
  try {
    return image !== undefined && isWritable(dirname(realpathSync(image)))
  } catch {
    return false
  }
}

/**
 * Squirrel.Mac asks for an administrator's password while it prepares an update, unless the bundle and its folder are
 * writable (SQRLUpdater.m, shipItLauncher). A disk image or a quarantined program's volume is read-only.
 */
function canReplaceBundle(execPath: string): boolean {
  const bundle = join(execPath, '..', '..', '..')
  return isWritable(bundle) && isWritable(dirname(bundle))
}

function isWritable(path: string): boolean {
  try {
    accessSync(path, constants.W_OK)
    return true
  } catch {
    return false
  }
}

/** Whether the output of `codesign -dv` names a team. The ad-hoc signature of any program does not. */
export const namesTeam = (output: string): boolean => /^TeamIdentifier=(?!not set)\S/m.test(output)

const signatureOf = (path: string): Promise<string> =>
  new Promise((resolve) => {
    // The output is on standard error. Without a signature the command fails.
    execFile(CODESIGN, ['-dv', path], { timeout: CODESIGN_TIMEOUT_MS }, (_error, _stdout, stderr) =>
      resolve(stderr),
    )
  })
