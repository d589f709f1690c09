// npm run entra-numbers: updates the table in docs/administrators.md after a change of app/model/problems/entra-numbers.ts
// or its words.
import { readFileSync, writeFileSync } from 'node:fs'
import { withEntraNumbers } from './entra-number-table.ts'

const PAGE = 'docs/administrators.md'
writeFileSync(PAGE, withEntraNumbers(readFileSync(PAGE, 'utf8')))
