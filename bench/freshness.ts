// npm run bench:freshness -- FILE.jsonl [--budget N]: how fresh the light is, for how many requests, and at fixed paces.
// Prints the app twice: with the microphone signals of the trace, and with those that are found by polling every 3 s.

import { firstBackoff, INTERVAL_SECONDS } from '../app/model/settings.ts'
import { averageGapMs } from '../app/polling/cadence/average-gap.ts'
import { orUsage, readFreshnessOptions } from './bench-options.ts'
import { playFixed } from './fixed-pace.ts'
import { freshnessOf, mean } from './freshness-figures.ts'
import { withPolledMicrophone } from './polled-microphone.ts'
import { seededRandom } from './random.ts'
import { unreachableSpans, type Workday } from './workday.ts'
import { playDay, type Watched } from './workday-run.ts'

const FIXED = [5, 15, 30, 60] as const

/** Other random numbers change the share of wrong glances by a twentieth; the average of so many runs is steady. */
const RUNS = 8

/** A budget is a ceiling, and no pace meets it exactly: the benchmark aims at this share. */
const AIM = 0.98

/** The interval that makes `budget` requests on an average day, ms. */
function intervalFor(budget: number, days: readonly Workday[]): number {
  const reachableSeconds = days.map((day) => day.length - unreachableSeconds(day))
  return (1000 * mean(reachableSeconds)) / (AIM * budget) / (averageGapMs(1000) / 1000)
}

const unreachableSeconds = (day: Workday) =>
  unreachableSpans(day).reduce((sum, [from, to]) => sum + Math.min(to, day.length) - from, 0)

/** The days of one person in a row: the tenant backoff is kept. */
async function playDays(days: readonly Workday[], intervalMs: number, seed: number): Promise<Watched[]> {
  const random = seededRandom(seed)
  let backoff = firstBackoff
  const played: Watched[] = []
  for (const day of days) {
    const { watched, backoff: next } = await playDay(day, { intervalMs, random, backoff })
    backoff = next
    played.push(watched)
  }
  return played
}

const USAGE = 'npm run bench:freshness -- FILE.jsonl [--budget REQUESTS_A_DAY]'
const { days, budget } = orUsage(USAGE, () => readFreshnessOptions(process.argv.slice(2)))
const intervalMs = budget === null ? INTERVAL_SECONDS.usual * 1000 : intervalFor(budget, days)
const fixed = FIXED.map(
  (seconds) => [`fixed${seconds}`, freshnessOf(days.map((day) => playFixed(day, seconds)))] as const,
)

async function appOn(days: readonly Workday[]) {
  const runs = Array.from({ length: RUNS }, (_, run) => playDays(days, intervalMs, run + 1))
  return freshnessOf((await Promise.all(runs)).flat())
}
const figures = {
  app: await appOn(days),
  appPolledMicrophone: await appOn(days.map(withPolledMicrophone)),
  ...Object.fromEntries(fixed),
}
console.log(JSON.stringify(figures, null, 2))
