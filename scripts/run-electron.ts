// Runs Electron, and remembers what it says first.
import { type ChildProcessByStdio, spawn } from 'node:child_process'
import { performance } from 'node:perf_hooks'
import type { Readable } from 'node:stream'
import { setTimeout as delay } from 'node:timers/promises'
import type { Ending } from './failed-start.ts'

/** In characters: what ends a start is said at its beginning. */
const REMEMBERED = 64 * 1024
/** A process of Electron's that outlives it would hold its standard error open. */
const LAST_WORDS_MS = 500

export interface ElectronRun {
  /** Never rejects: an executable that the system refuses to run ended too, with the system's word on standard error. */
  ended: Promise<Ending>
  kill(signal: NodeJS.Signals): void
}

/** In this terminal; `hear` is told what it writes to standard error as it comes. */
export function runElectron(
  runtime: string,
  args: readonly string[],
  hear: (text: string) => void,
): ElectronRun {
  const startedMs = performance.now()
  let stderr = ''
  const ending = (code: number | null, signal: NodeJS.Signals | null): Ending => ({
    ...{ code, signal, stderr },
    afterMs: performance.now() - startedMs,
  })
  let child: ChildProcessByStdio<null, null, Readable>
  try {
    child = spawn(runtime, args, { stdio: ['inherit', 'inherit', 'pipe'] })
  } catch (error) {
    // Of ENOENT and EACCES Node.js tells later, anything else it throws (lib/internal/child_process.js).
    stderr = String(error)
    return { ended: Promise.resolve(ending(1, null)), kill: () => {} }
  }
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    hear(text)
    if (stderr.length < REMEMBERED) stderr += text
  })
  const closed = new Promise((resolve) => child.stderr.once('close', resolve))
  const ended = new Promise<Ending>((resolve) => {
    child.on('error', (error) => {
      stderr += error
      resolve(ending(1, null))
    })
    child.on('exit', (code, signal) => {
      void Promise.race([closed, delay(LAST_WORDS_MS)]).then(() => resolve(ending(code, signal)))
    })
  })
  return { ended, kill: (signal) => void child.kill(signal) }
}
