// What a presence is, as this program keeps it. How Graph's JSON becomes one: graph-presence.ts.
import { z } from 'zod'

/** A moment as Graph writes it: local date and time beside the name of a (usually Windows) time zone. */
export const zonedMomentSchema = z.object({ dateTime: z.string(), timeZone: z.string() })
export type ZonedMoment = z.infer<typeof zonedMomentSchema>

/**
 * Graph's presence resource, as far as a person cares for it. `availability` and `activity` stay the words that
 * Graph sent, whatever their letter case; every message is plain text, whatever it held.
 * Source: "presence resource type", Microsoft Graph v1.0.
 */
export const presenceSchema = z.object({
  availability: z.string(),
  activity: z.string(),
  outOfOffice: z.object({ isOutOfOffice: z.boolean(), message: z.string().nullable() }),
  statusMessage: z.object({ text: z.string(), expiry: zonedMomentSchema.nullable() }).nullable(),
  workLocation: z.enum(['office', 'remote', 'timeOff']).nullable(),
})
export type Presence = z.infer<typeof presenceSchema>
