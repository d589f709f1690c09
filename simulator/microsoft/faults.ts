// Faults on request, for the next requests to an endpoint.
import { z } from 'zod'

/** The names of the requests to Graph. */
const graphRequests = [
  'my-presence',
  'presence-of-user',
  'presence-of-communications',
  'presences-by-user-id',
  'set-preferred-presence',
  'clear-preferred-presence',
  'set-status-message',
  'find-people',
] as const
export type GraphRequest = (typeof graphRequests)[number]

const [, ...otherGraphRequests] = graphRequests
/** The endpoints that can have faults; `presence` is my-presence. */
const faultTargets = ['presence', ...otherGraphRequests, 'token', 'authorize'] as const
export type FaultTarget = (typeof faultTargets)[number]

/** A JSON object as text, as in the `claims` parameter of a request (Graph's header has it in base64). */
const claimsText = z.string().refine((text) => {
  try {
    return z.record(z.string(), z.unknown()).safeParse(JSON.parse(text)).success
  } catch {
    return false
  }
}, 'claims must be the text of a JSON object')

const answerSchema = z.strictObject({
  status: z.int().min(200).max(599),
  headers: z.record(z.string(), z.string()).optional(),
  /** A string is sent unchanged, other values as JSON; by default the server's usual body with this status. */
  body: z.unknown().optional(),
  /** Closes the connection after half of the body. */
  cut: z.boolean().optional(),
})

const faultSchema = z.union([
  answerSchema,
  /**
   * hang: no response. cut-short: closes the connection after half of the body. html: 200 with a captive portal's page.
   * huge: JSON of more than 1 MB. reset: resets the connection at once.
   */
  z.enum(['hang', 'cut-short', 'html', 'huge', 'reset']),
  /** For Graph: a claims challenge; after it only tokens requested with these claims are accepted. */
  z.strictObject({ claims: claimsText }),
  /** For `authorize`: the form carries this error instead of a code. */
  z.strictObject({ error: z.string(), error_description: z.string() }),
])
export type Fault = z.infer<typeof faultSchema>

export const failureSchema = z
  .strictObject({
    which: z.enum(faultTargets),
    fault: faultSchema,
    times: z.int().positive().or(z.literal(Number.POSITIVE_INFINITY)).default(1),
  })
  .refine(({ which, fault }) => fitsTarget(which, fault), 'this fault does not belong to this endpoint')

function fitsTarget(which: FaultTarget, fault: Fault): boolean {
  if (typeof fault === 'string') return true
  if ('claims' in fault) return which !== 'token' && which !== 'authorize'
  return 'status' in fault || which === 'authorize'
}

export type Faults = ReturnType<typeof createFaults>

export function createFaults() {
  const pending = new Map<FaultTarget, { fault: Fault; left: number }[]>()
  let wanted: string | null = null

  return {
    /** Faults of one endpoint occur in the order in which they were added; a new one replaces an endless one. */
    add(failure: z.input<typeof failureSchema>): void {
      const { which, fault, times } = failureSchema.parse(failure)
      const before = (pending.get(which) ?? []).filter(({ left }) => left !== Number.POSITIVE_INFINITY)
      pending.set(which, [...before, { fault, left: times }])
      if (typeof fault === 'object' && 'claims' in fault) wanted = fault.claims
    },

    /** Takes the next fault of an endpoint. */
    take(which: FaultTarget): Fault | null {
      const [first, ...later] = pending.get(which) ?? []
      if (!first) return null
      first.left -= 1
      if (first.left === 0) pending.set(which, later)
      return first.fault
    },

    /** The claims that a token must have been requested with after a claims challenge; null without one. */
    wantedClaims: () => wanted,

    clear(): void {
      pending.clear()
      wanted = null
    },
  }
}
