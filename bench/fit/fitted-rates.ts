// Fits the tables of app/polling/cadence/change-rates.ts to days: how often the presence changes without a signal, by
// circumstance, and for which number of changes the gap is the average gap.
import { INTERVAL_SECONDS } from '../../app/model/settings.ts'
import { averageGapMs } from '../../app/polling/cadence/average-gap.ts'
import { seenChanges } from '../../app/polling/cadence/change-likelihood.ts'
import { type Circumstance, circumstances, type Rates } from '../../app/polling/cadence/change-rates.ts'
import { ordinaryGapMs } from '../../app/polling/cadence/ordinary-gap.ts'
import type { Workday } from '../workday.ts'
import { hasMicrophone, type Observed, observe, triggeredChecks } from './observed-day.ts'

interface FittedRates {
  changeRates: Rates
  averageChanges: { signalled: number; unsignalled: number }
}

/** `days`: with and without microphone signals. Throws where a circumstance occurs on none of them. */
export function fittedRates(days: readonly Workday[]): FittedRates {
  const all = total(days)
  const rateOf = (circumstance: Circumstance) => {
    const { hours, changes } = all.get(circumstance) ?? { hours: 0, changes: 0 }
    if (hours === 0) throw new Error(`no day has the circumstance ${circumstance}`)
    // Half a change more: what was never seen is not impossible.
    return rounded((changes + 0.5) / hours)
  }
  const changeRates = Object.fromEntries(circumstances.map((name) => [name, rateOf(name)])) as Rates
  return {
    changeRates,
    averageChanges: {
      signalled: averageFor(days.filter(hasMicrophone), changeRates),
      unsignalled: averageFor(
        days.filter((day) => !hasMicrophone(day)),
        changeRates,
      ),
    },
  }
}

const rounded = (rate: number) => Number(rate.toPrecision(2))

function total(days: readonly Workday[]): Map<Circumstance, Observed> {
  const sums = new Map<Circumstance, Observed>()
  for (const day of days) {
    for (const [circumstance, { hours, changes }] of observe(day)) {
      const before = sums.get(circumstance) ?? { hours: 0, changes: 0 }
      sums.set(circumstance, { hours: before.hours + hours, changes: before.changes + changes })
    }
  }
  return sums
}

/** With this average, ordinary and triggered checks together have the average gap of the usual interval. */
function averageFor(days: readonly Workday[], rates: Rates): number {
  const intervalMs = INTERVAL_SECONDS.usual * 1000
  const observed = [...total(days)]
  const triggered = days.reduce((sum, day) => sum + triggeredChecks(day), 0)
  const allowed = observed.reduce(
    (sum, [, { hours }]) => sum + (hours * 3_600_000) / averageGapMs(intervalMs),
    0,
  )
  const ordinary = (average: number) =>
    observed.reduce((sum, [circumstance, { hours }]) => {
      const known = { intervalMs, average, absent: false, backoffFactor: 1, factor: 1 }
      return sum + (hours * 3_600_000) / ordinaryGapMs({ ...known, likely: seenChanges(rates, circumstance) })
    }, 0)
  let [low, high] = [0.01, 100]
  while (high / low > 1.001) {
    const middle = Math.sqrt(low * high)
    if (ordinary(middle) + triggered > allowed) low = middle
    else high = middle
  }
  return rounded(high)
}
