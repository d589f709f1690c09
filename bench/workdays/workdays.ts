// npm run -s bench:workdays -- --days 60 --seed 7 --microphone 1 > FILE.jsonl: workdays for the other benchmarks.
import { orUsage, readWorkdaysOptions } from '../bench-options.ts'
import { generateWorkdays } from './workday-generator.ts'

const USAGE = 'npm run -s bench:workdays -- [--days N] [--seed N] [--microphone 0|1] [--set HABIT=NUMBER]…'
for (const day of generateWorkdays(orUsage(USAGE, () => readWorkdaysOptions(process.argv.slice(2)))))
  process.stdout.write(`${JSON.stringify(day)}\n`)
