// The sentence that says the light: the same for tooltip, first menu line, window and screen readers.
import { type LightState, lightOf, wordKey } from '../app/presence/light.ts'
import type { AppState } from '../app/state.ts'
import { timeOfDay } from './moments.ts'
import { problemWords } from './problem-words.ts'
import type { Words } from './words.ts'

/** The light in words, without times: "In a call, out of office". */
export function lightTitle(state: LightState, { t }: Words): string {
  const light = lightOf(state)
  const title = t(`presence.light.${light.shape}`)
  return light.outOfOffice && light.shape !== 'out-of-office'
    ? t('presence.status.withOutOfOffice', { title })
    : title
}

/** The whole line: "In a call · since 10:42". Epoch ms. */
export function statusLine(state: AppState, words: Words, nowMs: number): string {
  const line = plainStatusLine(state, words, nowMs)
  return state.session.kind === 'demo' ? words.t('presence.status.demo', { line }) : line
}

function plainStatusLine(state: AppState, words: Words, nowMs: number): string {
  const { t, language } = words
  const light = lightOf(state)
  const { last, problem } = state.following
  const time = (atMs: number) => timeOfDay(atMs, nowMs, language)
  switch (light.shape) {
    case 'paused':
      return state.pausedUntil === null
        ? t('presence.light.paused')
        : t('presence.status.pausedUntil', { time: time(state.pausedUntil) })
    case 'signed-out':
      if (state.session.kind === 'signing-in') return t('presence.status.signingIn')
      return state.session.kind === 'not-set-up'
        ? t('presence.status.notSetUp')
        : t('presence.status.signedOut')
    case 'attention': {
      const reason = state.session.kind === 'signed-out' ? state.session.problem : problem
      return reason ? problemWords(reason, words).title : t('presence.light.attention')
    }
    default: {
      if (!last) {
        if (problem) return `${t('presence.status.notKnownYet')} · ${problemWords(problem, words).title}`
        return state.session.kind === 'starting'
          ? t('presence.status.starting')
          : t('presence.status.notKnownYet')
      }
      const title = lightTitle(state, words)
      if (light.stale) return t('presence.status.stale', { title, time: time(last.at) })
      return t(last.witnessed ? 'presence.status.since' : 'presence.status.sinceOrEarlier', {
        title,
        time: time(last.since),
      })
    }
  }
}

/** Graph's activity in words; one nobody has seen yet is spaced out: "In The Clouds". */
export function activityWords(activity: string, { t }: Words): string {
  const spaced = activity.replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2').trim()
  return t(`presence.activity.${wordKey(activity)}` as 'presence.activity.away', { defaultValue: spaced })
}
