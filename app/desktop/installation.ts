// How the program came onto this computer, as far as the system tells.
import { execFile } from 'node:child_process'
import { accessSync, constants, existsSync, realpathSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { App } from 'electron'
import type { Installation } from '../services/updates/who-updates.ts'

/** macOS has this always; it knows in milliseconds. */
const CODESIGN = '/usr/bin/codesign'
const CODESIGN_MS = 10_000

/** Never rejects. */
export async function installationOf(
  { isPackaged }: Pick<App, 'isPackaged'>,
  { platform, execPath, env, resourcesPath }: NodeJS.Process,
): Promise<Installation> {
  const namesReleases = isPackaged && existsSync(join(resourcesPath, 'app-update.yml'))
  const isSigned = platform === 'darwin' && namesReleases && namesTeam(await signatureOf(execPath))
  const isReplaceable = env.APPIMAGE !== undefined && mayReplace(env.APPIMAGE)
  return { platform, isPackaged, execPath, env, namesReleases, isSigned, isReplaceable }
}

/** Who replaces a file needs the folder, and not the file (rename(2)). */
function mayReplace(image: string): boolean {
  try {
    accessSync(dirname(realpathSync(image)), constants.W_OK)
    return true
  } catch {
    return false
  }
}

/** Whether the words of `codesign -dv` name a team: a signature made on the spot, which every program has, does not. */
export const namesTeam = (words: string): boolean => /^TeamIdentifier=(?!not set)\S/m.test(words)

const signatureOf = (path: string): Promise<string> =>
  new Promise((resolve) => {
    // What it has to say it says on standard error; for a program without a signature it fails besides.
    execFile(CODESIGN, ['-dv', path], { timeout: CODESIGN_MS }, (_error, _output, words) => resolve(words))
  })
