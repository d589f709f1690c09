// Runs a program without a shell, with a time limit, after which it and its children are killed.
import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'
import type { Guard } from '../../../model/guard.ts'
import type { Clock } from '../../../model/timing/clock.ts'

export interface ProgramRun {
  file: string
  args: readonly string[]
  env: NodeJS.ProcessEnv
  folder: string
  limitMs: number
}

export type ProgramEnd =
  /** `lastLine` is the last one of the standard error. */
  | { kind: 'ended'; exit: number | NodeJS.Signals; lastLine: string }
  | { kind: 'not-started'; error: unknown }
  | { kind: 'killed' }

/** Bytes of the standard error that are kept: the last ones, as the reason comes last. */
const KEPT_ERRORS = 4096
/** After so many bytes the standard error is read slowly, so that a flood does not occupy the main process. */
const FAST_ERRORS = 64 * 1024
const FLOOD_PAUSE_MS = 20
/** Children of an ended program may keep its standard error open: how long the rest is waited for. */
const LAST_ERRORS_MS = 200
/** A process that the system cannot end, as it waits for a device, is not waited for. */
const KILL_MS = 2000

/** Never rejects. Resolves soon after `signal` is aborted, with the program killed. */
export function runProgram(
  { file, args, env, folder, limitMs }: ProgramRun,
  { clock, guard, platform }: { clock: Pick<Clock, 'after'>; guard: Guard; platform: NodeJS.Platform },
  signal: AbortSignal,
): Promise<ProgramEnd> {
  return new Promise((resolve) => {
    let child: ChildProcess
    try {
      child = spawn(file, args, {
        env,
        cwd: folder,
        windowsHide: true,
        stdio: ['ignore', 'ignore', 'pipe'],
        // Its own process group, to be killed as a whole. On Windows, taskkill finds the children.
        detached: platform !== 'win32',
      })
    } catch (error) {
      return resolve({ kind: 'not-started', error })
    }
    let isKilled = false
    let exit: number | NodeJS.Signals | null = null
    let taken = 0
    let errors = Buffer.alloc(0)
    let stopPause = () => {}
    let stopTimer = clock.after(limitMs, kill)

    function end(outcome: ProgramEnd) {
      stopTimer()
      stopPause()
      signal.removeEventListener('abort', kill)
      child.stderr?.destroy()
      resolve(outcome)
    }

    function endAfterExit() {
      if (isKilled) end({ kind: 'killed' })
      else if (exit !== null) end({ kind: 'ended', exit, lastLine: lastLineOf(errors) })
    }

    function kill() {
      if (exit !== null || isKilled) return
      isKilled = true
      stopTimer()
      stopTimer = clock.after(KILL_MS, () => end({ kind: 'killed' }))
      killTree(child, platform, guard)
    }

    signal.addEventListener('abort', kill, { once: true })
    child.on(
      'error',
      guard('A program that did not start', (error: Error) => {
        // A process that could not be killed also emits it.
        if (child.pid === undefined) end({ kind: 'not-started', error })
      }),
    )
    child.on(
      'exit',
      guard('The end of a program', (code: number | null, by: NodeJS.Signals | null) => {
        exit = code ?? by ?? 0
        stopTimer()
        stopTimer = clock.after(LAST_ERRORS_MS, endAfterExit)
      }),
    )
    child.on('close', guard('The end of the output of a program', endAfterExit))
    child.stderr?.on(
      'error',
      guard('The output of a program', () => {}),
    )
    child.stderr?.on(
      'data',
      guard('Reading a program', (piece: Buffer) => {
        errors = Buffer.from(Buffer.concat([errors, piece]).subarray(-KEPT_ERRORS))
        taken += piece.length
        if (taken < FAST_ERRORS) return
        child.stderr?.pause()
        stopPause = clock.after(FLOOD_PAUSE_MS, () => child.stderr?.resume())
      }),
    )
    if (signal.aborted) kill()
  })
}

/** Never throws: a process that has just ended cannot be killed. */
function killTree({ pid }: ChildProcess, platform: NodeJS.Platform, guard: Guard): void {
  if (pid === undefined) return
  if (platform === 'win32') {
    const taskkill = join(process.env.SystemRoot ?? 'C:\\Windows', 'System32', 'taskkill.exe')
    const killing = spawn(taskkill, ['/pid', String(pid), '/T', '/F'], { stdio: 'ignore', windowsHide: true })
    killing.on(
      'error',
      guard('Killing a program', () => {}),
    )
    return
  }
  try {
    process.kill(-pid, 'SIGKILL')
  } catch {
    // The group has ended.
  }
}

const lastLineOf = (errors: Buffer) =>
  errors
    .toString('utf8')
    .split(/[\r\n]+/)
    .findLast((line) => line.trim() !== '') ?? ''
