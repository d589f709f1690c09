// `npm run policy-schema`: writes docs/policy.schema.json anew, after app/model/policy.ts or a setting in it has changed.
import { writeFileSync } from 'node:fs'
import { policyJsonSchema } from './policy-json-schema.ts'

writeFileSync('docs/policy.schema.json', JSON.stringify(policyJsonSchema(), null, 2))
