// npm run soak -- --days 30: runs the app through days and nights with faults, under a virtual clock. Prints memory growth
// and leaked timers and listeners; exits with code 1 if a limit is exceeded.
import { parseArgs } from 'node:util'
import { exitWithUsage, orUsage } from '../bench-options.ts'
import { seededRandom } from '../random.ts'
import { readWorkdays, wallStart } from '../workday.ts'
import { heapBytes } from './heap-bytes.ts'
import { createSoakApp } from './soak-app.ts'
import { createSoakComputer } from './soak-computer.ts'
import { playNight, playWorkday, recover, type SoakTest } from './soak-day.ts'
import { createSoakMicrosoft } from './soak-microsoft.ts'

const TRACE = new URL('../../test/traces/workdays.jsonl', import.meta.url).pathname
const DAY_MS = 24 * 60 * 60_000
const MOST_GROWTH_BYTES = 2_000_000
const USAGE = 'npm run soak -- [--days DAYS] [--seed NUMBER]'

// A zone with a change to winter time within the days (25 October 2026).
process.env.TZ = 'Europe/Berlin'
const FIRST_MORNING = { year: 2026, month: 9, day: 12 }

const { values } = orUsage(USAGE, () =>
  parseArgs({
    options: { days: { type: 'string', default: '30' }, seed: { type: 'string', default: '1' } },
  }),
)
const [count, seed] = [Number(values.days), Number(values.seed)]
if (!globalThis.gc) exitWithUsage(USAGE, 'needs node --expose-gc, as npm run soak has it')
if (!Number.isInteger(count) || count < 2)
  exitWithUsage(USAGE, `--days ${values.days}: a whole number from 2 on`)
if (!Number.isInteger(seed)) exitWithUsage(USAGE, `--seed ${values.seed}: a whole number`)

/** The start of work on a day, epoch ms. */
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
const computer = createSoakComputer(morning(0))
const microsoft = createSoakMicrosoft(computer, random)
const app = createSoakApp(computer, microsoft, random)
const soak: SoakTest = { computer, microsoft, app, random }

/** Timers of the app's clock, and any set without it. */
const timers = () =>
  computer.timers() + process.getActiveResourcesInfo().filter((resource) => resource === 'Timeout').length
const listeners = () => computer.listeners() + app.subscribers()

const census = () => ({ timers: timers(), listeners: listeners(), heapBytes: heapBytes() })
void app.sessions.start(false)
await recover(soak)
const first = census()
const evenings: (typeof first)[] = []
for (let number = 0; number < count; number++) {
  await playWorkday(soak, workdayOf(number))
  await recover(soak)
  evenings.push(census())
  await playNight(soak, morning(number + 1))
}
await recover(soak)
app.stop()
const left = { timers: timers(), listeners: listeners() }
const atStop = microsoft.requests()
await computer.runUntil(computer.trueMs() + DAY_MS)

// The first days also fill V8's caches.
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
