// Uncaught errors, each in a file beside the log, written at once, before anything else can happen to the program.
import { readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { redacted } from '../reading/redacted.ts'
import { PRIVATE_MODE } from './whole-file.ts'

/** So many files are kept, the newest; a run that survives its errors writes no more of them either. */
const MOST_FILES = 5
/** A fatal error that no start has reported yet is called `….untold.txt`. */
const NAME = /^crash-[\dT.-]+Z(?<unreported>\.untold)?\.txt$/

/** Traces in `folder`; each begins with `about`, such as the version. */
export function openCrashTraces(folder: string, about: string, nowMs: () => number) {
  let survivals = 0

  /** The files, oldest first. Never throws. */
  function names() {
    try {
      return readdirSync(folder)
        .filter((name) => NAME.test(name))
        .toSorted()
    } catch {
      return []
    }
  }

  function write(error: unknown, ending: string): string | null {
    const now = new Date(nowMs()).toISOString()
    const path = join(folder, `crash-${now.replace(/:/g, '-')}${ending}.txt`)
    try {
      writeFileSync(path, `${about}\n${now}\n\n${redacted(error)}\n`, { mode: PRIVATE_MODE, flush: true })
    } catch {
      // The caller reports the error anyway.
      return null
    }
    try {
      for (const old of names().slice(0, -MOST_FILES)) rmSync(join(folder, old))
    } catch {
      // Removed with the next one; it holds no secret.
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
          // Then it is reported once more.
        }
      }
      return unreported.length > 0
    },
  }
}
