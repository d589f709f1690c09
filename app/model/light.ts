// The light of a state, as a pure function. The names of the lights are also those of the icons.

import { isOwnAccountsLight } from './lights/followed-sessions.ts'
import { type LocalLight, localLights } from './lights/local-light.ts'
import { baseLightOf, baseLightOfStatus, isInformative } from './lights/presence-words.ts'
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
/** A light that an answer of Graph causes, with its out-of-office variant. */
type AnsweredName = PresenceLight | `${(typeof outOfOfficeLights)[number]}-oof`
/** A light that an answer of Graph causes, or that this computer sees (local-light.ts). */
export type LitName = AnsweredName | `${LocalLight}-local`
export type LightName = LitName | `${AnsweredName}-stale` | AppLight

const answeredNames: readonly AnsweredName[] = [
  ...presenceLights,
  ...outOfOfficeLights.map((light) => `${light}-oof` as const),
]
export const litNames: readonly LitName[] = [
  ...answeredNames,
  ...localLights.map((light) => `${light}-local` as const),
]
/** All lights; each has an icon. */
export const lightNames: readonly LightName[] = [
  ...litNames,
  ...answeredNames.map((light) => `${light}-stale` as const),
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
  /** It is what this computer sees, not an answer of Graph. */
  local: boolean
  /** Graph's word, if there is no light for it. */
  unknownWord: string | null
  /** When the user set the status, epoch ms; null once Graph confirms it. */
  askedAt: number | null
}

/** The part of the state on which the light depends. */
export type LightState = Pick<AccountView, 'session' | 'following' | 'pausedUntil' | 'ownStatus'>

/** The light that is shown: a status that the user has just set takes precedence over Graph's last answer about them. */
export function lightOf(state: LightState): Light {
  const confirmed = confirmedLightOf(state)
  const asked = isOwnAccountsLight(state) ? state.ownStatus.askedFor : null
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
    case 'this-computer':
    case 'signed-in':
      break
    default:
      session satisfies never
  }
  if (pausedUntil !== null) return appLight('paused')
  if (following.problem && isLasting(following.problem)) return appLight('attention')
  if (!following.last) return presenceLight('unknown', false, false)
  const light = lightOfPresence(following.last.presence, following.stale)
  return session.kind === 'this-computer' ? localLight(light) : light
}

/** A light that a computer cannot see stays as it is. */
function localLight(light: Light): Light {
  const base = localLights.find((name) => name === light.name)
  return base ? { ...light, name: `${base}-local`, local: true } : light
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
  local: false,
  unknownWord: null,
  askedAt: null,
})

function presenceLight(base: PresenceLight, isOutOfOffice: boolean, stale: boolean): Light {
  const atWork = outOfOfficeLights.find((light) => light === base)
  const shape = isOutOfOffice && !atWork ? 'out-of-office' : base
  const name: AnsweredName = isOutOfOffice && atWork ? `${atWork}-oof` : shape
  return {
    name: stale ? `${name}-stale` : name,
    shape,
    outOfOffice: isOutOfOffice,
    stale,
    local: false,
    unknownWord: null,
    askedAt: null,
  }
}
