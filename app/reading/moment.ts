// Moments that somebody else wrote down.
import { z } from 'zod'

/** The year 3000. Near the end of what a Date can hold, in the year 275760, telling the day throws. */
const LATEST_MS = Date.UTC(3000)

/** A moment, epoch ms, of which the day and the time can be told. */
export const momentSchema = z.number().min(0).max(LATEST_MS)
