// The cases in test/cases/presence.json: responses of Graph, and the light of each.
import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { lightNames } from '../../app/model/light.ts'

const caseSchema = z.object({
  name: z.string(),
  request: z.string(),
  status: z.number(),
  headers: z.record(z.string(), z.string()).default({}),
  body: z.unknown(),
  light: z.enum(lightNames).optional(),
  outOfOffice: z.boolean().optional(),
  messageAsText: z.string().optional(),
})
export type PresenceCase = z.infer<typeof caseSchema>

const path = new URL('../cases/presence.json', import.meta.url)
export const presenceCases: readonly PresenceCase[] = z
  .array(caseSchema)
  .parse(JSON.parse(readFileSync(path, 'utf8')))

/** The cases in which Graph returns a presence. */
export const lightCases = presenceCases.flatMap(({ light, ...one }) => (light ? [{ ...one, light }] : []))
