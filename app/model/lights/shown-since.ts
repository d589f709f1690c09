// Since when the light that is shown is so. No library here: the window may import this file.
import { type Light, presenceLights } from '../light.ts'
import type { AccountView } from '../state.ts'

/** Epoch ms: when the user set the status, or the start of the presence; null for a light without a presence. */
export function shownSince(
  { following }: Pick<AccountView, 'following'>,
  { shape, askedAt }: Pick<Light, 'shape' | 'askedAt'>,
): number | null {
  if (!presenceLights.some((presence) => presence === shape)) return null
  return askedAt ?? following.last?.since ?? null
}
