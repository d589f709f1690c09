// On macOS electron-updater hands the download to the native updater, which unpacks it and checks its signature.
import { type EventEmitter, once } from 'node:events'

/**
 * Waits for `download` and then for 'update-downloaded' of `native`. electron-updater resolves after handing the file
 * over, but before that event a quit does not install the update (6.8.10, MacUpdater). Rejects with the error of either.
 * `onHandedOver` is called after `download`.
 */
export async function downloadAndStage(
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
