// One running program for each profile: a second start makes the first one show its window, and quits.
import type { EventEmitter } from 'node:events'
import { join } from 'node:path'
import type { App } from 'electron'
import { wordsIn } from '../../words/words.ts'
import type { Guard } from '../model/guard.ts'
import type { Log } from '../model/log.ts'
import { defaultSettings } from '../model/settings.ts'
import { languageInUse } from '../model/state.ts'

export interface SingleInstance {
  /** False: another program has the lock. This one has written that to standard error and quits. */
  readonly hasLock: boolean
  /** Calls `listener` for each second start, and at once for one before this call. */
  onSecondInstance(listener: () => void): void
}

/** Chromium's lock in the profile on Linux and macOS (process_singleton_posix.cc). */
const LOCK_FILE = 'SingletonLock'

/** A stale lock cannot be told from one that is held, so the message names the lock file as well. */
export function requestSingleInstance(
  app: Pick<App, 'requestSingleInstanceLock' | 'getPath' | 'quit'> & Pick<EventEmitter, 'on'>,
  { platform, stderr }: { platform: NodeJS.Platform; stderr: Pick<NodeJS.WriteStream, 'write'> },
  log: Pick<Log, 'info'>,
  guard: Guard,
): SingleInstance {
  if (!app.requestSingleInstanceLock()) {
    // app.getLocale is available only when the app is ready.
    const language = languageInUse(defaultSettings, [Intl.NumberFormat().resolvedOptions().locale])
    const { t } = wordsIn(language)
    const path = join(app.getPath('userData'), LOCK_FILE)
    const line = t(platform === 'win32' ? 'window.second.windows' : 'window.second.lock', { path })
    log.info(line)
    stderr.write(`${line}\n`)
    app.quit()
    return { hasLock: false, onSecondInstance: () => {} }
  }
  let wasStarted = false
  let notify = () => {
    wasStarted = true
  }
  app.on(
    'second-instance',
    guard('A second start', () => notify()),
  )
  return {
    hasLock: true,
    onSecondInstance(listener) {
      notify = listener
      if (wasStarted) listener()
      wasStarted = false
    },
  }
}
