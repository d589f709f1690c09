// Uncaught errors, each in a file beside the log, which is written immediately.
import { renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { redacted } from '../reading/redacted.ts'
import { namesInNow } from './read-file.ts'
import { PRIVATE_MODE } from './whole-file.ts'

/** The number of files that are kept, the newest. A run that survives its errors does not write more. */
const MOST_FILES = 5
/** The file of a fatal error is named `….untold.txt` until the next start reports it. */
const NAME = /^crash-[\dT.-]+Z(?<unreported>\.untold)?\.txt$/

/** Traces in `folder`; each begins with `about`, such as the version. */
export function openCrashTraces(folder: string, about: string, nowMs: () => number) {
  let survivals = 0

  /** The files, oldest first. Never throws. */
  const names = () =>
    namesInNow(folder)
      .filter((name) => NAME.test(name))
      .toSorted()

  function write(error: unknown, ending: string): string | null {
    const now = new Date(nowMs()).toISOString()
    const path = join(folder, `crash-${now.replace(/:/g, '-')}${ending}.txt`)
    try {
      writeFileSync(path, `${about}\n${now}\n\n${redacted(error)}\n`, { mode: PRIVATE_MODE, flush: true })
    } catch {
      // The caller also reports the error.
      return null
    }
    try {
      for (const old of names().slice(0, -MOST_FILES)) rmSync(join(folder, old))
    } catch {
      // It is removed with the next one, and contains no secret.
    }
    return path
  }

  return {
    names,
    /** The program ends with it; the next start reports it. Returns the path; null on a full disk. Never throws. */
    fatal: (error: unknown) => write(error, '.untold'),
    /** The program goes on. Never throws. */
    survived(error: unknown) {
      survivals += 1
      if (survivals <= MOST_FILES) write(error, '')
    },
    /** Whether the last run ended with an error; true only once for each. Never throws. */
    takeUnreported() {
      const unreported = names().filter((name) => NAME.exec(name)?.groups?.unreported)
      for (const name of unreported) {
        try {
          renameSync(join(folder, name), join(folder, name.replace('.untold', '')))
        } catch {
          // It will be reported again.
        }
      }
      return unreported.length > 0
    },
  }
}
