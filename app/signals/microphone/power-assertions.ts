// Reads macOS's `pmset -g assertions`: what keeps the computer awake, and so whether Teams is in a call. Pure.

import { TEAMS } from '../../model/lights/call-programs.ts'
import type { Program } from './recording-programs.ts'

/** The first line after the date. */
const HEADER = /^Assertion status system-wide:\s*$/
const LINE_OF_PROCESS = /^\s*pid \d+\(/
/** Teams gives its assertion this name in every language. */
const TEAMS_CALL = ' named: "Microsoft Teams Call in progress"'

/** Throws for anything that is not such a list. Teams in a browser is not seen. */
export function callsIn(text: string): Program[] {
  const lines = text.split('\n')
  if (!lines.some((line) => HEADER.test(line))) throw new Error('This is no list of assertions')
  const isCall = (line: string) => line.trimEnd().endsWith(TEAMS_CALL) && LINE_OF_PROCESS.test(line)
  return lines.some(isCall) ? [TEAMS] : []
}
