// The policy file, which an administrator writes for everybody at a computer: where it is, and whether it counts. It is
// read once, at the start.
import { readFileSync, type Stats } from 'node:fs'
import { posix, win32 } from 'node:path'
import { type ParseError, parse } from 'jsonc-parser'
import { type PolicyFault, type ReadPolicy, readPolicy } from '../model/policy.ts'
import { textIn } from '../reading/text-in-bytes.ts'
import { codeOf, readOpenNow } from './reading.ts'

export interface PolicyPlace {
  path: string
  /** Whose the file has to be, and nobody else may write it; null: it is taken as it is. */
  ownerUid: number | null
}

/** What was read at `path`. */
export interface FoundPolicy {
  path: string
  read: ReadPolicy | { kind: 'none' }
}

/** A policy is some hundred bytes. */
const LARGEST_BYTES = 65_536
const ROOT_UID = 0
/** May be written by the group or by others (stat, "The file type and mode"). */
const WRITTEN_BY_OTHERS = 0o022

/**
 * Only an app that is not installed may be pointed elsewhere (TALLY_LIGHT_POLICY), so that a policy can be tried.
 * Windows tells Node neither owner nor access list of a file, so there the folder's own list has to keep others out:
 * whoever sets up the policy makes it (docs/administrators.md).
 */
export function policyPlace(
  { platform, env }: Pick<NodeJS.Process, 'platform' | 'env'>,
  isPackaged: boolean,
): PolicyPlace {
  if (!isPackaged && env.TALLY_LIGHT_POLICY) return { path: env.TALLY_LIGHT_POLICY, ownerUid: null }
  if (platform === 'win32') {
    const folder = env.ProgramData || 'C:\\ProgramData'
    return { path: win32.join(folder, 'Tally Light', 'policy.json'), ownerUid: null }
  }
  const folder = platform === 'darwin' ? '/Library/Application Support/Tally Light' : '/etc/tally-light'
  return { path: posix.join(folder, 'policy.json'), ownerUid: ROOT_UID }
}

/** Never throws: what cannot be read is a broken policy, as somebody wanted there to be one. */
export function readPolicyFile({ path, ownerUid }: PolicyPlace): FoundPolicy['read'] {
  try {
    // What is asked of a file is asked of the one that is open: behind a link, and whoever changes names meanwhile.
    const read = readOpenNow(path, (file, found) => {
      const fault = faultOf(found, ownerUid)
      return fault ? broken(fault) : policyIn(readFileSync(file))
    })
    return read ?? { kind: 'none' }
  } catch (error) {
    return broken({ kind: 'unreadable', detail: codeOf(error) })
  }
}

const broken = (fault: PolicyFault): ReadPolicy => ({ kind: 'broken', faults: [fault] })

function faultOf(found: Stats, ownerUid: number | null): PolicyFault | null {
  if (!found.isFile()) return { kind: 'unreadable', detail: 'no file' }
  const isTheirs = found.uid === ownerUid && (found.mode & WRITTEN_BY_OTHERS) === 0
  if (ownerUid !== null && !isTheirs) return { kind: 'not-administrators' }
  return found.size > LARGEST_BYTES ? { kind: 'too-large', limitBytes: LARGEST_BYTES } : null
}

function policyIn(bytes: Buffer): ReadPolicy {
  const text = textIn(bytes)
  if (text === null) return broken({ kind: 'no-text' })
  try {
    return readPolicy(JSON.parse(text))
  } catch {
    return broken({ kind: 'not-json', line: lineOfMistake(text) })
  }
}

/** The line, from 1, on which somebody has to look: JSON.parse does not say so for every mistake. */
function lineOfMistake(text: string): number {
  const mistakes: ParseError[] = []
  parse(text, mistakes, { disallowComments: true, allowTrailingComma: false })
  return text.slice(0, mistakes[0]?.offset ?? 0).split(/\r\n|\n|\r/).length
}
