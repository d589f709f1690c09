// Whether a process is still there.

/** By its id. One that belongs to somebody else counts, though it may not be signalled. */
export function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return error instanceof Error && Reflect.get(error, 'code') === 'EPERM'
  }
}
