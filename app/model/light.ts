// lightOf(state): which light is shown. A pure function; its names are the names of the icons too.

import type { StatusName } from './names.ts'
import type { Presence } from './presence.ts'
import { isLasting } from './problems/problem-kinds.ts'
import type { AccountView } from './state.ts'

/** What a presence can light. */
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
/** What is shown when there is no presence to show. */
export const appLights = ['signed-out', 'attention', 'paused'] as const
/** Lights with a form for "out of office, and at work all the same". The rest become `out-of-office` itself. */
export const outOfOfficeLights = ['available', 'in-a-call', 'busy', 'presenting', 'do-not-disturb'] as const

export type PresenceLight = (typeof presenceLights)[number]
type AppLight = (typeof appLights)[number]
export type Shape = PresenceLight | AppLight
/** What a good answer lights: a presence's light, with its out-of-office form. */
export type LitName = PresenceLight | `${(typeof outOfOfficeLights)[number]}-oof`
export type LightName = LitName | `${LitName}-stale` | AppLight

export const litNames: readonly LitName[] = [
  ...presenceLights,
  ...outOfOfficeLights.map((light) => `${light}-oof` as const),
]
/** Every light there is: one icon each. */
export const lightNames: readonly LightName[] = [
  ...litNames,
  ...litNames.map((light) => `${light}-stale` as const),
  ...appLights,
]

export interface Light {
  /** The icon's name: the shape and its modifiers. */
  name: LightName
  shape: Shape
  /** Out of office, whichever shape says so. */
  outOfOffice: boolean
  /** The last good answer is too old to vouch for. */
  stale: boolean
  /** Graph's own word where no light is made for it. */
  unknownWord: string | null
  /** When the person asked for it, epoch ms; null once Graph says so too. */
  askedAt: number | null
}

/** The state's part that decides the light. */
export type LightState = Pick<AccountView, 'session' | 'following' | 'pausedUntil' | 'ownStatus'>

/** The light that is shown: what the person has just set comes before what Graph said last. */
export function lightOf(state: LightState): Light {
  const confirmed = confirmedLightOf(state)
  const asked = state.session.kind === 'signed-in' ? state.ownStatus.askedFor : null
  if (!asked || appLights.some((light) => light === confirmed.shape)) return confirmed
  const isOutOfOffice = state.following.last?.presence.outOfOffice.isOutOfOffice ?? false
  return { ...presenceLight(baseLightOfStatus(asked.status), isOutOfOffice, false), askedAt: asked.at }
}

/** The light as Graph has it, whatever was asked for. */
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

/** The light of somebody's presence, whoever's; `stale`: too old to vouch for. */
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
 * Graph's words, in lower case and letters only, and the light each means. They are looked for in either field:
 * Microsoft's pages disagree on which word belongs to which ("presence resource type", 2024 and 2025-12).
 * `OutOfOffice` is missing on purpose: it says where somebody is not (saysOutOfOffice), not what they do.
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
 * Whether the words alone say out of office: Graph leaves the flag out at times ("Manage presence state using the
 * Microsoft Graph API" has OutOfOffice for both fields). Beside a word that says more, such as Available, it counts for
 * nothing: there the flag decides.
 */
export function saysOutOfOffice({
  availability,
  activity,
}: Pick<Presence, 'availability' | 'activity'>): boolean {
  const words = [normalizedWord(availability), normalizedWord(activity)]
  return words.includes('outofoffice') && words.every((word) => leavesRoom(lightOfWord.get(word)))
}

const leavesRoom = (light: PresenceLight | undefined): boolean =>
  light === undefined || light === 'away' || light === 'offline'

/** A specific light and the general one that it says more about. */
const refines: Partial<Record<PresenceLight, PresenceLight>> = {
  'in-a-call': 'busy',
  'be-right-back': 'away',
}

/** The light of a presence without its out-of-office flag; `unknown` for words nobody has seen yet. */
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

/** The light of a status that a person sets; `Offline` is to appear offline. */
export const baseLightOfStatus = (status: StatusName): PresenceLight =>
  baseLightOf({ availability: status, activity: status })

/** "InACall + OOF" is InACall: some answers carry the out-of-office mark inside the activity. */
export function normalizedWord(word: string): string {
  return (word.split('+')[0] ?? '').toLowerCase().replace(/[^\p{L}\p{N}]/gu, '')
}

/** Words that say nothing in themselves: the flag tells out of office, and the light that nothing is known. */
const SAY_NOTHING: readonly string[] = ['', 'outofoffice', 'presenceunknown']

/** Whether Graph's word says something at all. */
export const isInformative = (word: string): boolean => !SAY_NOTHING.includes(normalizedWord(word))
