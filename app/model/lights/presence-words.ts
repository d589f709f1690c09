// The lights of Graph's words: availability and activity. Pure.

import type { PresenceLight } from '../light.ts'
import type { StatusName } from '../names.ts'
import type { PresenceWords } from '../presence.ts'

/**
 * The light of each of Graph's words, in lower case. A word may be in either field: Microsoft's pages disagree on the field
 * ("presence resource type", 2024 and 2025-12). `OutOfOffice` is not a light of its own; see saysOutOfOffice.
 */
const lightOfWord: ReadonlyMap<string, PresenceLight> = new Map([
  ['available', 'available'],
  ['availableidle', 'available'],
  ['inacall', 'in-a-call'],
  ['inaconferencecall', 'in-a-call'],
  ['busy', 'busy'],
  ['busyidle', 'busy'],
  ['inameeting', 'busy'],
  ['presenting', 'presenting'],
  ['donotdisturb', 'do-not-disturb'],
  ['focusing', 'do-not-disturb'],
  ['urgentinterruptionsonly', 'do-not-disturb'],
  ['away', 'away'],
  ['inactive', 'away'],
  ['availableinactive', 'away'],
  ['berightback', 'be-right-back'],
  ['offline', 'offline'],
  ['offwork', 'offline'],
])

/**
 * Whether the words mean out of office without the flag, which Graph sometimes omits ("Manage presence state using the
 * Microsoft Graph API" has OutOfOffice in both fields). Beside a more specific word, such as Available, OutOfOffice is
 * ignored, and only the flag decides.
 */
export function saysOutOfOffice({ availability, activity }: PresenceWords): boolean {
  const words = [normalizedWord(availability), normalizedWord(activity)]
  return words.includes('outofoffice') && words.every((word) => mayBeOutOfOffice(lightOfWord.get(word)))
}

const mayBeOutOfOffice = (light: PresenceLight | undefined) =>
  light === undefined || light === 'away' || light === 'offline'

/** Specific lights, each with the general light that it refines. */
const refines: Partial<Record<PresenceLight, PresenceLight>> = {
  'in-a-call': 'busy',
  'be-right-back': 'away',
}

/** The light of a presence without its out-of-office flag; `unknown` for unknown words. */
export function baseLightOf({ availability, activity }: PresenceWords): PresenceLight {
  const general = lightOfWord.get(normalizedWord(availability))
  const specific = lightOfWord.get(normalizedWord(activity))
  const either = (light: PresenceLight) => general === light || specific === light
  if (either('presenting')) return 'presenting'
  if (either('do-not-disturb')) return 'do-not-disturb'
  if (general && specific && refines[general] === specific) return general
  return specific ?? general ?? 'unknown'
}

/** The light of a status that the user sets; `Offline` means to appear offline. */
export const baseLightOfStatus = (status: StatusName): PresenceLight =>
  baseLightOf({ availability: status, activity: status })

/** In lower case, letters and digits only. Some activities contain an out-of-office mark: "InACall + OOF" is InACall. */
export function normalizedWord(word: string): string {
  return (word.split('+')[0] ?? '').toLowerCase().replace(/[^\p{L}\p{N}]/gu, '')
}

/** Words that need no text of their own: the flag shows out of office, and the light that the presence is unknown. */
const UNINFORMATIVE: readonly string[] = ['', 'outofoffice', 'presenceunknown']

/** Whether Graph's word adds information to the light. */
export const isInformative = (word: string): boolean => !UNINFORMATIVE.includes(normalizedWord(word))
