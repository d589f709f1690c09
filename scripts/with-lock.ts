// Runs a task in one process at a time.

const RETRY_MS = 300

/**
 * Waits while another process has the lock, then runs the task. The lock of a process that died ends after 10 s, so the
 * task must not block the event loop for as long.
 * @param path the lock is a folder of this name and `.lock`
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
