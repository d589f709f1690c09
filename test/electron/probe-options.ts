// The options of the probe, passed in an environment variable.
import { z } from 'zod'
import { keyringStates } from '../../simulator/desktop/desktop.ts'

const NAME = 'TALLY_LIGHT_PROBE'

const schema = z.object({
  /** The app's userData. */
  profile: z.string(),
  microsoft: z.url().nullable(),
  browserIsManual: z.boolean(),
  keyring: z.enum(keyringStates),
})
export type ProbeEnvironment = z.infer<typeof schema>

/** Throws if the variable is missing. */
export const readProbeOptions = (environment: NodeJS.ProcessEnv): ProbeEnvironment =>
  schema.parse(JSON.parse(environment[NAME] ?? 'null'))

export const writeProbeOptions = (options: ProbeEnvironment): Record<string, string> => ({
  [NAME]: JSON.stringify(options),
})
