// npm run bench:fit -- FILE.jsonl …: prints the tables of app/polling/cadence/change-rates.ts as these days have them.
import { exitWithUsage, orUsage } from '../bench-options.ts'
import { readWorkdays } from '../workday.ts'
import { fittedRates } from './fitted-rates.ts'

const USAGE = 'npm run bench:fit -- FILE.jsonl FILE-WITHOUT-MICROPHONE.jsonl …'
const files = process.argv.slice(2)
if (files.length === 0) exitWithUsage(USAGE, 'at least one FILE is needed')
console.log(
  JSON.stringify(
    orUsage(USAGE, () => fittedRates(files.flatMap(readWorkdays))),
    null,
    2,
  ),
)
