// The light of a state, as a pure function. The names of the lights are also those of the icons.

import type { StatusName } from './names.ts'
import type { Presence } from './presence.ts'
import { isLasting } from './problems/problem-kinds.ts'
import type { AccountView } from './state.ts'

/** The lights of a presence. */
export const presenceLights = [
  'available',
  'in-a-call',
  'busy',
  'presenting',
  'do-not-disturb',
  'away',
  'be-right-back',
  'offline',
  'out-of-office',
  'unknown',
] as const
/** The lights that are shown when there is no presence. */
export const appLights = ['signed-out', 'attention', 'paused'] as const
/** Lights with a variant for "out of office, but at work". The others become `out-of-office`. */
export const outOfOfficeLights = ['available', 'in-a-call', 'busy', 'presenting', 'do-not-disturb'] as const

export type PresenceLight = (typeof presenceLights)[number]
type AppLight = (typeof appLights)[number]
export type Shape = PresenceLight | AppLight
/** A light that a presence causes, with its out-of-office variant. */
export type LitName = PresenceLight | `${(typeof outOfOfficeLights)[number]}-oof`
export type LightName = LitName | `${LitName}-stale` | AppLight

export const litNames: readonly LitName[] = [
  ...presenceLights,
  ...outOfOfficeLights.map((light) => `${light}-oof` as const),
]
/** All lights; each has an icon. */
export const lightNames: readonly LightName[] = [
  ...litNames,
  ...litNames.map((light) => `${light}-stale` as const),
  ...appLights,
]

export interface Light {
  /** The icon's name: the shape and its modifiers. */
  name: LightName
  shape: Shape
  /** Whether the user is out of office, whatever the shape. */
  outOfOffice: boolean
  /** The last answer is too old to be relied on. */
  stale: boolean
  /** Graph's word, if there is no light for it. */
  unknownWord: string | null
  /** When the user set the status, epoch ms; null once Graph confirms it. */
  askedAt: number | null
}

/** The part of the state on which the light depends. */
export type LightState = Pick<AccountView, 'session' | 'following' | 'pausedUntil' | 'ownStatus'>

/** The light that is shown: a status that the user has just set takes precedence over Graph's last answer. */
export function lightOf(state: LightState): Light {
  const confirmed = confirmedLightOf(state)
  const asked = state.session.kind === 'signed-in' ? state.ownStatus.askedFor : null
  if (!asked || appLights.some((light) => light === confirmed.shape)) return confirmed
  const isOutOfOffice = state.following.last?.presence.outOfOffice.isOutOfOffice ?? false
  return { ...presenceLight(baseLightOfStatus(asked.status), isOutOfOffice, false), askedAt: asked.at }
}

/** The light of Graph's last answer, without a status that is not confirmed yet. */
export function confirmedLightOf({ session, following, pausedUntil }: Omit<LightState, 'ownStatus'>): Light {
  switch (session.kind) {
    case 'starting':
      return presenceLight('unknown', false, false)
    case 'not-set-up':
    case 'signing-in':
      return appLight('signed-out')
    case 'other-account':
      return appLight('attention')
    case 'signed-out':
      return appLight(session.problem && isLasting(session.problem) ? 'attention' : 'signed-out')
    case 'demo':
      if (session.pretending) return appLight(session.pretending)
      break
    case 'signed-in':
      break
    default:
      session satisfies never
  }
  if (pausedUntil !== null) return appLight('paused')
  if (following.problem && isLasting(following.problem)) return appLight('attention')
  if (!following.last) return presenceLight('unknown', false, false)
  return lightOfPresence(following.last.presence, following.stale)
}

/** The light of a presence of the user or a colleague. `stale`: it is too old to be relied on. */
export function lightOfPresence(presence: Presence, stale: boolean): Light {
  const light = presenceLight(baseLightOf(presence), presence.outOfOffice.isOutOfOffice, stale)
  if (light.shape !== 'unknown') return light
  return { ...light, unknownWord: [presence.activity, presence.availability].find(isInformative) ?? null }
}

const appLight = (shape: AppLight): Light => ({
  name: shape,
  shape,
  outOfOffice: false,
  stale: false,
  unknownWord: null,
  askedAt: null,
})

function presenceLight(base: PresenceLight, isOutOfOffice: boolean, stale: boolean): Light {
  const atWork = outOfOfficeLights.find((light) => light === base)
  const shape = isOutOfOffice && !atWork ? 'out-of-office' : base
  const name: LitName = isOutOfOffice && atWork ? `${atWork}-oof` : shape
  return {
    name: stale ? `${name}-stale` : name,
    shape,
    outOfOffice: isOutOfOffice,
    stale,
    unknownWord: null,
    askedAt: null,
  }
}

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
export function saysOutOfOffice({
  availability,
  activity,
}: Pick<Presence, 'availability' | 'activity'>): boolean {
  const words = [normalizedWord(availability), normalizedWord(activity)]
  return words.includes('outofoffice') && words.every((word) => mayBeOutOfOffice(lightOfWord.get(word)))
}

const mayBeOutOfOffice = (light: PresenceLight | undefined): boolean =>
  light === undefined || light === 'away' || light === 'offline'

/** Specific lights, each with the general light that it refines. */
const refines: Partial<Record<PresenceLight, PresenceLight>> = {
  'in-a-call': 'busy',
  'be-right-back': 'away',
}

/** The light of a presence without its out-of-office flag; `unknown` for unknown words. */
export function baseLightOf({
  availability,
  activity,
}: Pick<Presence, 'availability' | 'activity'>): PresenceLight {
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
