// A colleague's presence in one line: the light, the activity, and since when.
import type { ColleagueSighting } from '../app/model/colleague.ts'
import { lightOfPresence } from '../app/model/light.ts'
import type { LocalTime } from '../app/model/timing/local-time.ts'
import { timeOfDay } from './moments.ts'
import { moreThanLight, presenceTitle, sinceWords } from './status.ts'
import type { Words } from './words.ts'

/** `nowMs` in epoch ms; `sighting` is undefined before the first check. */
export function sightingWords(
  sighting: ColleagueSighting | undefined,
  nowMs: number,
  words: Words,
  local: LocalTime,
): string {
  const { t, language } = words
  if (!sighting) return t('presence.status.notKnownYet')
  if (sighting.kind === 'not-visible') return t('colleagues.notVisible')
  const { presence, stale, at } = sighting
  const title = presenceTitle(presence, words)
  if (stale) return t('colleagues.stale', { title, time: timeOfDay(at, nowMs, language, local) })
  const more = moreThanLight(presence, lightOfPresence(presence, stale), words)
  return [title, ...(more ? [more] : []), sinceWords(sighting, nowMs, words, local)].join(' · ')
}
