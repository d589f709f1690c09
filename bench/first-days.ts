// npm run bench:first-days -- FILE.jsonl: how fresh the light is on the first days of a new user without throttling, and
// on a first day with one refusal. Prints both twice: with the microphone signals of the trace, and with those that are
// found by polling every 3 s.

import { failed, ok } from '../app/model/problems/problem.ts'
import { firstBackoff, INTERVAL_SECONDS } from '../app/model/settings.ts'
import { exitWithUsage, orUsage } from './bench-options.ts'
import { freshnessOf, round } from './freshness-figures.ts'
import { withPolledMicrophone } from './polled-microphone.ts'
import { seededRandom } from './random.ts'
import { readWorkdays, type Workday } from './workday.ts'
import { playDay, type Watched } from './workday-run.ts'

const DAYS = 4
const INTERVAL_MS = INTERVAL_SECONDS.usual * 1000
/** The refusal comes with the first request after this moment, s of the day. */
const REFUSED_AFTER = 7200
const USAGE = 'npm run bench:first-days -- FILE.jsonl'

const [file, ...rest] = process.argv.slice(2)
if (!file || rest.length > 0) exitWithUsage(USAGE, 'one FILE is needed')
const traced = orUsage(USAGE, () => readWorkdays(file))

/** Each day of the file is once the first of somebody's days. */
async function firstDays(days: readonly Workday[]) {
  const byDay: Watched[][] = Array.from({ length: DAYS }, () => [])
  for (const start of days.keys()) {
    const random = seededRandom(start)
    let backoff = firstBackoff
    for (const [number, watched] of byDay.entries()) {
      const day = days[(start + number) % days.length]
      if (!day) continue
      const played = await playDay(day, { intervalMs: INTERVAL_MS, random, backoff })
      backoff = played.backoff
      watched.push(played.watched)
    }
  }
  return Object.fromEntries(
    byDay.map((watched, number) => [`day${number + 1}`, freshnessOf(watched)] as const),
  )
}

/** The first day again, with one refusal by Graph two hours after the start. */
async function withOneRefusal(day: Workday, seed: number) {
  let refusedAt: number | null = null
  let fullPaceAt: number | null = null
  const { watched } = await playDay(day, {
    intervalMs: INTERVAL_MS,
    random: seededRandom(seed),
    backoff: firstBackoff,
    onBackoff({ factor }, seconds) {
      if (factor === 1) fullPaceAt ??= seconds
      else fullPaceAt = null
    },
    sourceOf: (truth, seconds) => ({
      async myPresence() {
        if (refusedAt !== null || seconds() < REFUSED_AFTER) return ok(truth())
        refusedAt = seconds()
        return failed({ kind: 'throttled', next: 'waits', host: 'graph.microsoft.com', retryAfterMs: 30_000 })
      },
    }),
  })
  const asked = watched.asked.filter((t) => t !== refusedAt)
  const slowSeconds = (fullPaceAt ?? day.length) - (refusedAt ?? day.length)
  return { watched: { day, asked }, slowSeconds }
}

async function figuresOf(days: readonly Workday[]) {
  const refused = await Promise.all(days.map(withOneRefusal))
  const slow = refused.map(({ slowSeconds }) => slowSeconds).sort((one, other) => one - other)
  return {
    ...(await firstDays(days)),
    oneRefusal: {
      ...freshnessOf(refused.map(({ watched }) => watched)),
      medianMinutesToFullPace: round((slow[Math.floor(slow.length / 2)] ?? 0) / 60, 1),
      mostMinutesToFullPace: round((slow.at(-1) ?? 0) / 60, 1),
    },
  }
}

const figures = {
  app: await figuresOf(traced),
  appPolledMicrophone: await figuresOf(traced.map(withPolledMicrophone)),
}
console.log(JSON.stringify(figures, null, 2))
