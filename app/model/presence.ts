// The presence as the program uses it. microsoft/graph/graph-presence.ts creates it from Graph's JSON.
import { z } from 'zod'

/** The end of a status message: epoch ms, or Graph's text if its time zone or date is unknown. */
const expirySchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('moment'), at: z.number() }),
  z.object({ kind: z.literal('as-written'), dateTime: z.string(), timeZone: z.string() }),
])
export type Expiry = z.infer<typeof expirySchema>

/**
 * The parts of Graph's presence resource that the program shows. `availability` and `activity` are Graph's words in their
 * original letter case; messages are converted to plain text.
 * Source: "presence resource type", Microsoft Graph v1.0.
 */
export const presenceSchema = z.object({
  availability: z.string(),
  activity: z.string(),
  outOfOffice: z.object({ isOutOfOffice: z.boolean(), message: z.string().nullable() }),
  statusMessage: z.object({ text: z.string(), expiry: expirySchema.nullable() }).nullable(),
  workLocation: z.enum(['office', 'remote', 'timeOff']).nullable(),
})
export type Presence = z.infer<typeof presenceSchema>

/** Graph's words. */
export type PresenceWords = Pick<Presence, 'availability' | 'activity'>
