// Colleagues whose presence is shown. microsoft/graph/presences.ts requests it.

import { z } from 'zod'
import { oneLine } from '../reading/one-line.ts'
import { MOST_COLLEAGUES } from './colleague-order.ts'
import { LONGEST_GROUP, type NotifyChoice, notifyChoices } from './names.ts'
import { presenceSchema } from './presence.ts'
import { problemSchema } from './problems/problem.ts'

/** A person of the organisation; `id` is the object id. */
export const personSchema = z.object({
  id: z.guid(),
  name: z.string().max(256).transform(oneLine),
  address: z.string().max(256).transform(oneLine),
})
export type Person = z.infer<typeof personSchema>

export const colleagueSchema = personSchema.extend({
  /** '' for no group. */
  group: z.string().trim().max(LONGEST_GROUP).transform(oneLine),
  tell: z.enum(notifyChoices),
})
export type Colleague = z.infer<typeof colleagueSchema>

/** The last answer of Graph about a colleague. Moments are epoch ms; `since` and `witnessed` are as in Following. */
const colleagueSightingSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('seen'),
    presence: presenceSchema,
    at: z.number(),
    since: z.number(),
    witnessed: z.boolean(),
    stale: z.boolean(),
  }),
  /** The colleague has left, is in another organisation, or this account may not see them: Graph does not tell which. */
  z.object({ kind: z.literal('not-visible') }),
])
export type ColleagueSighting = z.infer<typeof colleagueSightingSchema>

/** The list of colleagues, and their presences. */
export const colleaguesSchema = z.object({
  /** In the user's order; groups are in the order of their first members. */
  people: z.array(colleagueSchema).max(MOST_COLLEAGUES),
  /** By object id, without colleagues who were not requested yet. */
  seen: z.record(z.string(), colleagueSightingSchema),
  /** Why the last request for all of them failed. */
  problem: problemSchema.nullable(),
})
export type Colleagues = z.infer<typeof colleaguesSchema>

export const noColleagues: Colleagues = { people: [], seen: {}, problem: null }

/** A change of when to notify of a colleague. */
export interface NotifyChange {
  /** The colleague's object id. */
  id: string
  tell: NotifyChoice
}
