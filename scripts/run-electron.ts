// Runs Electron and keeps the start of its standard error.
import { type ChildProcessByStdio, spawn } from 'node:child_process'
import { performance } from 'node:perf_hooks'
import type { Readable } from 'node:stream'
import { setTimeout as delay } from 'node:timers/promises'
import type { Ending } from './failed-start.ts'

/** Characters of standard error to keep: a failed start is reported early. */
const STDERR_LENGTH = 64 * 1024
/** How long to wait for standard error to close: a child process of Electron can keep it open. */
const STDERR_TIMEOUT_MS = 500

export interface ElectronRun {
  /** Never rejects: if the system refuses to run the executable, resolves with its error in `stderr`. */
  ended: Promise<Ending>
  kill(signal: NodeJS.Signals): void
}

/** Runs in this terminal. `onStderr` gets the output on standard error. */
export function runElectron(
  runtime: string,
  args: readonly string[],
  onStderr: (text: string) => void,
): ElectronRun {
  const startedMs = performance.now()
  let stderr = ''
  const ending = (code: number | null, signal: NodeJS.Signals | null): Ending => ({
    code,
    signal,
    stderr,
    afterMs: performance.now() - startedMs,
  })
  let child: ChildProcessByStdio<null, null, Readable>
  try {
    child = spawn(runtime, args, { stdio: ['inherit', 'inherit', 'pipe'] })
  } catch (error) {
    // Node.js emits ENOENT and EACCES as events and throws other errors (lib/internal/child_process.js).
    stderr = String(error)
    return { ended: Promise.resolve(ending(1, null)), kill: () => {} }
  }
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    onStderr(text)
    if (stderr.length < STDERR_LENGTH) stderr += text
  })
  const closed = new Promise((resolve) => child.stderr.once('close', resolve))
  const ended = new Promise<Ending>((resolve) => {
    child.on('error', (error) => {
      stderr += error
      resolve(ending(1, null))
    })
    child.on('exit', (code, signal) => {
      void Promise.race([closed, delay(STDERR_TIMEOUT_MS)]).then(() => resolve(ending(code, signal)))
    })
  })
  return { ended, kill: (signal) => void child.kill(signal) }
}
