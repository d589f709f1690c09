// What people set of their own presence: a preferred presence and a status message, each until it ends or is replaced.
// Source: "presence: setUserPreferredPresence", "presence: setStatusMessage".
import type { Live } from '../live-tenant.ts'

export interface PreferredPresence {
  readonly availability: string
  readonly activity: string
  /** Epoch ms. */
  readonly expiresAt: number
}

export interface StatusMessage {
  readonly message: { readonly content: string; readonly contentType: string }
  /** As it was given. */
  readonly expiryDateTime?: { readonly dateTime: string; readonly timeZone: string }
  readonly publishedDateTime: string
  /** Epoch ms; null for one that stays. */
  readonly expiresAt: number | null
}

/** Null is a clearing. */
interface Change<Value> {
  /** When it shows in what is read, epoch ms. */
  readonly showsAt: number
  readonly value: Value | null
}

interface Changes {
  readonly preferred: Change<PreferredPresence>[]
  readonly message: Change<StatusMessage>[]
}

export type OwnStatuses = ReturnType<typeof createOwnStatuses>

export function createOwnStatuses(live: Live, now: () => number) {
  const changesOf = new Map<string, Changes>()

  function of(oid: string): Changes {
    const changes = changesOf.get(oid) ?? { preferred: [], message: [] }
    changesOf.set(oid, changes)
    return changes
  }

  const change = <Value>(value: Value | null): Change<Value> => ({
    showsAt: now() + live.propagationMs,
    value,
  })

  /** What shows; undefined where nothing was ever changed. */
  const shown = <Value>(changes: readonly Change<Value>[]): Value | null | undefined =>
    changes.findLast(({ showsAt }) => showsAt <= now())?.value

  const isOver = ({ expiresAt }: { expiresAt: number | null }): boolean =>
    expiresAt !== null && expiresAt <= now()

  return {
    prefer: (oid: string, value: PreferredPresence | null) => of(oid).preferred.push(change(value)),
    say: (oid: string, value: StatusMessage | null) => of(oid).message.push(change(value)),

    /** What was asked for last, shown yet or not; null once it ended. */
    preferredBy(oid: string): PreferredPresence | null {
      const preferred = of(oid).preferred.at(-1)?.value
      return preferred && !isOver(preferred) ? preferred : null
    },
    saidBy(oid: string): StatusMessage | null {
      const message = of(oid).message.at(-1)?.value
      return message && !isOver(message) ? message : null
    },

    /**
     * Lays what is set over what Teams says. A preferred presence comes before every session, and is Offline while
     * there is no session ("Preferred presence takes effect only when at least one presence session exists"). Where
     * it names a person, it is the one who asks; another's is told by a fault.
     */
    presenceOf(oid: string, teams: unknown): unknown {
      if (typeof teams !== 'object' || teams === null || Array.isArray(teams)) return teams
      const { preferred, message } = of(oid)
      const id = 'id' in teams && teams.id !== null ? { id: oid } : {}
      return { ...teams, ...id, ...over(shown(preferred)), ...said(shown(message)) }
    },
  }

  function over(preferred: PreferredPresence | null | undefined): object {
    if (!live.teamsSession) return { availability: 'Offline', activity: 'Offline' }
    if (!preferred || isOver(preferred)) return {}
    return { availability: preferred.availability, activity: preferred.activity }
  }

  function said(message: StatusMessage | null | undefined): object {
    if (message === undefined) return {}
    if (message === null || isOver(message)) return { statusMessage: null }
    const { expiresAt: _, ...statusMessage } = message
    return { statusMessage }
  }
}
