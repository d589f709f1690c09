// The icons to compare with: Fluent's presence badges, and discs that differ only by colour.
import { appLights, type LightName, presenceLights, type Shape } from '../../app/model/light.ts'
import { fluentPath } from '../../build/fluent.ts'
import { png } from '../../build/light-drawing.ts'
import { colourOf, type Scheme } from '../../build/lights.ts'

/** The badge for each light and for its out-of-office form (Fluent UI, "PresenceBadge"). There is none for stale lights. */
const badges: Record<Shape, readonly [string, string]> = {
  available: ['presence_available_16_filled', 'presence_available_16_regular'],
  'in-a-call': ['presence_busy_16_filled', 'presence_unknown_16_regular'],
  busy: ['presence_busy_16_filled', 'presence_unknown_16_regular'],
  presenting: ['presence_dnd_16_filled', 'presence_dnd_16_regular'],
  'do-not-disturb': ['presence_dnd_16_filled', 'presence_dnd_16_regular'],
  away: ['presence_away_16_filled', 'presence_oof_16_regular'],
  'be-right-back': ['presence_away_16_filled', 'presence_oof_16_regular'],
  offline: ['presence_offline_16_regular', 'presence_oof_16_regular'],
  'out-of-office': ['presence_oof_16_regular', 'presence_oof_16_regular'],
  unknown: ['presence_unknown_16_regular', 'presence_unknown_16_regular'],
  'signed-out': ['presence_unknown_16_regular', 'presence_unknown_16_regular'],
  attention: ['presence_blocked_16_regular', 'presence_blocked_16_regular'],
  paused: ['presence_unknown_16_regular', 'presence_unknown_16_regular'],
}
const shapes: readonly Shape[] = [...presenceLights, ...appLights]

const drawn = (path: string, colour: string) =>
  png(
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><path fill="${colour}" d="${path}"/></svg>`,
    16,
  )

/** Fluent's badge for a light, 16 px, in the same colours. */
export function badgePng(light: LightName, scheme: Scheme): Buffer {
  const shape = shapes.find((name) => name === light.replace(/(-oof)?(-stale)?$/, '')) ?? 'unknown'
  const [atWork, away] = badges[shape]
  return drawn(fluentPath(light.includes('-oof') ? away : atWork), colourOf(light, scheme))
}

/** A disc, 16 px, in the light's colour. */
export const discPng = (light: LightName, scheme: Scheme): Buffer =>
  drawn(fluentPath('presence_busy_16_filled'), colourOf(light, scheme))
