// npm run bench:tenant -- --clients 10000 FILE.jsonl: all users of one app registration in one tenant, on one morning.
//
// A sample is played: of C clients S, and the server allows S / C of the limit, so that it is as full for them as for
// all C. Counts are then multiplied by C / S. With fewer clients chance weighs more (the
// count of a window varies by its square root), so the sample is refused rather more often than all would be.
import { failed, ok } from '../app/model/problems/problem.ts'
import { firstBackoff, INTERVAL_SECONDS, type TenantBackoff } from '../app/model/settings.ts'
import { createFollower } from '../app/polling/follower.ts'
import { backoffAmong } from '../app/polling/tenant-backoff.ts'
import { orUsage, readTenantOptions } from './bench-options.ts'
import { createFastClock } from './fast-clock.ts'
import { freshnessOf, round } from './freshness-figures.ts'
import { seededRandom } from './random.ts'
import { createTenantServer, type TenantServer } from './tenant-server.ts'
import { reachableFrom, unreachableSpans, type Workday } from './workday.ts'
import { createWorkdayComputer } from './workday-computer.ts'
import { idleSeconds, presenceAt } from './workday-run.ts'

/** Presence requests in 30 s by all users of one app in one tenant ("Microsoft Graph throttling limits"). */
const LIMIT = 1500
const SAMPLE = 1500
const HOUR_MS = 60 * 60_000
const INTERVAL_MS = INTERVAL_SECONDS.usual * 1000
const FIXED = [5, 30, 60] as const

interface Client {
  day: Workday
  /** When the day begins, ms of the common clock. */
  startMs: number
}

/** All clients start at random times within an hour. Their meetings therefore do not start at the half-hour together. */
function makeClients(days: readonly Workday[], count: number): Client[] {
  const random = seededRandom(2)
  return Array.from({ length: count }, () => ({
    day: days[Math.floor(random() * days.length)] ?? failNoDays(),
    startMs: random() * HOUR_MS,
  }))
}

const failNoDays = (): never => {
  throw new Error('the file has no workday')
}

interface Played {
  answered: number[][]
  mostRefusalsInARow: number
}

/** The answers to each client, s of its day, and the longest row of refusals. */
function createAnswerLog(count: number) {
  const answered: number[][] = Array.from({ length: count }, () => [])
  const inARow = new Uint16Array(count)
  let most = 0
  return {
    note(client: number, seconds: number, refused: boolean) {
      if (!refused) answered[client]?.push(seconds)
      inARow[client] = refused ? (inARow[client] ?? 0) + 1 : 0
      most = Math.max(most, inARow[client] ?? 0)
    },
    played: (): Played => ({ answered, mostRefusalsInARow: most }),
  }
}

/** Runs the real follower for each client. */
async function playApp(
  clients: readonly Client[],
  server: TenantServer,
  backoff: TenantBackoff,
): Promise<Played> {
  const clock = createFastClock(new Date(2026, 10, 2).setHours(8, 0))
  const answers = createAnswerLog(clients.length)
  clients.forEach(({ day, startMs }, index) => {
    const seconds = () => (clock.monotonicMs() - startMs) / 1000
    const computer = createWorkdayComputer(clock)
    const follower = createFollower({
      clock: computer.clock,
      random: seededRandom(1000 + index),
      intervalMs: () => INTERVAL_MS,
      backoff,
      onBackoff: () => {},
      onChange: () => {},
      onFault() {},
      computer: { idleMs: () => 1000 * idleSeconds(day, seconds()) },
      source: {
        myPresence: () =>
          computer.ask(async () => {
            const retryAfterMs = server.ask(clock.monotonicMs())
            answers.note(index, seconds(), retryAfterMs !== null)
            if (retryAfterMs === null) return ok(presenceAt(day, seconds()))
            return failed({ kind: 'throttled', next: 'waits', host: 'graph.microsoft.com', retryAfterMs })
          }),
      },
    })
    clock.after(startMs, follower.start)
    for (const { t, kind } of day.signals)
      clock.after(startMs + t * 1000, () => computer.signal(kind, follower))
    clock.after(startMs + day.length * 1000, follower.stop)
  })
  await clock.runUntil(14 * 3_600_000)
  return answers.played()
}

/** Polling at a fixed interval, whatever the last answer was. */
function playFixed(clients: readonly Client[], everySeconds: number, server: TenantServer): Played {
  const random = seededRandom(3)
  const answers = createAnswerLog(clients.length)
  const next = clients.map(({ startMs }) => startMs + random() * everySeconds * 1000)
  const spans = clients.map(({ day }) => unreachableSpans(day))
  for (let window = 0; window < 14 * 120; window++) {
    const asked: [number, number][] = []
    clients.forEach(({ day, startMs }, index) => {
      for (let at = next[index] ?? 0; at < (window + 1) * 30_000; at += everySeconds * 1000) {
        const seconds = (at - startMs) / 1000
        if (seconds < day.length && reachableFrom(spans[index] ?? [], seconds) === seconds)
          asked.push([at, index])
        next[index] = at + everySeconds * 1000
      }
    })
    asked.sort(([one], [other]) => one - other)
    for (const [at, index] of asked) {
      const startMs = clients[index]?.startMs ?? 0
      answers.note(index, (at - startMs) / 1000, server.ask(at) !== null)
    }
  }
  return answers.played()
}

function figures(
  clients: readonly Client[],
  { answered, mostRefusalsInARow }: Played,
  server: TenantServer,
  scale: number,
) {
  const { meanLagSeconds, medianLagSeconds, p95LagSeconds, wrongGlanceShare } = freshnessOf(
    clients.map(({ day }, index) => ({ day, asked: answered[index] ?? [] })),
  )
  return {
    requestsPerDay: round(server.requests() / clients.length, 1),
    meanLagSeconds,
    medianLagSeconds,
    p95LagSeconds,
    wrongGlanceShare,
    refusedShare: round(server.refused() / server.requests(), 5),
    maxRefusalsInARow: mostRefusalsInARow,
    worstMinuteRequests: Math.round(server.worstMinute() * scale),
  }
}

const USAGE = 'npm run bench:tenant -- [--clients N] [--known] FILE.jsonl'
const { days, count, known } = orUsage(USAGE, () => readTenantOptions(process.argv.slice(2)))
const played = Math.min(count, SAMPLE)
const scale = count / played
const clients = makeClients(days, played)
const server = () => createTenantServer(LIMIT / scale)
const appServer = server()
// `known`: an administrator set the number of people.
const backoff = known ? backoffAmong(count, INTERVAL_MS) : firstBackoff
const app = figures(clients, await playApp(clients, appServer, backoff), appServer, scale)
const fixed = FIXED.map((seconds) => {
  const own = server()
  return [`fixed${seconds}`, figures(clients, playFixed(clients, seconds, own), own, scale)] as const
})
console.log(JSON.stringify({ clients: count, played, app, ...Object.fromEntries(fixed) }, null, 2))
