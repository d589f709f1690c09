// npm run soak -- --days 30: the app lives through days and nights with faults, under a virtual clock. Prints what grew
// and what was left over; ends with 1 when a bound is broken.
import { parseArgs } from 'node:util'
import { orUsage, wrongCall } from '../command-line.ts'
import { seededRandom } from '../random.ts'
import { readWorkdays, wallStart } from '../workday.ts'
import { createDesk } from './desk.ts'
import { createFaultyMicrosoft } from './faulty-microsoft.ts'
import { createSoakedApp } from './soaked-app.ts'
import { comeToRest, playNight, playWorkday, type SoakedWorld } from './soaked-day.ts'

const TRACE = new URL('../../test/traces/workdays.jsonl', import.meta.url).pathname
const DAY_MS = 24 * 60 * 60_000
const MOST_GROWTH_BYTES = 2_000_000
const USAGE = 'npm run soak -- [--days DAYS] [--seed NUMBER]'

// A zone that changes its clocks within the days played (25 October 2026).
process.env.TZ = 'Europe/Berlin'
const FIRST_MORNING = { year: 2026, month: 9, day: 12 }

const { values } = orUsage(USAGE, () =>
  parseArgs({
    options: { days: { type: 'string', default: '30' }, seed: { type: 'string', default: '1' } },
  }),
)
const [count, seed] = [Number(values.days), Number(values.seed)]
const { gc } = globalThis
if (!gc) wrongCall(USAGE, 'needs node --expose-gc, as npm run soak has it')
if (!Number.isInteger(count) || count < 2) wrongCall(USAGE, `--days ${values.days}: a whole number from 2 on`)
if (!Number.isInteger(seed)) wrongCall(USAGE, `--seed ${values.seed}: a whole number`)

function heapBytes(): number {
  gc?.()
  gc?.()
  return process.memoryUsage().heapUsed
}

/** When work begins on that day, epoch ms. */
function morning(number: number): number {
  const workday = workdayOf(number)
  const asked = new Date(wallStart(workday))
  const { year, month, day } = FIRST_MORNING
  return new Date(
    year,
    month,
    day + number,
    asked.getHours(),
    asked.getMinutes(),
    asked.getSeconds(),
  ).getTime()
}

const workdays = readWorkdays(TRACE)
function workdayOf(number: number) {
  const workday = workdays[number % workdays.length]
  if (!workday) throw new Error(`${TRACE} has no workday`)
  return workday
}

const random = seededRandom(seed)
const desk = createDesk(morning(0))
const microsoft = createFaultyMicrosoft(desk, random)
const app = createSoakedApp(desk, microsoft, random)
const world: SoakedWorld = { desk, microsoft, app, random }

/** Timers of the app's clock, and any that were set without it. */
const timers = () =>
  desk.timers() + process.getActiveResourcesInfo().filter((resource) => resource === 'Timeout').length
const listeners = () => desk.listeners() + app.subscribers()

const census = () => ({ timers: timers(), listeners: listeners(), heapBytes: heapBytes() })
void app.sessions.start(false)
await comeToRest(world)
const first = census()
const evenings: (typeof first)[] = []
for (let number = 0; number < count; number++) {
  await playWorkday(world, workdayOf(number))
  await comeToRest(world)
  evenings.push(census())
  await playNight(world, morning(number + 1))
}
await comeToRest(world)
app.stop()
const left = { timers: timers(), listeners: listeners() }
const atStop = microsoft.requests()
await desk.runUntil(desk.trueMs() + DAY_MS)

// The first days also fill the caches of the engine.
const warm = evenings[Math.min(1, count - 2)]
const most = (kind: 'timers' | 'listeners') => Math.max(...evenings.map((evening) => evening[kind]))
const figures = {
  heapGrowthBytes: heapBytes() - (warm?.heapBytes ?? 0),
  timersLeft: left.timers,
  listenersLeft: left.listeners,
  worstMinuteRequests: microsoft.worstMinute(),
  days: count,
  requests: microsoft.requests(),
  requestsWhileAsleep: microsoft.requestsWhileAsleep(),
  requestsAfterStop: microsoft.requests() - atStop,
  timersMoreThanDayOne: most('timers') - first.timers,
  listenersMoreThanDayOne: most('listeners') - first.listeners,
  settingsWrites: app.settingsWrites(),
  logLines: app.logLines(),
  drawings: app.drawings(),
}
console.log(JSON.stringify(figures))
const kept =
  figures.heapGrowthBytes < MOST_GROWTH_BYTES &&
  figures.timersLeft === 0 &&
  figures.listenersLeft === 0 &&
  figures.timersMoreThanDayOne <= 0 &&
  figures.listenersMoreThanDayOne <= 0 &&
  figures.requestsWhileAsleep === 0 &&
  figures.requestsAfterStop === 0
process.exitCode = kept ? 0 : 1
