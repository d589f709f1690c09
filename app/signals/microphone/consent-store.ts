// Reads Windows' ConsentStore, as reg.exe prints it: which program opened the microphone when, and whether it closed it
// again. Pure.

import { TEAMS } from '../../model/lights/call-programs.ts'
import { type Program, programName } from './recording-programs.ts'

export const CONSENT_STORE =
  'HKCU\\Software\\Microsoft\\Windows\\CurrentVersion\\CapabilityAccessManager\\ConsentStore\\microphone'

export interface Consent {
  /** The program's key in the store. */
  key: string
  /** LastUsedTimeStart, as it is printed. */
  startedAt: string
  /** LastUsedTimeStop is 0. */
  isOpen: boolean
}

const KEY = /^HKEY_CURRENT_USER\\.*\\ConsentStore\\microphone(?:\\(.+))?$/i
const VALUE = /^\s+LastUsedTime(Start|Stop)\s+REG_QWORD\s+0x([0-9a-f]+)$/i

/**
 * Reads `reg query … /s`. Key names and values are the same in every language. A last line without its end is left
 * out, as it may be cut off. Throws for a text without the store's own key.
 */
export function consentsIn(text: string): Consent[] {
  const consents = new Map<string, { startedAt: string; stop: string | null }>()
  let isStore = false
  let consent: { startedAt: string; stop: string | null } | undefined
  for (const line of text.split(/\r?\n/).slice(0, -1)) {
    const key = KEY.exec(line)
    const value = VALUE.exec(line)
    if (key) {
      isStore = true
      consent = key[1] === undefined ? undefined : { startedAt: '', stop: null }
      if (key[1] !== undefined && consent) consents.set(key[1], consent)
    } else if (/^\S/.test(line)) {
      // A key of something else.
      consent = undefined
    } else if (value && consent) {
      const [, name = '', time = ''] = value
      if (name.toLowerCase() === 'start') consent.startedAt = time
      else consent.stop = time
    }
  }
  if (!isStore) throw new Error('This is no ConsentStore')
  return [...consents].map(([key, { startedAt, stop }]) => ({
    key,
    startedAt,
    isOpen: stop !== null && /^0+$/.test(stop),
  }))
}

/** Uses that were open when they were first seen, by key: when they started. */
export type DoubtfulUses = ReadonlyMap<string, string>

/**
 * The programs that record. A stop time of 0 also stays after a crash or a sleep. So a use counts only if it was seen to
 * begin: what is open at the first look after the start or a wake-up (`doubtful` is null) does not count until it has
 * been closed, or opened anew at another time.
 */
export function usesIn(
  consents: readonly Consent[],
  doubtful: DoubtfulUses | null,
): { programs: Program[]; doubtful: DoubtfulUses } {
  const open = consents.filter(({ isOpen }) => isOpen)
  const isDoubtful = ({ key, startedAt }: Consent) => doubtful === null || doubtful.get(key) === startedAt
  return {
    programs: open.filter((consent) => !isDoubtful(consent)).map(({ key }) => nameOf(key)),
    doubtful: new Map(open.filter(isDoubtful).map(({ key, startedAt }) => [key, startedAt])),
  }
}

/**
 * A package's name before its publisher's, or the file name of a path that is written with # for \. Null for a name in
 * other letters that reg.exe writes in the code page of a console.
 */
function nameOf(key: string): Program {
  if (key.includes('\uFFFD')) return null
  const path = /^NonPackaged\\(.+)$/i.exec(key)?.[1]
  if (path !== undefined) return programName((path.split('#').at(-1) ?? '').replace(/\.exe$/i, ''))
  const [name = ''] = key.split('_')
  return name === 'MSTeams' ? TEAMS : programName(name)
}
