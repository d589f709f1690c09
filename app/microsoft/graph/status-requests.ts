// Sets the signed-in user's own status in Graph: a preferred presence and a status message.
import { z } from 'zod'
import { type RequestName, requests } from '../../model/graph-requests.ts'
import { GUID, type StatusChange } from '../../model/names.ts'
import { type Answer, failed, notAnAnswer, ok, signInNeeded } from '../../model/problems/problem.ts'
import { type NetworkAnswer, retryAfterIn } from '../network/http-answer.ts'
import type { GraphClient, GraphParts, RequestParts, TokenNeed } from './graph.ts'

/** The only combinations that Graph accepts ("presence: setUserPreferredPresence"). `Offline` means to appear offline. */
export const preferredPresences = {
  Available: { availability: 'Available', activity: 'Available' },
  Busy: { availability: 'Busy', activity: 'Busy' },
  DoNotDisturb: { availability: 'DoNotDisturb', activity: 'DoNotDisturb' },
  BeRightBack: { availability: 'BeRightBack', activity: 'BeRightBack' },
  Away: { availability: 'Away', activity: 'Away' },
  Offline: { availability: 'Offline', activity: 'OffWork' },
} as const

export type PreferredPresence = (typeof preferredPresences)[keyof typeof preferredPresences]

/**
 * Each resolves once Graph has accepted the change; others see it later, and only while Teams has a session. `need` is
 * the token to send, any by default. A refusal is `status-refused`, except for a missing permission: that counts only
 * with a fresh token, as a temporary 403 looks the same.
 */
export interface OwnStatus {
  /**
   * For `expirationMs`, in whole seconds and at least one; null for Graph's default: one day for Busy and DoNotDisturb,
   * otherwise seven.
   */
  setPreferredPresence(
    wanted: PreferredPresence & { expirationMs: number | null },
    need?: TokenNeed,
  ): Promise<Answer<void>>
  clearPreferredPresence(need?: TokenNeed): Promise<Answer<void>>
  /** Until `expiryMs` (epoch), or until it is changed. An empty text removes the message. */
  setStatusMessage(text: string, expiryMs: number | null, need?: TokenNeed): Promise<Answer<void>>
}

/** Graph's error codes for a missing permission ("Microsoft Graph error responses and resource types", code). */
const lackOfPermissionSchema = z.object({
  error: z.object({
    code: z.string().regex(/^(?:forbidden|accessDenied|authorization_requestDenied)$/i),
  }),
})

export function ownStatusRequests(
  { host, send }: GraphClient,
  { accountId, nowMs }: Pick<GraphParts, 'accountId' | 'nowMs'>,
): OwnStatus {
  async function apply(
    change: StatusChange,
    body: RequestParts['body'],
    need: TokenNeed = { kind: 'any' },
  ): Promise<Answer<void>> {
    const id = accountId()
    if (id === null || !GUID.test(id)) return failed(signInNeeded())
    const answer = await send(requestOf[change], { id, body, need })
    return answer.ok ? resultOf(change, need, answer.value) : answer
  }

  function resultOf(change: StatusChange, need: TokenNeed, answer: NetworkAnswer) {
    const { status, json } = answer
    // The three pages show a success without a body.
    if (status >= 200 && status < 300)
      return json === undefined ? ok(undefined) : notAnAnswer(host, 'confirmation')
    if (status === 403 && need.kind === 'fresh' && lackOfPermissionSchema.safeParse(json).success) {
      const { permission } = requests[requestOf[change]]
      return failed({ kind: 'permission-missing', next: 'person', permission, by: 'graph' })
    }
    const retryAfterMs = retryAfterIn(answer, nowMs())
    return failed({ kind: 'status-refused', next: 'person', change, status, retryAfterMs })
  }

  return {
    setPreferredPresence: ({ availability, activity, expirationMs }, need) =>
      apply(
        'set-status',
        {
          availability,
          activity,
          ...(expirationMs === null ? {} : { expirationDuration: isoDuration(expirationMs) }),
        },
        need,
      ),

    /** "Supply an empty JSON object" ("presence: clearUserPreferredPresence"). */
    clearPreferredPresence: (need) => apply('reset-status', {}, need),

    /** "expiryDateTime.dateTime shouldn't include time zone" ("presenceStatusMessage resource type"). */
    setStatusMessage(text, expiryMs, need) {
      const expiry = expiryMs === null ? null : new Date(expiryMs).toISOString().slice(0, -1)
      const message = { content: text, contentType: 'text' }
      return apply(
        text === '' ? 'remove-message' : 'set-message',
        {
          statusMessage: {
            message,
            ...(expiry === null ? {} : { expiryDateTime: { dateTime: expiry, timeZone: 'UTC' } }),
          },
        },
        need,
      )
    },
  }
}

const requestOf = {
  'set-status': 'set-preferred-presence',
  'reset-status': 'clear-preferred-presence',
  'set-message': 'set-status-message',
  'remove-message': 'set-status-message',
} as const satisfies Record<StatusChange, RequestName>

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
