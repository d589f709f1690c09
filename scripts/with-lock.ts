// Runs a task in only one process at a time.

const RETRY_MS = 300

/**
 * Waits while another process holds the lock, then runs the task. The lock of a crashed process expires after 10 s, so the
 * task must not block the event loop for that long.
 * @param path the lock is the folder `<path>.lock`
 */
export async function withLock<Value>(path: string, task: () => Promise<Value>): Promise<Value> {
  // Loaded only when needed, as it adds a listener for every signal.
  const { lock } = await import('proper-lockfile')
  const unlock = await lock(path, {
    realpath: false,
    retries: { forever: true, factor: 1, minTimeout: RETRY_MS },
  })
  try {
    return await task()
  } finally {
    await unlock()
  }
}
