// One morning of all users of one app registration in one tenant: how many of their requests are refused, and how fresh
// their lights are.
//
// A sample is played: of C clients S, and the server allows S / C of the limit, so that it is as full for them as for
// all C. Counts are then multiplied by C / S. With fewer clients chance weighs more (the count of a window varies by its
// square root), so the sample is refused rather more often than all would be.
import { failed, ok } from '../../app/model/problems/problem.ts'
import type { TenantBackoff } from '../../app/model/settings.ts'
import { createFollower } from '../../app/polling/follower.ts'
import { createFastClock } from '../fast-clock.ts'
import { freshnessOf, round } from '../freshness-figures.ts'
import { seededRandom } from '../random.ts'
import { reachableFrom, unreachableSpans, type Workday } from '../workday.ts'
import { createWorkdayComputer } from '../workday-computer.ts'
import { idleSeconds, presenceAt } from '../workday-run.ts'
import { createTenantServer, type TenantServer } from './tenant-server.ts'

/** Presence requests in 30 s by all users of one app in one tenant ("Microsoft Graph throttling limits"). */
const LIMIT = 1500
/** At least so many clients are played, and a tenth of more: with few requests each, more are needed. */
const LEAST_SAMPLE = 1500
const sampleOf = (count: number) => Math.min(count, Math.max(LEAST_SAMPLE, Math.round(count / 10)))
const HOUR_MS = 60 * 60_000
const MORNING_HOURS = 14

interface Client {
  day: Workday
  /** When the day begins, ms of the common clock. */
  startMs: number
}

/** All start within an hour, each at a moment of its own; so their meetings are off the half-hour, which helps nobody. */
export function makeClients(days: readonly Workday[], count: number, seed: number): Client[] {
  const random = seededRandom(seed)
  return Array.from({ length: sampleOf(count) }, () => ({
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

interface MorningParts {
  clients: readonly Client[]
  /** How many people the clients stand for. */
  count: number
}

/** The real follower, once for each client. `backoffs`: one for each, as it is before and after the morning. */
export async function playApp(
  { clients, count }: MorningParts,
  { intervalMs, backoffs, seed }: { intervalMs: number; backoffs: TenantBackoff[]; seed: number },
) {
  const server = createTenantServer((LIMIT * clients.length) / count)
  const clock = createFastClock(new Date(2026, 10, 2).setHours(8, 0))
  const answers = createAnswerLog(clients.length)
  clients.forEach(({ day, startMs }, index) => {
    const seconds = () => (clock.monotonicMs() - startMs) / 1000
    const computer = createWorkdayComputer(clock)
    const backoff = backoffs[index]
    if (!backoff) throw new Error(`no backoff for client ${index}`)
    const follower = createFollower({
      clock: computer.clock,
      random: seededRandom(seed + index),
      intervalMs: () => intervalMs,
      backoff,
      onBackoff(next) {
        backoffs[index] = next
      },
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
  await clock.runUntil(MORNING_HOURS * HOUR_MS)
  return figures({ clients, count }, answers.played(), server)
}

/** What other programs do: the next request comes at its time, whatever the answer to the last one was. */
export function playFixedMorning({ clients, count }: MorningParts, everySeconds: number) {
  const server = createTenantServer((LIMIT * clients.length) / count)
  const random = seededRandom(3)
  const answers = createAnswerLog(clients.length)
  const next = clients.map(({ startMs }) => startMs + random() * everySeconds * 1000)
  const spans = clients.map(({ day }) => unreachableSpans(day))
  for (let window = 0; window < MORNING_HOURS * 120; window++) {
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
  return figures({ clients, count }, answers.played(), server)
}

function figures(
  { clients, count }: MorningParts,
  { answered, mostRefusalsInARow }: Played,
  server: TenantServer,
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
    worstMinuteRequests: Math.round((server.worstMinute() * count) / clients.length),
  }
}
