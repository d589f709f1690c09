// What a presence is, as this program keeps it. How Graph's JSON becomes one: graph-presence.ts.
import { z } from 'zod'

/** When a status message ends: epoch ms, or Graph's own words where these name no zone or no date we know. */
const expirySchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('moment'), at: z.number() }),
  z.object({ kind: z.literal('as-written'), dateTime: z.string(), timeZone: z.string() }),
])
export type Expiry = z.infer<typeof expirySchema>

/**
 * Graph's presence resource, as far as a person cares for it. `availability` and `activity` stay the words that
 * Graph sent, whatever their letter case; every message is plain text, whatever it held.
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
