// On macOS the system's own updater takes over what electron-updater has fetched, unpacks it and looks who signed it.
import { type EventEmitter, once } from 'node:events'

/**
 * Waits for `download`, and then for `native` to say that what it got can be installed: electron-updater is content as
 * soon as it has handed the file over, but until then nothing is ready, and a quit installs nothing (6.8.10, MacUpdater).
 * Rejects with either's error. `onHandedOver` is called in between.
 */
export async function onceStaged(
  native: EventEmitter,
  download: () => Promise<unknown>,
  onHandedOver: () => void,
): Promise<void> {
  const waiting = new AbortController()
  const staged = once(native, 'update-downloaded', { signal: waiting.signal })
  try {
    await Promise.all([staged, download().then(onHandedOver)])
  } finally {
    waiting.abort()
  }
}
