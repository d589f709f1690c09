// The id of an account in the settings, in file names and in commands.
import { z } from 'zod'
import { FIRST_ACCOUNT } from '../names.ts'

/** `FIRST_ACCOUNT`, or the id that a further account got when it was added. The same in each run. */
export const accountIdSchema = z.literal(FIRST_ACCOUNT).or(z.guid())
export type AccountId = z.infer<typeof accountIdSchema>
