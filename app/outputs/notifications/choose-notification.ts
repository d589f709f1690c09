// Which notification to show, if any, and which ones on the screen still hold. Pure.
import type { Words } from '../../../words/words.ts'
import type { Light } from '../../model/light.ts'
import type { AccountView } from '../../model/state.ts'
import { contextOf, type LookTime, MINUTE_MS, type NotificationProvider } from './notification-provider.ts'
import { colleagueAvailable } from './providers/colleague-available.ts'
import { lightChanged } from './providers/light-changed.ts'
import { otherAccount } from './providers/other-account.ts'
import { signInNeeded } from './providers/sign-in-needed.ts'
import { staleLight } from './providers/stale-light.ts'
import { stillOutOfOffice } from './providers/still-out-of-office.ts'

export interface NotificationMemory {
  /** The most urgent one first. */
  providers: readonly NotificationProvider[]
  /** The look before, on the monotonic clock. */
  lookedMs: number
}

export const initialMemory = (monotonicMs: number): NotificationMemory => ({
  providers: [
    signInNeeded(),
    otherAccount(),
    stillOutOfOffice(),
    staleLight(),
    lightChanged(),
    colleagueAvailable(),
  ],
  lookedMs: monotonicMs,
})

/** One look, at each change of the state and whenever the look before asked for one. */
export function chooseNotification(
  { providers, lookedMs }: NotificationMemory,
  state: AccountView,
  light: Light,
  time: LookTime,
) {
  const now = contextOf(state, light, time, lookedMs)
  const updated = providers.map((provider) => provider.update(now))
  const due = now.isPresenting ? undefined : updated.find((provider) => provider.isDue(now))
  const after = updated.map((provider) => provider.afterLook(due?.name ?? null, now))
  // What waits behind another notification is next; what waits for the end of a presentation is tried again.
  const againMs = now.isPresenting ? MINUTE_MS : 0
  const waitsMs = after.flatMap((provider) =>
    provider.isDue(now) ? againMs : (provider.dueInMs?.(now) ?? []),
  )
  return {
    memory: { providers: after, lookedMs: time.monotonicMs },
    /** At most one: no event is announced twice. */
    announced: due ? { name: due.name, text: (words: Words) => due.text(now, words) } : null,
    /** Those whose notification, if it is on the screen, still holds. */
    holding: new Set(after.filter((provider) => provider.holds(now)).map(({ name }) => name)),
    outcomes: after.flatMap((provider) => provider.outcome?.(now) ?? []),
    /** In how many ms to look again though the state does not change; null: not at all. */
    againInMs: waitsMs.length > 0 ? Math.min(...waitsMs) : null,
  }
}
