// The light has not been confirmed for a while.
import { timeOfDay } from '../../../../words/moments.ts'
import { problemWords } from '../../../../words/problem-words.ts'
import { namedTitle } from '../../../../words/shown-name.ts'
import { lightTitle } from '../../../../words/status.ts'
import { MINUTE_MS, type NotificationProvider } from '../notification-provider.ts'
import { needLasts } from './sign-in-needed.ts'

/** A light that is stale for this long is announced. */
const STALE_MS = 10 * MINUTE_MS

interface StaleMemory {
  /** For how long the light has been stale while the computer was awake, ms. */
  staleMs: number
  /** Until the light is confirmed again. */
  isAnnounced: boolean
  /** Whoever was asked to sign in knows that the light is old. */
  isKnown: boolean
}

export function staleLight(
  memory: StaleMemory = { staleMs: 0, isAnnounced: false, isKnown: false },
): NotificationProvider {
  const { staleMs, isAnnounced } = memory
  return {
    name: 'stale',
    update(now) {
      const isKnown = memory.isKnown && needLasts(now)
      if (now.state.session.kind !== 'signed-in')
        return staleLight({ staleMs: 0, isAnnounced: false, isKnown })
      return staleLight({
        staleMs: now.light.stale ? staleMs + now.elapsedMs : 0,
        isAnnounced: isAnnounced && !now.isConfirmed,
        isKnown,
      })
    },
    isDue: (now) => now.wants('stale') && staleMs >= STALE_MS && !isAnnounced && !memory.isKnown,
    text({ state, light, nowMs }, words) {
      const { t, language } = words
      const { last, problem } = state.following
      const known = t('presence.status.lastKnownAt', {
        title: lightTitle(light, words),
        time: timeOfDay(last?.at ?? nowMs, nowMs, language, state),
      })
      const why = problem && problemWords(problem, words)
      return {
        title: `${namedTitle(known, state, words)} · ${t('presence.status.notConfirmed')}`,
        body: why ? `${why.title}. ${why.nextStep}` : t('notifications.keepsTrying'),
      }
    },
    afterLook: (announced) =>
      staleLight({
        staleMs,
        isAnnounced: isAnnounced || announced === 'stale',
        isKnown: memory.isKnown || announced === 'sign-in-needed',
      }),
    holds: ({ light }) => isAnnounced && (light.stale || light.shape === 'paused'),
    dueInMs({ light, wants }) {
      const leftMs = STALE_MS - staleMs
      return light.stale && wants('stale') && leftMs > 0 ? Math.min(MINUTE_MS, leftMs) : null
    },
  }
}
