// The state of each external output, as the window shows it.

import { z } from 'zod'
import { problemSchema } from '../problems/problem.ts'

const outputStatusSchema = z.discriminatedUnion('kind', [
  /** Switched off, or not shown elsewhere at all (the setting `showElsewhere`). */
  z.object({ kind: z.literal('off') }),
  /** No message was confirmed yet. */
  z.object({ kind: z.literal('starting') }),
  /** `since`: the start of the time without failures. Moments are epoch ms. */
  z.object({ kind: z.literal('working'), since: z.number(), lastSentAt: z.number() }),
  /** `since`: the first failure in a row. `lastSentAt`: the last confirmed message of this run. */
  z.object({
    kind: z.literal('failing'),
    problem: problemSchema,
    since: z.number(),
    lastSentAt: z.number().nullable(),
  }),
])
export type OutputStatus = z.infer<typeof outputStatusSchema>

export const outputStateSchema = z.object({ id: z.guid(), status: outputStatusSchema })
export type OutputState = z.infer<typeof outputStateSchema>

/**
 * Where the secrets of the outputs are. `memory`: there is no keyring, so they are lost when the program ends.
 * `not-yet-written`: they could not be written to disk; the program tries again. `nowhere`: there are none.
 */
export const outputSecretsKept = ['keyring', 'memory', 'not-yet-written', 'nowhere'] as const
