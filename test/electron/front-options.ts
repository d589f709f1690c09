// What the probe in Electron has to know, handed over in the environment.
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
export type FrontOptions = z.infer<typeof schema>

/** Throws when they are not there. */
export const readFrontOptions = (environment: NodeJS.ProcessEnv): FrontOptions =>
  schema.parse(JSON.parse(environment[NAME] ?? 'null'))

export const writeFrontOptions = (options: FrontOptions): Record<string, string> => ({
  [NAME]: JSON.stringify(options),
})
