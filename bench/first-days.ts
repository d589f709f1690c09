// npm run bench:first-days -- FILE.jsonl: how fresh the light is on the first days of a new user without throttling.

import { firstBackoff, INTERVAL_SECONDS } from '../app/model/settings.ts'
import { exitWithUsage, orUsage } from './bench-options.ts'
import { freshnessOf } from './freshness-figures.ts'
import { seededRandom } from './random.ts'
import { readWorkdays } from './workday.ts'
import { playDay, type Watched } from './workday-run.ts'

const DAYS = 4
const USAGE = 'npm run bench:first-days -- FILE.jsonl'

const [file, ...rest] = process.argv.slice(2)
if (!file || rest.length > 0) exitWithUsage(USAGE, 'one FILE is needed')
const days = orUsage(USAGE, () => readWorkdays(file))

/** Each day of the file is the first day of one simulated user. */
const byDay: Watched[][] = Array.from({ length: DAYS }, () => [])
for (const start of days.keys()) {
  const random = seededRandom(start)
  let backoff = firstBackoff
  for (const [number, watched] of byDay.entries()) {
    const day = days[(start + number) % days.length]
    if (!day) continue
    const played = await playDay(day, { intervalMs: INTERVAL_SECONDS.usual * 1000, random, backoff })
    backoff = played.backoff
    watched.push(played.watched)
  }
}
const figures = byDay.map((watched, number) => [`day${number + 1}`, freshnessOf(watched)] as const)
console.log(JSON.stringify(Object.fromEntries(figures), null, 2))
