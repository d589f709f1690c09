// The driver of programs: it starts a program of the user for each light.
import { homedir } from 'node:os'
import { fill } from '../../../model/external-outputs/placeholders.ts'
import { programProblem } from '../../../model/external-outputs/program-file.ts'
import { type Problem, safeDetail, unexpected } from '../../../model/problems/problem.ts'
import { errorCode } from '../../../model/problems/thrown-error.ts'
import { type CreateDriver, OutputError } from '../output-driver.ts'
import { placeholderValues } from '../placeholder-values.ts'
import { programEnvironment, withoutNul } from './program-environment.ts'
import { type ProgramEnd, runProgram } from './run-program.ts'

/** A light is shown when the program has ended with the exit code 0. It runs in the user's home folder. */
export const createProgramDriver: CreateDriver<'program'> = ({ target, clock, guard }) => {
  const { platform, env } = process
  const { file, longestSeconds } = target

  return {
    async send(message, signal) {
      const refused = programProblem(file, platform)
      if (refused) throw new OutputError(refused)
      const values = placeholderValues(message)
      const run = {
        file,
        folder: homedir(),
        limitMs: longestSeconds * 1000,
        args: target.arguments.map((argument) => fill(argument, values, withoutNul)),
        env: programEnvironment(env, values, message.outOfOffice),
      }
      const problem = problemOf(await runProgram(run, { clock, guard, platform }, signal), run)
      if (problem) throw new OutputError(problem)
    },
    // A message that is being sent is aborted by its signal.
    stop() {},
  }
}

function problemOf(end: ProgramEnd, { file, limitMs }: { file: string; limitMs: number }): Problem | null {
  switch (end.kind) {
    case 'ended': {
      if (end.exit === 0) return null
      const exit = typeof end.exit === 'number' ? `exit code ${end.exit}` : end.exit
      const detail = safeDetail(end.lastLine === '' ? exit : `${exit}: ${end.lastLine}`)
      return { kind: 'output-program-failed', next: 'retries', file, detail }
    }
    case 'killed':
      return { kind: 'output-program-hung', next: 'retries', file, afterMs: limitMs }
    case 'not-started':
      return { kind: 'output-program-not-started', next: 'person', file, detail: causeOf(end.error) }
    default:
      return end satisfies never
  }
}

function causeOf(error: unknown): string {
  const code = errorCode(error)
  return code === null ? unexpected(error).detail : safeDetail(code)
}
