// Downloads and installs updates with electron-updater, which has the address of the releases.
import { app, autoUpdater as nativeUpdater } from 'electron'
import electronUpdater, { type AppUpdater, type Logger } from 'electron-updater'
import { z } from 'zod'
import type { Guard } from '../../model/guard.ts'
import type { Log } from '../../model/log.ts'
import { failed, ok, type Problem, safeDetail } from '../../model/problems/problem.ts'
import type { Updater } from '../../services/updates/update-fetch.ts'
import { replaceProgramNow } from '../../storage/whole-file.ts'
import { carriedSwitches } from '../login/carried-switches.ts'
import { downloadAndStage } from './staged-update.ts'
import { failOnThrow, updateFileError } from './updater-errors.ts'

const { AppImageUpdater, CancellationToken, MacUpdater, NsisUpdater } = electronUpdater

export interface UpdaterParts {
  platform: NodeJS.Platform
  log: Log
  guard: Guard
  /** Called before the program quits to install an update. */
  onBeforeQuit: () => void
}

/** Sent instead of an id that would identify this computer at every check. */
const ANONYMOUS_ID = '00000000-0000-0000-0000-000000000000'

/** Between two progress events. electron-updater's limit of redirects does not stop a redirect loop (6.8.10). */
const MAX_REQUESTS = 100

const MAX_VERSION_LENGTH = 64
const foundSchema = z.object({
  isUpdateAvailable: z.boolean(),
  updateInfo: z.object({ version: z.string().max(MAX_VERSION_LENGTH) }),
})
const progressSchema = z.object({ percent: z.number().min(0).max(100).catch(0) })

export function openUpdater({ platform, log, guard, onBeforeQuit }: UpdaterParts): Updater {
  const updater = updaterFor(platform)
  updater.logger = loggerFor(log)
  // The updates may be switched off between the check and the download.
  updater.autoDownload = false
  updater.allowPrerelease = false
  updater.allowDowngrade = false
  updater.disableWebInstaller = true
  setAnonymousId(updater)
  failOnThrow(updater)
  let token = new CancellationToken()
  let requests = 0
  updater.netSession.webRequest.onBeforeRequest(({ url }, callback) => {
    requests += 1
    callback({ cancel: !URL.canParse(url) || !isSecure(new URL(url)) || requests > MAX_REQUESTS })
  })

  return {
    async fetchNewest(onProgress) {
      const ownToken = new CancellationToken()
      token = ownToken
      requests = 0
      updater.autoInstallOnAppQuit = true
      try {
        const found = foundSchema.nullable().parse(await updater.checkForUpdates())
        if (!found?.isUpdateAvailable || ownToken.cancelled) return ok(null)
        const { version } = found.updateInfo
        const report = guard('Reporting the download', (progress: unknown) => {
          requests = 0
          onProgress({ version, percent: Math.floor(progressSchema.parse(progress).percent) })
        })
        report({ percent: 0 })
        updater.on('download-progress', report)
        const download = () =>
          updater.downloadUpdate(ownToken).finally(() => updater.off('download-progress', report))
        if (platform === 'darwin')
          await downloadAndStage(nativeUpdater, download, () => report({ percent: 100 }))
        else await download()
        return ok(version)
      } catch (error) {
        return failed(problemOf(error))
      }
    },
    cancel() {
      updater.autoInstallOnAppQuit = false
      token.cancel()
    },
    restart() {
      let problem: Problem | null = null
      const fail = guard('Reporting a failed installation', (error: unknown) => {
        problem = { kind: 'update-not-installed', next: 'retries', detail: shortDetail(error) }
      })
      updater.on('error', fail)
      nativeUpdater.once('before-quit-for-update', guard('Preparing to quit', onBeforeQuit))
      // Silently, and starts the program afterwards.
      updater.quitAndInstall(true, true)
      updater.off('error', fail)
      return problem
    },
  }
}

function updaterFor(platform: NodeJS.Platform): AppUpdater {
  if (platform === 'win32') return new NsisUpdater()
  return platform === 'darwin' ? new MacUpdater() : new AppImageInPlace()
}

/**
 * Replaces the image atomically under its own name. electron-updater removes it before moving the new one: if the disk is
 * full or the cache cleared, none is left. It may also rename it, which breaks menu entries and start at login.
 */
class AppImageInPlace extends AppImageUpdater {
  protected override doInstall({ isForceRunAfter }: { isForceRunAfter: boolean }): boolean {
    const { APPIMAGE } = process.env
    if (!APPIMAGE || !this.installerPath)
      throw new Error('There is no image to replace, or none to replace it with')
    replaceProgramNow(APPIMAGE, this.installerPath)
    if (!isForceRunAfter) return true
    // Otherwise the new program quits as a second instance if it starts before this one has ended.
    app.releaseSingleInstanceLock()
    this.spawnLog(APPIMAGE, carriedSwitches(process.argv.slice(1))).catch((error: unknown) =>
      this.logger?.warn(error),
    )
    return true
  }
}

const loggerFor = (log: Log): Logger => ({
  info: (message) => log.info('Updater:', message),
  warn: (message) => log.warn('Updater:', message),
  error: (message) => log.warn('Updater:', message),
})

/** electron-updater would generate and store an id, and send it with each check, for staged releases. */
function setAnonymousId(updater: AppUpdater): void {
  Reflect.set(updater, 'stagingUserIdPromise', { value: Promise.resolve(ANONYMOUS_ID) })
}

/** Refuses a redirect to http, except on loopback. */
const isSecure = ({ protocol, hostname }: URL) =>
  protocol === 'https:' || (protocol === 'http:' && hostname === '127.0.0.1')

/** Error codes of electron-updater for a wrong checksum or signature. */
const REFUSAL_CODES: ReadonlySet<string> = new Set(['ERR_CHECKSUM_MISMATCH', 'ERR_UPDATER_INVALID_SIGNATURE'])

const codeSchema = z.object({ code: z.string() })

function problemOf(error: unknown): Problem {
  const { data } = codeSchema.safeParse(error)
  return data && REFUSAL_CODES.has(data.code)
    ? { kind: 'update-refused', next: 'retries' }
    : { kind: 'update-failed', next: 'retries', detail: updateFileError(error) ?? shortDetail(error) }
}

/** Chromium's network error, or the first line of the message. */
function shortDetail(error: unknown): string {
  const text = String(error)
  return /net::ERR_\w+/.exec(text)?.[0] ?? safeDetail(text.split('\n', 1).join(''))
}
