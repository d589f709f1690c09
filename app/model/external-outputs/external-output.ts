// An external output as the user configured it: name, target, light table and hours. A part of the settings.

import { z } from 'zod'
import { outputTargetSchema } from './output-target.ts'
import { tableLights } from './shown-light.ts'

/** More than anybody's desk has. */
export const MOST_OUTPUTS = 20

const tableEntrySchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('on'),
    colour: z.string().regex(/^#[0-9a-f]{6}$/),
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

export const externalOutputSchema = z.object({
  id: z.guid(),
  name: z.string().trim().min(1).max(60),
  on: z.boolean(),
  target: outputTargetSchema,
  /** Only the entries that the user changed. */
  lights: z.partialRecord(z.enum(tableLights), tableEntrySchema),
  schedule: scheduleSchema,
})
export type ExternalOutput = z.infer<typeof externalOutputSchema>
