// `npm run entra-numbers`: writes the table in docs/administrators.md anew, after app/model/problems/entra-numbers.ts or words
// of it have changed.
import { readFileSync, writeFileSync } from 'node:fs'
import { withEntraNumbers } from './entra-number-table.ts'

const PAGE = 'docs/administrators.md'
writeFileSync(PAGE, withEntraNumbers(readFileSync(PAGE, 'utf8')))
