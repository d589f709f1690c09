// Stores the preferred presence and the status message that users set, each until it expires or is replaced.
// Source: "presence: setUserPreferredPresence", "presence: setStatusMessage".
import type { TenantState } from '../tenant-state.ts'

export interface PreferredPresence {
  readonly availability: string
  readonly activity: string
  /** Epoch ms. */
  readonly expiresAt: number
}

export interface StatusMessage {
  readonly message: { readonly content: string; readonly contentType: string }
  /** As in the request. */
  readonly expiryDateTime?: { readonly dateTime: string; readonly timeZone: string }
  readonly publishedDateTime: string
  /** Epoch ms; null: no expiry. */
  readonly expiresAt: number | null
}

/** A value of null clears the status. */
interface Change<Value> {
  /** When it becomes visible to reads, epoch ms. */
  readonly showsAt: number
  readonly value: Value | null
}

interface Changes {
  readonly preferred: Change<PreferredPresence>[]
  readonly message: Change<StatusMessage>[]
}

export type StatusStore = ReturnType<typeof createStatusStore>

export function createStatusStore(tenant: TenantState, now: () => number) {
  const changesOf = new Map<string, Changes>()

  function of(oid: string): Changes {
    const changes = changesOf.get(oid) ?? { preferred: [], message: [] }
    changesOf.set(oid, changes)
    return changes
  }

  const change = <Value>(value: Value | null): Change<Value> => ({
    showsAt: now() + tenant.propagationMs,
    value,
  })

  /** The visible value; undefined if it was never set. */
  const shown = <Value>(changes: readonly Change<Value>[]): Value | null | undefined =>
    changes.findLast(({ showsAt }) => showsAt <= now())?.value

  const isExpired = ({ expiresAt }: { expiresAt: number | null }) => expiresAt !== null && expiresAt <= now()

  return {
    setPreferredPresence: (oid: string, value: PreferredPresence | null) =>
      of(oid).preferred.push(change(value)),
    setStatusMessage: (oid: string, value: StatusMessage | null) => of(oid).message.push(change(value)),

    /** The last value set, visible or not; null if it has expired. */
    preferredPresenceOf(oid: string): PreferredPresence | null {
      const preferred = of(oid).preferred.at(-1)?.value
      return preferred && !isExpired(preferred) ? preferred : null
    },
    statusMessageOf(oid: string): StatusMessage | null {
      const message = of(oid).message.at(-1)?.value
      return message && !isExpired(message) ? message : null
    },

    /**
     * Applies the stored status to the presence from Teams. A preferred presence overrides the sessions; without a session
     * the presence is Offline ("Preferred presence takes effect only when at least one presence session exists"). A
     * non-null id becomes that of the signed-in user.
     */
    presenceOf(oid: string, teams: unknown): unknown {
      if (typeof teams !== 'object' || teams === null || Array.isArray(teams)) return teams
      const { preferred, message } = of(oid)
      const id = 'id' in teams && teams.id !== null ? { id: oid } : {}
      return { ...teams, ...id, ...preferredFields(shown(preferred)), ...messageFields(shown(message)) }
    },
  }

  function preferredFields(preferred: PreferredPresence | null | undefined): object {
    if (!tenant.teamsSession) return { availability: 'Offline', activity: 'Offline' }
    if (!preferred || isExpired(preferred)) return {}
    return { availability: preferred.availability, activity: preferred.activity }
  }

  function messageFields(message: StatusMessage | null | undefined): object {
    if (message === undefined) return {}
    if (message === null || isExpired(message)) return { statusMessage: null }
    const { expiresAt: _, ...statusMessage } = message
    return { statusMessage }
  }
}
