// Starts the system's own programs that the signals ask: without a shell, with fixed arguments, and in English.
import { type ExecFileException, execFile, spawn } from 'node:child_process'
import { win32 } from 'node:path'
import type { Guard } from '../../model/guard.ts'
import type { SourceListener } from './microphone-source.ts'
import { nextLines } from './text-lines.ts'

const TIMEOUT_MS = 5000
/** Bytes; a long list of pactl has a twentieth of it. */
const LARGEST_OUTPUT = 4 * 1024 * 1024
/** Characters. */
const LONGEST_LINE = 1000

/** The program that reads Windows' registry. */
export const regExe = (env: NodeJS.ProcessEnv): string =>
  win32.join(env.SystemRoot ?? 'C:\\Windows', 'System32', 'reg.exe')

export interface SystemPrograms {
  /** What the program prints. Rejects with a few words when it is missing, fails, hangs or prints too much. */
  run(file: string, args: readonly string[]): Promise<string>
  /** Calls `onLine` for each line that the program prints, until the returned function ends the program. */
  follow(
    file: string,
    args: readonly string[],
    listener: Pick<SourceListener, 'onEnd'> & { onLine: (line: string) => void },
  ): () => void
}

export function createSystemPrograms(env: NodeJS.ProcessEnv, guard: Guard): SystemPrograms {
  const options = { env: { ...env, LC_ALL: 'C' }, windowsHide: true }
  return {
    run: (file, args) =>
      new Promise((resolve, reject) => {
        execFile(
          file,
          [...args],
          { ...options, timeout: TIMEOUT_MS, killSignal: 'SIGKILL', maxBuffer: LARGEST_OUTPUT },
          (error, output) => {
            if (error) reject(new Error(failureOf(error)))
            else resolve(output)
          },
        )
      }),

    follow(file, args, { onLine, onEnd }) {
      const child = spawn(file, [...args], { ...options, stdio: ['ignore', 'pipe', 'ignore'] })
      let unfinished = ''
      let ended = false
      function end(reason: string) {
        if (ended) return
        ended = true
        onEnd(reason)
      }
      child.stdout.setEncoding('utf8')
      child.stdout.on(
        'data',
        guard('Reading a program of the system', (piece: string) => {
          const read = nextLines(unfinished, piece, LONGEST_LINE)
          unfinished = read.unfinished
          if (!ended) read.lines.forEach(onLine)
        }),
      )
      child.on(
        'error',
        guard('The failure of a program of the system', (error: NodeJS.ErrnoException) =>
          end(error.code ?? 'failed'),
        ),
      )
      child.on(
        'close',
        guard('The end of a program of the system', (code: number | null) =>
          end(`exit ${code ?? 'by signal'}`),
        ),
      )
      return () => {
        ended = true
        child.kill()
      }
    },
  }
}

function failureOf({ code, killed }: ExecFileException): string {
  if (typeof code === 'number') return `exit ${code}`
  // The time-out has no code of its own.
  return code ?? (killed ? 'timed out' : 'failed')
}
