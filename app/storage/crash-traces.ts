// Errors that nobody caught, each in a file beside the log: written before anything else can happen to the program.
import { readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { redacted } from '../reading/redacted.ts'
import { PRIVATE_MODE } from './whole-file.ts'

/** As many files are kept, the newest; a run that goes on after its errors writes no more of them either. */
const MOST_FILES = 5
/** One that ended the program and was not told of yet is called `….untold.txt`. */
const NAME = /^crash-[\dT.-]+Z(?<untold>\.untold)?\.txt$/

export interface CrashTraces {
  /** The program ends with it: the next start says so. Returns the path; null where the disk takes nothing. Never throws. */
  ended(error: unknown): string | null
  /** The program goes on. Never throws. */
  wentOn(error: unknown): void
  /** Whether the last run ended with an error; true only once for each. Never throws. */
  tellEnd(): boolean
  /** The files, oldest first. Never throws. */
  names(): string[]
}

/** Traces in `folder`; each begins with `about`, such as the version. */
export function openCrashTraces(folder: string, about: string, nowMs: () => number): CrashTraces {
  let goneOn = 0

  function names(): string[] {
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
      // Whoever tells of the error has it all the same.
      return null
    }
    try {
      for (const old of names().slice(0, -MOST_FILES)) rmSync(join(folder, old))
    } catch {
      // With the next one; nothing of it is secret.
    }
    return path
  }

  return {
    names,
    ended: (error) => write(error, '.untold'),
    wentOn(error) {
      goneOn += 1
      if (goneOn <= MOST_FILES) write(error, '')
    },
    tellEnd() {
      const untold = names().filter((name) => NAME.exec(name)?.groups?.untold)
      for (const name of untold) {
        try {
          renameSync(join(folder, name), join(folder, name.replace('.untold', '')))
        } catch {
          // It is told once more then.
        }
      }
      return untold.length > 0
    },
  }
}
