// The edge to electron-updater: it knows where the package's releases are, and how each system replaces a program.
import { app, autoUpdater as nativeUpdater } from 'electron'
import electronUpdater, { type AppUpdater, type Logger } from 'electron-updater'
import { z } from 'zod'
import type { Guard } from '../../model/guard.ts'
import type { Log } from '../../model/log.ts'
import { failed, ok, type Problem, safeDetail } from '../../model/problems/problem.ts'
import type { Updater } from '../../services/updates/update-fetch.ts'
import { replaceProgramNow } from '../../storage/whole-file.ts'
import { onceStaged } from './staged-update.ts'
import { catchInAnswers, faultInAnswer } from './updater-answers.ts'

const { AppImageUpdater, CancellationToken, MacUpdater, NsisUpdater } = electronUpdater

export interface UpdaterParts {
  platform: NodeJS.Platform
  log: Log
  guard: Guard
  /** The program ends for the sake of the update: from now on closing the window closes it. */
  onQuitting: () => void
}

/** In place of a number that would tell one computer from another at every check. */
const NOBODY = '00000000-0000-0000-0000-000000000000'

/** Without progress in between. Its own limit of redirects counts none, so that a circle would have no end (6.8.10). */
const MOST_REQUESTS = 100

const LONGEST_VERSION = 64
const foundSchema = z.object({
  isUpdateAvailable: z.boolean(),
  updateInfo: z.object({ version: z.string().max(LONGEST_VERSION) }),
})
const progressSchema = z.object({ percent: z.number().min(0).max(100).catch(0) })

export function openUpdater({ platform, log, guard, onQuitting }: UpdaterParts): Updater {
  const updater = updaterFor(platform)
  updater.logger = loggerFor(log)
  // Between the check and the download somebody may have switched it off.
  updater.autoDownload = false
  updater.allowPrerelease = false
  updater.allowDowngrade = false
  updater.disableWebInstaller = true
  withoutIdentity(updater)
  catchInAnswers(updater)
  let token = new CancellationToken()
  let requests = 0
  updater.netSession.webRequest.onBeforeRequest(({ url }, answer) => {
    requests += 1
    answer({ cancel: !URL.canParse(url) || !isGuarded(new URL(url)) || requests > MOST_REQUESTS })
  })

  return {
    async fetchNewest(onProgress) {
      const wanted = new CancellationToken()
      token = wanted
      requests = 0
      updater.autoInstallOnAppQuit = true
      try {
        const found = foundSchema.nullable().parse(await updater.checkForUpdates())
        if (!found?.isUpdateAvailable || wanted.cancelled) return ok(null)
        const { version } = found.updateInfo
        const tell = guard('Telling of the download', (progress: unknown) => {
          requests = 0
          onProgress({ version, percent: Math.floor(progressSchema.parse(progress).percent) })
        })
        tell({ percent: 0 })
        updater.on('download-progress', tell)
        const download = () =>
          updater.downloadUpdate(wanted).finally(() => updater.off('download-progress', tell))
        if (platform === 'darwin') await onceStaged(nativeUpdater, download, () => tell({ percent: 100 }))
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
      const fail = guard('Telling why nothing was installed', (error: unknown) => {
        problem = { kind: 'update-not-installed', next: 'retries', detail: inShort(error) }
      })
      updater.on('error', fail)
      const quits = guard('Preparing the end', onQuitting)
      nativeUpdater.once('before-quit-for-update', quits)
      // Without the installer's own window, and with a start afterwards.
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
 * electron-updater removes the old image and then moves the new one there, so that a full disk or an emptied cache
 * leaves none; and it may change the image's name, which menus and the start at login know. Here it is replaced whole,
 * in its place.
 */
class AppImageInPlace extends AppImageUpdater {
  protected override doInstall({ isForceRunAfter }: { isForceRunAfter: boolean }): boolean {
    const { APPIMAGE } = process.env
    if (!APPIMAGE || !this.installerPath)
      throw new Error('There is no image to replace, or none to replace it with')
    replaceProgramNow(APPIMAGE, this.installerPath)
    if (!isForceRunAfter) return true
    // Else the new one, where it is quicker than this one's end, would hand over to it: and then none would run.
    app.releaseSingleInstanceLock()
    this.spawnLog(APPIMAGE).catch((error: unknown) => this.logger?.warn(error))
    return true
  }
}

const loggerFor = (log: Log): Logger => ({
  info: (words) => log.info('Updater:', words),
  warn: (words) => log.warn('Updater:', words),
  error: (words) => log.warn('Updater:', words),
})

/** electron-updater makes up a number for this computer, keeps it, and sends it with each check, for staged releases. */
function withoutIdentity(updater: AppUpdater): void {
  Reflect.set(updater, 'stagingUserIdPromise', { value: Promise.resolve(NOBODY) })
}

/** What begins guarded must not go on unguarded: a redirect to http is refused. Loopback is this computer itself. */
const isGuarded = ({ protocol, hostname }: URL): boolean =>
  protocol === 'https:' || (protocol === 'http:' && hostname === '127.0.0.1')

/** Another content than was announced, or another signer (electron-updater, "ERR_…"). */
const REFUSALS: ReadonlySet<string> = new Set(['ERR_CHECKSUM_MISMATCH', 'ERR_UPDATER_INVALID_SIGNATURE'])

const codeSchema = z.object({ code: z.string() })

function problemOf(error: unknown): Problem {
  const { data } = codeSchema.safeParse(error)
  return data && REFUSALS.has(data.code)
    ? { kind: 'update-refused', next: 'retries' }
    : { kind: 'update-failed', next: 'retries', detail: faultInAnswer(error) ?? inShort(error) }
}

/** Chromium's name for what befell the network, or the first line of what there is to say. */
function inShort(error: unknown): string {
  const text = String(error)
  return /net::ERR_\w+/.exec(text)?.[0] ?? safeDetail(text.split('\n', 1).join(''))
}
