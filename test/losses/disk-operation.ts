// The operations of a program on the disk, as far as a power cut can undo them.
import { z } from 'zod'

const path = z.string()
const file = z.number()

export const diskOperationSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('mkdir'), path }),
  /** Creates the empty file with the number `file`. */
  z.object({ kind: z.literal('create'), path, file }),
  /** Appended. */
  z.object({ kind: z.literal('write'), file, base64: z.base64() }),
  z.object({ kind: z.literal('sync'), file }),
  z.object({ kind: z.literal('rename'), from: path, to: path }),
  z.object({ kind: z.literal('remove'), path }),
  z.object({ kind: z.literal('sync-folder'), path }),
  /** No operation: the step is finished. */
  z.object({ kind: z.literal('step-done') }),
])
export type DiskOperation = z.infer<typeof diskOperationSchema>
