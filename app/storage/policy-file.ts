// The policy file of an administrator, for all users of the computer: its path, its checks, and how it is read, once, at the
// start.
import { readFileSync, type Stats } from 'node:fs'
import { posix, win32 } from 'node:path'
import { type ParseError, parse } from 'jsonc-parser'
import { type PolicyFault, type ReadPolicy, readPolicy } from '../model/policy.ts'
import { textIn } from '../reading/text-in-bytes.ts'
import { codeOf, readOpenNow } from './read-file.ts'

export interface PolicyPlace {
  path: string
  /** The required owner, who must be the only one with write access; null for no check. */
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
/** The write permissions of the group and of others (stat, "The file type and mode"). */
const WRITTEN_BY_OTHERS = 0o022

/**
 * The path of the policy. To test a policy, TALLY_LIGHT_POLICY overrides it in an app that is not packaged. On Windows
 * Node.js can read neither the owner nor the access list of a file, so the administrator has to protect the folder
 * (docs/administrators.md).
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

/** Never throws: a file that exists and cannot be read is a broken policy. */
export function readPolicyFile({ path, ownerUid }: PolicyPlace): FoundPolicy['read'] {
  try {
    // The checks use the open file, so a link or a rename cannot deceive them.
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
  const isProtected = found.uid === ownerUid && (found.mode & WRITTEN_BY_OTHERS) === 0
  if (ownerUid !== null && !isProtected) return { kind: 'not-administrators' }
  return found.size > LARGEST_BYTES ? { kind: 'too-large', limitBytes: LARGEST_BYTES } : null
}

function policyIn(bytes: Buffer): ReadPolicy {
  const text = textIn(bytes)
  if (text === null) return broken({ kind: 'no-text' })
  try {
    return readPolicy(JSON.parse(text))
  } catch {
    return broken({ kind: 'not-json', line: lineOfSyntaxError(text) })
  }
}

/** The line of the first syntax error, from 1: JSON.parse does not report it for every error. */
function lineOfSyntaxError(text: string): number {
  const errors: ParseError[] = []
  parse(text, errors, { disallowComments: true, allowTrailingComma: false })
  return text.slice(0, errors[0]?.offset ?? 0).split(/\r\n|\n|\r/).length
}
