// npm run bench:chart -- FILE.jsonl: draws docs/pictures/pace.svg from the output of bench:freshness.
import { execFile } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { z } from 'zod'
import { exitWithUsage } from './bench-options.ts'
import { chartPicture, type Point } from './chart-picture.ts'

/** Budgets of the app in requests a day; the last is that of the shortest interval in the settings. */
const BUDGETS = [256, 511, 1022, 2044, 3066]
const FIXED = ['fixed60', 'fixed30', 'fixed15', 'fixed5'] as const
const PICTURE = join(import.meta.dirname, '..', 'docs', 'pictures', 'pace.svg')

const paceSchema = z.object({ requestsPerDay: z.number(), meanLagSeconds: z.number() })
const printedSchema = z.object({
  app: paceSchema,
  fixed5: paceSchema,
  fixed15: paceSchema,
  fixed30: paceSchema,
  fixed60: paceSchema,
})

/** Runs the benchmark with a budget and returns its output. Rejects with its message if it fails. */
async function benchmark(file: string, budget: number) {
  const program = join(import.meta.dirname, 'freshness.ts')
  const args = ['--import', 'tsx', program, file, '--budget', String(budget)]
  const { stdout } = await promisify(execFile)(process.execPath, args)
  return printedSchema.parse(JSON.parse(stdout))
}

const [file, ...rest] = process.argv.slice(2)
if (!file || rest.length > 0) exitWithUsage('npm run bench:chart -- FILE.jsonl', 'one FILE is needed')
const printed = await Promise.all(BUDGETS.map((budget) => benchmark(file, budget)))

const lag = ({ meanLagSeconds }: z.infer<typeof paceSchema>) => `${meanLagSeconds.toFixed(1)} s`
const app: Point[] = printed.map(({ app }) => ({ ...app, label: lag(app) }))
const [same] = printed
const fixed: Point[] = same
  ? FIXED.map((name) => ({ ...same[name], label: `every ${name.slice(5)} s: ${lag(same[name])}` }))
  : []
writeFileSync(
  PICTURE,
  chartPicture(
    { name: 'Tally Light', points: app },
    { name: 'fixed paces', points: fixed },
    'About a fifth of the lag for the same requests',
    'Mean lag from a change of presence to the light; both axes are logarithmic. Lower and further left is better.',
  ),
)
console.log(PICTURE)
