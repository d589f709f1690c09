// npm run policy-schema: writes docs/policy.schema.json after a change of app/model/policy.ts or of a setting.
import { writeFileSync } from 'node:fs'
import { policyJsonSchema } from './policy-json-schema.ts'

writeFileSync('docs/policy.schema.json', JSON.stringify(policyJsonSchema(), null, 2))
