// A colleague whose presence is shown, and what is known of it. How Graph is asked: microsoft/graph/presences.ts.

import { z } from 'zod'
import { oneLine } from '../reading/one-line.ts'
import { type NotifyChoice, notifyChoices } from './names.ts'
import { presenceSchema } from './presence.ts'
import type { Problem } from './problems/problem.ts'

/** Somebody found in the organisation, or added by hand; `id` is the object id. */
export const personSchema = z.object({
  id: z.guid(),
  name: z.string().max(256).transform(oneLine),
  address: z.string().max(256).transform(oneLine),
})
export type Person = z.infer<typeof personSchema>

export const colleagueSchema = personSchema.extend({
  /** '' stands for no group. */
  group: z.string().trim().max(64).transform(oneLine),
  tell: z.enum(notifyChoices),
})
export type Colleague = z.infer<typeof colleagueSchema>

/** What Graph last said of one; moments are epoch ms, `since` and `witnessed` as in Following. */
export const colleagueSightingSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('seen'),
    presence: presenceSchema,
    at: z.number(),
    since: z.number(),
    witnessed: z.boolean(),
    stale: z.boolean(),
  }),
  /** Has left, is of another organisation, or may not be seen by this account: Graph does not say which. */
  z.object({ kind: z.literal('not-visible') }),
])
export type ColleagueSighting = z.infer<typeof colleagueSightingSchema>

/** The list and what is known of the people in it. */
export interface Colleagues {
  /** In the order that was made by hand; the groups stand in the order of their first member. */
  people: Colleague[]
  /** By object id; nobody is in it who was not asked for yet. */
  seen: Record<string, ColleagueSighting>
  /** Why the last question for them all came to nothing. */
  problem: Problem | null
}

export const noColleagues: Colleagues = { people: [], seen: {}, problem: null }

/** When to notify of a colleague from now on. */
export interface NotifyChange {
  /** Of a colleague: the object id. */
  id: string
  tell: NotifyChoice
}
