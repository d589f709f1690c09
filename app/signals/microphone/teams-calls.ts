// Reads the log that Teams writes on Windows, piece by piece: which calls are under way. Keeps nothing but the ids of
// calls and the beginning of an unfinished line. Pure. No documentation describes the log; the lines are as people
// reported them (jimmyeao/TEAMS2HA#108).

import { nextLines } from './text-lines.ts'

export interface TeamsCalls {
  /** Ids of the calls under way. */
  calls: ReadonlySet<string>
  /** The line that is not finished yet. */
  unfinished: string
}

export const noCalls: TeamsCalls = { calls: new Set(), unfinished: '' }

/** Teams writes the next name directly after the id. */
const ID = '([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})'
/** A call that becomes active has three lines with the first word; only one has the id. */
const ACTIVE = new RegExp(`NotifyCallActive callId:\\s*${ID}`, 'i')
/** Also written for a declined call, which was never active, and while another call goes on. */
const ENDED = new RegExp(`(?:NotifyCallEnded callId|CallEnded fired):\\s*${ID}`, 'i')

/** What is looked for is near the beginning of a line. */
const LONGEST_LINE = 2000

/** What is known after the next piece of the log. A piece may end anywhere. */
export function readTeamsLog(known: TeamsCalls, piece: string): TeamsCalls {
  const { lines, unfinished } = nextLines(known.unfinished, piece, LONGEST_LINE)
  const calls = new Set(known.calls)
  for (const line of lines) {
    const active = ACTIVE.exec(line)?.[1]
    const ended = ENDED.exec(line)?.[1]
    if (active !== undefined) calls.add(active)
    else if (ended !== undefined) calls.delete(ended)
  }
  return { calls, unfinished }
}
