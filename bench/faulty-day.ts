// npm run bench:faulty-day -- FILE.jsonl: the cost of faults in every tenth answer, compared with the same days without, and
// with a follower for which each refusal lasts at once and any JSON is a presence.
import { type Following, isSamePresence, type PresenceSource } from '../app/model/following.ts'
import type { Presence } from '../app/model/presence.ts'
import { isLasting } from '../app/model/problems/problem-kinds.ts'
import { INTERVAL_SECONDS } from '../app/model/settings.ts'
import { noBackoff } from '../app/polling/tenant-backoff.ts'
import { orUsage, readFaultyDayOptions } from './bench-options.ts'
import { atOnce, createFaultyGraph } from './faulty-graph.ts'
import { mean, round } from './freshness-figures.ts'
import { seededRandom } from './random.ts'
import { reachableFrom, unreachableSpans, type Workday } from './workday.ts'
import { playDay, presenceAt } from './workday-run.ts'

type Through = (source: PresenceSource) => PresenceSource

/** The light from a moment on, s of the day. */
interface Shown {
  t: number
  following: Following
}

interface FaultyDay {
  requests: number
  faults: number
  /** Share of the time in which the computer could poll. */
  wrongShare: number
  attentionSeconds: number
}

/** With Graph more promises are chained for one check. */
const TURNS_OF_GRAPH = 40
/** The sampling interval of the share, s. */
const STEP_SECONDS = 1

function evaluate(day: Workday, shown: readonly Shown[]) {
  const spans = unreachableSpans(day)
  let wrong = 0
  let attention = 0
  let looked = 0
  let place = 0
  for (let t = 0; t < day.length; t += STEP_SECONDS) {
    while ((shown[place + 1]?.t ?? Number.POSITIVE_INFINITY) <= t) place += 1
    if (reachableFrom(spans, t) !== t) continue
    looked += 1
    const following = shown[place]?.following
    const truth = presenceAt(day, t)
    const asksPerson = following?.problem && isLasting(following.problem)
    if (asksPerson) attention += 1
    const isRight = following?.last && !following.stale && isSamePresence(following.last.presence, truth)
    if (asksPerson || !isRight) wrong += 1
  }
  return { wrongShare: looked === 0 ? 0 : wrong / looked, attentionSeconds: attention * STEP_SECONDS }
}

async function play(
  day: Workday,
  seed: number,
  withFaults: boolean,
  through: Through = (source) => source,
): Promise<FaultyDay> {
  const shown: Shown[] = []
  let truthNow: (() => Presence) | null = null
  const microsoft = createFaultyGraph(
    () => truthNow?.() ?? presenceAt(day, 0),
    seededRandom(seed + 1),
    withFaults,
  )
  await playDay(day, {
    intervalMs: INTERVAL_SECONDS.usual * 1000,
    random: seededRandom(seed),
    backoff: noBackoff,
    turns: TURNS_OF_GRAPH,
    sourceOf(truth) {
      truthNow = truth
      return through(microsoft.source)
    },
    onChange: (following, t) => shown.push({ t, following }),
  })
  return { requests: microsoft.requests(), faults: microsoft.faults(), ...evaluate(day, shown) }
}

async function playAll(days: readonly Workday[], ...how: [withFaults: boolean, through?: Through]) {
  const played: FaultyDay[] = []
  for (const day of days) played.push(await play(day, day.id, ...how))
  return played
}

const sum = (values: readonly number[]) => values.reduce((all, value) => all + value, 0)

const USAGE = 'npm run bench:faulty-day -- FILE.jsonl'
const days = orUsage(USAGE, () => readFaultyDayOptions(process.argv.slice(2)))
const without = await playAll(days, false)

function figuresOf(played: readonly FaultyDay[]) {
  const more = played.map(({ wrongShare }, place) => 100 * (wrongShare - (without[place]?.wrongShare ?? 0)))
  const extra = sum(played.map(({ requests }) => requests)) - sum(without.map(({ requests }) => requests))
  return {
    requestsPerDay: round(mean(played.map(({ requests }) => requests)), 1),
    faultsPerDay: round(mean(played.map(({ faults }) => faults)), 1),
    extraRequestsPerFault: round(extra / Math.max(1, sum(played.map(({ faults }) => faults))), 2),
    wrongOrStalePercent: round(100 * mean(played.map(({ wrongShare }) => wrongShare)), 2),
    morePercentagePoints: { mean: round(mean(more), 2), worstDay: round(Math.max(...more), 2) },
    daysWithAttention: played.filter(({ attentionSeconds }) => attentionSeconds > 0).length,
    attentionMinutesPerDay: round(mean(played.map(({ attentionSeconds }) => attentionSeconds)) / 60, 1),
  }
}

const app = figuresOf(await playAll(days, true))
const figures = {
  days: days.length,
  withoutFaults: figuresOf(without),
  app,
  refusalsAtOnce: figuresOf(await playAll(days, true, atOnce)),
}
console.log(JSON.stringify(figures, null, 2))
const isWithin =
  app.daysWithAttention === 0 && app.morePercentagePoints.worstDay <= 1 && app.extraRequestsPerFault <= 2
process.exit(isWithin ? 0 : 1)
