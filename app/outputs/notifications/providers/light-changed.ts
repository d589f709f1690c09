// The light has changed from one that Graph confirmed to another.
import { namedTitle } from '../../../../words/shown-name.ts'
import { lightTitle, sinceWords } from '../../../../words/status.ts'
import type { Light, LightName } from '../../../model/light.ts'
import { isRealLight } from '../../../model/lights/followed-sessions.ts'
import type { NotificationContext, NotificationProvider } from '../notification-provider.ts'

/** Changes within this time are announced as one. */
const DEBOUNCE_MS = 10_000

interface ChangeMemory {
  /** The last confirmed light, to compare with; null when the light before this one was not confirmed. */
  confirmed: Light | null
  /** When Graph gave the answer that was last seen unconfirmed, as in a pause, epoch ms: it confirms nothing later. */
  doubtedAt: number | null
  /** The light before the first change, to be announced at `dueMs` of the monotonic clock. */
  change: { before: Light; dueMs: number } | null
  /** The light that was announced, while it lasts. */
  announcedLight: LightName | null
  /** Whose light it is: the id of a colleague; null for the user. */
  whose: string | null
}

const nothingSeen: ChangeMemory = {
  confirmed: null,
  doubtedAt: null,
  change: null,
  announcedLight: null,
  whose: null,
}

export function lightChanged(memory: ChangeMemory = nothingSeen): NotificationProvider {
  const { confirmed, change, announcedLight } = memory
  const isOver = ({ monotonicMs }: NotificationContext) => change !== null && monotonicMs >= change.dueMs
  return {
    name: 'light-changed',
    update: (now) => lightChanged(updated(memory, now)),
    isDue: (now) =>
      now.wants('light-changed') &&
      isOver(now) &&
      confirmed !== null &&
      change !== null &&
      !isSame(change.before, confirmed),
    text({ state, light, nowMs }, words) {
      const { last } = state.following
      const since = last ? `${sinceWords(last, nowMs, words, state)} · ` : ''
      const before = words.t('notifications.before', { title: lightTitle(change?.before ?? light, words) })
      return { title: namedTitle(lightTitle(light, words), state, words), body: `${since}${before}` }
    },
    afterLook: (announced, now) =>
      lightChanged({
        ...memory,
        // Coming to work with out of office on is one event.
        change: isOver(now) || announced === 'still-out-of-office' ? null : change,
        announcedLight: announced === 'light-changed' ? now.light.name : announcedLight,
      }),
    holds: ({ light }) => announcedLight === light.name,
    dueInMs: ({ monotonicMs }) => change && Math.max(0, change.dueMs - monotonicMs),
  }
}

/** A change is between two confirmed lights; while a screen is shown to others, none begins or ends. */
function updated(known: ChangeMemory, now: NotificationContext): ChangeMemory {
  const { state, light, isConfirmed, monotonicMs } = now
  const whose = state.following.person?.id ?? null
  // The light of another person is no change.
  const memory = whose === known.whose ? known : { ...nothingSeen, whose }
  if (!isRealLight(state.session)) return nothingSeen
  const answeredAt = state.following.last?.at ?? null
  if (!isConfirmed || answeredAt === memory.doubtedAt) return { ...nothingSeen, doubtedAt: answeredAt, whose }
  if (light.shape === 'presenting') return { ...nothingSeen, confirmed: light, whose }
  const { confirmed: before, change, announcedLight } = memory
  const begins = before && !change && !isSame(before, light)
  return {
    confirmed: light,
    doubtedAt: null,
    change: begins ? { before, dueMs: monotonicMs + DEBOUNCE_MS } : change,
    announcedLight: announcedLight === light.name ? announcedLight : null,
    whose,
  }
}

/** The same words: the name says everything but a word for which no light is made. */
const isSame = (one: Light, other: Light) => one.name === other.name && one.unknownWord === other.unknownWord
