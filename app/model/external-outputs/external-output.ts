// An external output as the user configured it: name, target, light table and hours. A part of the settings.

import { z } from 'zod'
import { outputSecretNames } from '../names.ts'
import { LONGEST_OUTPUT_NAME, LONGEST_SECRET } from './output-limits.ts'
import { outputTargetSchema } from './output-target.ts'
import { tableLights } from './shown-light.ts'

/** The most outputs: more than a desk has. */
export const MOST_OUTPUTS = 20

const tableEntrySchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('on'),
    colour: z
      .string()
      .length(7)
      .regex(/^#[0-9a-f]{6}$/),
    brightness: z.number().int().min(1).max(100),
    blink: z.boolean(),
  }),
  z.object({ kind: z.literal('off') }),
  z.object({ kind: z.literal('unchanged') }),
])

/** Minutes since midnight, local time. `until` is later than `from`. */
const workingHoursSchema = z
  .object({ from: z.number().int().min(0).max(1440), until: z.number().int().min(0).max(1440) })
  .refine(({ from, until }) => from < until)

const scheduleSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('always') }),
  /** The hours of each day of the week, from Monday; null for a day off. Outside them the output is off. */
  z.object({ kind: z.literal('hours'), days: z.array(workingHoursSchema.nullable()).length(7) }),
])
export type Schedule = z.infer<typeof scheduleSchema>

/** The entered secrets by name. */
export const outputSecretsSchema = z.partialRecord(
  z.enum(outputSecretNames),
  z.string().min(1).max(LONGEST_SECRET),
)
export type OutputSecrets = z.infer<typeof outputSecretsSchema>
/** The same for a change: '' forgets a secret. */
export const changedSecretsSchema = z.partialRecord(z.enum(outputSecretNames), z.string().max(LONGEST_SECRET))
export type ChangedSecrets = z.infer<typeof changedSecretsSchema>

export const externalOutputSchema = z.object({
  id: z.guid(),
  name: z.string().trim().min(1).max(LONGEST_OUTPUT_NAME),
  on: z.boolean(),
  target: outputTargetSchema,
  /** Only the entries that the user changed. */
  lights: z.partialRecord(z.enum(tableLights), tableEntrySchema),
  schedule: scheduleSchema,
  /** The names of the secrets that the user entered. Their values are stored elsewhere (services/known-secrets.ts). */
  secrets: z
    .array(z.enum(outputSecretNames))
    .max(outputSecretNames.length)
    .refine((list) => new Set(list).size === list.length),
})
export type ExternalOutput = z.infer<typeof externalOutputSchema>

const identifiedSchema = z.object({ id: z.string() })

/** Reads each output separately: one that is not valid does not affect the others. Of several with one id the first counts. */
export function readOutputs(stored: unknown): ExternalOutput[] {
  const outputs = new Map<string, ExternalOutput>()
  for (const one of Array.isArray(stored) ? stored : []) {
    const { data } = externalOutputSchema.safeParse(one)
    if (data && outputs.size < MOST_OUTPUTS && !outputs.has(data.id)) outputs.set(data.id, data)
  }
  return [...outputs.values()]
}

/** The list to store: `outputs`, and the stored ones that this version cannot read, for the version that can. */
export function withUnreadOutputs(outputs: readonly ExternalOutput[], stored: unknown): unknown[] {
  const known = new Set(outputs.map(({ id }) => id))
  const unread = (Array.isArray(stored) ? stored : []).filter((one) => {
    const { data } = identifiedSchema.safeParse(one)
    return data !== undefined && !known.has(data.id) && !externalOutputSchema.safeParse(one).success
  })
  return [...outputs, ...unread.slice(0, MOST_OUTPUTS)]
}
