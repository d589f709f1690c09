// The policy file's schema as JSON Schema, for editors and validators.
import { z } from 'zod'
import { policySchema } from '../app/model/policy.ts'

/** Describes the file's contents before parsing; that blanks around a text are trimmed is not part of it. */
export const policyJsonSchema = () => ({
  title: 'Tally Light: what an administrator may set for everybody at a computer',
  ...z.toJSONSchema(policySchema, { io: 'input' }),
})
