// The schema of the policy file as JSON Schema, for editors and for whoever checks a policy before it goes out.
import { z } from 'zod'
import { policySchema } from '../app/model/policy.ts'

/** What may stand in the file, not what is made of it; blanks around a text, which are taken away, are not told. */
export const policyJsonSchema = () => ({
  title: 'Tally Light: what an administrator may set for everybody at a computer',
  ...z.toJSONSchema(policySchema, { io: 'input' }),
})
