// npm run bench:first-days -- FILE.jsonl: how fresh the light is on the first days of a new user without throttling.

import { firstBackoff, INTERVAL_SECONDS } from '../app/model/settings.ts'
import { orUsage, wrongCall } from './command-line.ts'
import { freshnessOf } from './freshness-figures.ts'
import { playDay, type Watched } from './played-day.ts'
import { seededRandom } from './random.ts'
import { readWorkdays } from './workday.ts'

const DAYS = 4
const USAGE = 'npm run bench:first-days -- FILE.jsonl'

const [file, ...rest] = process.argv.slice(2)
if (!file || rest.length > 0) wrongCall(USAGE, 'one FILE is needed')
const days = orUsage(USAGE, () => readWorkdays(file))

/** Each day of the file is once the first of somebody's days. */
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
