// npm run bench:tenant -- --clients 10000 --days 3 FILE.jsonl: all users of one app registration in one tenant, on one
// morning or on several in a row. Prints the app twice: with the microphone signals of the trace, and with those that
// are found by polling every 3 s.
import { firstBackoff, INTERVAL_SECONDS } from '../../app/model/settings.ts'
import { backoffAmong } from '../../app/polling/tenant-backoff.ts'
import { orUsage, readTenantOptions } from '../bench-options.ts'
import { withPolledMicrophone } from '../polled-microphone.ts'
import type { Workday } from '../workday.ts'
import { makeClients, playApp, playFixedMorning } from './tenant-morning.ts'

const INTERVAL_MS = INTERVAL_SECONDS.usual * 1000
const FIXED = [5, 30, 60] as const
/** The days of the clients are drawn anew for each morning. */
const SEED = 2

const USAGE = 'npm run bench:tenant -- [--clients N] [--days N] [--known] FILE.jsonl'
const { days, count, mornings, known } = orUsage(USAGE, () => readTenantOptions(process.argv.slice(2)))

/** The figures of each morning; what a client learned is kept for the next. */
async function appOn(days: readonly Workday[]) {
  const first = makeClients(days, count, SEED)
  // `known`: an administrator set the number of people.
  const backoffs = first.map(() => (known ? backoffAmong(count, INTERVAL_MS) : firstBackoff))
  const figures: Awaited<ReturnType<typeof playApp>>[] = []
  for (let morning = 0; morning < mornings; morning++) {
    const clients = morning === 0 ? first : makeClients(days, count, SEED + morning)
    const seed = 1000 + morning * first.length
    figures.push(await playApp({ clients, count }, { intervalMs: INTERVAL_MS, backoffs, seed }))
  }
  const [app, ...laterDays] = figures
  return { app, laterDays }
}

const clients = makeClients(days, count, SEED)
const fixed = FIXED.map(
  (seconds) => [`fixed${seconds}`, playFixedMorning({ clients, count }, seconds)] as const,
)
const { app, laterDays } = await appOn(days)
const polled = await appOn(days.map(withPolledMicrophone))
const figures = {
  clients: count,
  played: clients.length,
  app,
  laterDays,
  appPolledMicrophone: polled.app,
  laterDaysPolledMicrophone: polled.laterDays,
  ...Object.fromEntries(fixed),
}
console.log(JSON.stringify(figures, null, 2))
