// One program for each profile: the second of two starts hands over to the first, which shows its window.
import type { EventEmitter } from 'node:events'
import { join } from 'node:path'
import type { App } from 'electron'
import { wordsIn } from '../../words/words.ts'
import type { Guard } from '../model/guard.ts'
import type { Log } from '../model/log.ts'
import { defaultSettings } from '../model/settings.ts'
import { languageInUse } from '../model/state.ts'

export interface Instance {
  /** False: another program holds the profile, and this one has said so on standard error and quits. */
  readonly isFirst: boolean
  /** Calls `listener` for each further start; at once if there was one since this program began. */
  onStartedAgain(listener: () => void): void
}

/** Chromium's lock in the profile on Linux and macOS (process_singleton_posix.cc). */
const LOCK_FILE = 'SingletonLock'

/** A lock that was left behind cannot be told apart from one that is held, so what is said names both. */
export function claimInstance(
  app: Pick<App, 'requestSingleInstanceLock' | 'getPath' | 'quit'> & Pick<EventEmitter, 'on'>,
  { platform, stderr }: { platform: NodeJS.Platform; stderr: Pick<NodeJS.WriteStream, 'write'> },
  log: Pick<Log, 'info'>,
  guard: Guard,
): Instance {
  if (!app.requestSingleInstanceLock()) {
    // The app tells its locale only once it is ready.
    const language = languageInUse(defaultSettings, Intl.NumberFormat().resolvedOptions().locale)
    const { t } = wordsIn(language)
    const path = join(app.getPath('userData'), LOCK_FILE)
    const line = t(platform === 'win32' ? 'window.second.windows' : 'window.second.lock', { path })
    log.info(line)
    stderr.write(`${line}\n`)
    app.quit()
    return { isFirst: false, onStartedAgain: () => {} }
  }
  let again = false
  let tell = () => {
    again = true
  }
  app.on(
    'second-instance',
    guard('A second start', () => tell()),
  )
  return {
    isFirst: true,
    onStartedAgain(listener) {
      tell = listener
      if (again) listener()
      again = false
    },
  }
}
