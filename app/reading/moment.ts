// The schema of moments from outside.
import { z } from 'zod'

/** The year 3000. Near the end of the range of Date, in the year 275760, its methods throw. */
const LATEST_MS = Date.UTC(3000)

/** A moment, epoch ms, whose day and time can be formatted. */
export const momentSchema = z.number().min(0).max(LATEST_MS)
