// Faults on request: what is to go wrong with the next requests to one endpoint.
import { z } from 'zod'

/** What Graph can be asked, one name for each request. */
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
/** Where something can go wrong; `presence` is my-presence. */
const faultTargets = ['presence', ...otherGraphRequests, 'token', 'authorize'] as const
export type FaultTarget = (typeof faultTargets)[number]

/** The text of a JSON object, as it stands in the `claims` parameter of a request (Graph's header has it in base64). */
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
  /** A string is sent as it is, anything else as JSON; left out, it is what the server would say with this status. */
  body: z.unknown().optional(),
  /** The connection breaks off half-way through the body. */
  cut: z.boolean().optional(),
})

const faultSchema = z.union([
  answerSchema,
  /**
   * hang: never answers. cut-short: half the body, then the socket is closed. html: 200 and a captive portal's page.
   * huge: JSON of more than 1 MB. reset: the socket is torn down at once.
   */
  z.enum(['hang', 'cut-short', 'html', 'huge', 'reset']),
  /** For Graph: a claims challenge; from then on only a token fetched with these claims is good. */
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
    /** Faults of one endpoint happen in the order they were asked for; an endless one gives way to the next. */
    add(failure: z.input<typeof failureSchema>): void {
      const { which, fault, times } = failureSchema.parse(failure)
      const before = (pending.get(which) ?? []).filter(({ left }) => left !== Number.POSITIVE_INFINITY)
      pending.set(which, [...before, { fault, left: times }])
      if (typeof fault === 'object' && 'claims' in fault) wanted = fault.claims
    },

    /** The fault for the request at hand, now one less to come. */
    take(which: FaultTarget): Fault | null {
      const [first, ...later] = pending.get(which) ?? []
      if (!first) return null
      first.left -= 1
      if (first.left === 0) pending.set(which, later)
      return first.fault
    },

    /** The claims every token must have been fetched with since a claims challenge; null without one. */
    wantedClaims: () => wanted,

    mend(): void {
      pending.clear()
      wanted = null
    },
  }
}
