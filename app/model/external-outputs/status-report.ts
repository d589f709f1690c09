// The content of status.json, for other programs of this computer and for the command line.
import { z } from 'zod'
import { appLights, presenceLights } from '../light.ts'
import { languageNames } from '../names.ts'

/** In characters. */
export const LONGEST_STATUS_WORDS = 1000

/** In ISO 8601 with UTC. */
const moment = z.iso.datetime().max(30)

/**
 * The light as the tray shows it. No status message, and no name but that of a colleague whose light is shown. A program that
 * was killed leaves its report: `pid`, the id of its process, tells whether it still runs.
 */
export const statusReportSchema = z.object({
  light: z.enum([...presenceLights, ...appLights]),
  /** The light in the user's language, without the time it began. */
  words: z.string().max(LONGEST_STATUS_WORDS),
  /** The language of `words`. */
  language: z.enum(languageNames),
  /** The name of the colleague whose light it is; null for the user's own. `words` begins with it. */
  person: z.string().max(256).nullable(),
  /** The start of the presence; null if there is no presence. */
  since: moment.nullable(),
  /** The last answer is too old to be relied on. */
  stale: z.boolean(),
  outOfOffice: z.boolean(),
  writtenAt: moment,
  /** Of the program. */
  version: z.string().max(100),
  pid: z.number().int().positive(),
})
export type StatusReport = z.infer<typeof statusReportSchema>
