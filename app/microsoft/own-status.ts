// The signed-in user's own status, as Graph lets it be set: a preferred presence and a message.
import { GUID } from '../identifiers.ts'
import type { Asking, Wanted } from './graph.ts'
import { type Answer, failed, ok } from './problem.ts'
import type { RequestName } from './requests.ts'

/** What Graph takes, and nothing else ("presence: setUserPreferredPresence"). `Offline` is to appear offline. */
export const preferredPresences = {
  Available: { availability: 'Available', activity: 'Available' },
  Busy: { availability: 'Busy', activity: 'Busy' },
  DoNotDisturb: { availability: 'DoNotDisturb', activity: 'DoNotDisturb' },
  BeRightBack: { availability: 'BeRightBack', activity: 'BeRightBack' },
  Away: { availability: 'Away', activity: 'Away' },
  Offline: { availability: 'Offline', activity: 'OffWork' },
} as const

export type PreferredPresence = (typeof preferredPresences)[keyof typeof preferredPresences]

/** Each answers once Graph has taken it; what others see follows later, and only while Teams has a session. */
export interface OwnStatus {
  /** For `expirationMs`, in whole seconds and at least one; null for Graph's own: a day for Busy and DoNotDisturb, else seven. */
  setPreferredPresence(wanted: PreferredPresence & { expirationMs: number | null }): Promise<Answer<void>>
  clearPreferredPresence(): Promise<Answer<void>>
  /** Until `expiryMs` (epoch), or until it is changed. An empty text takes the message away. */
  setStatusMessage(text: string, expiryMs: number | null): Promise<Answer<void>>
}

export function ownStatusThrough(
  { ask }: Asking,
  { accountId }: { accountId: () => string | null },
): OwnStatus {
  async function tell(name: RequestName, body: Wanted['body']): Promise<Answer<void>> {
    const id = accountId()
    if (id === null || !GUID.test(id)) return failed({ kind: 'sign-in-needed', next: 'person', code: null })
    const answer = await ask(name, { id, body })
    return answer.ok ? ok(undefined) : answer
  }

  return {
    setPreferredPresence: ({ availability, activity, expirationMs }) =>
      tell('set-preferred-presence', {
        availability,
        activity,
        ...(expirationMs === null ? {} : { expirationDuration: isoDuration(expirationMs) }),
      }),

    /** "Supply an empty JSON object" ("presence: clearUserPreferredPresence"). */
    clearPreferredPresence: () => tell('clear-preferred-presence', {}),

    /** "expiryDateTime.dateTime shouldn't include time zone" ("presenceStatusMessage resource type"). */
    setStatusMessage: (text, expiryMs) =>
      tell('set-status-message', {
        statusMessage: {
          message: { content: text, contentType: 'text' },
          ...(expiryMs === null
            ? {}
            : {
                expiryDateTime: { dateTime: new Date(expiryMs).toISOString().slice(0, -1), timeZone: 'UTC' },
              }),
        },
      }),
  }
}

/** An ISO 8601 duration in hours, minutes and seconds, such as PT1H30M: no days, whose length a time zone could change. */
export function isoDuration(lengthMs: number): string {
  const seconds = Math.max(1, Math.round(lengthMs / 1000))
  const parts = [
    [Math.floor(seconds / 3600), 'H'],
    [Math.floor(seconds / 60) % 60, 'M'],
    [seconds % 60, 'S'],
  ] as const
  return `PT${parts.map(([count, unit]) => (count === 0 ? '' : `${count}${unit}`)).join('')}`
}
