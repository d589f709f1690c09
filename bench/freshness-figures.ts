// Computes how fresh the light was, from the times of the polls and the true presence.

import { changeAt, reachableFrom, unreachableSpans } from './workday.ts'
import type { Watched } from './workday-run.ts'

export interface Freshness {
  requestsPerDay: number
  meanLagSeconds: number
  medianLagSeconds: number
  p95LagSeconds: number
  longestWrongSeconds: number
  wrongGlanceShare: number
  /** Mean age of the error when the user looked at a wrong light. */
  wrongGlanceAgeSeconds: number
}

/**
 * The lag of a change is the time from the change, or from the end of a sleep or outage in which it fell, to the first poll
 * after it. A change without a later poll that day does not count.
 */
export function freshnessOf(days: readonly Watched[]): Freshness {
  const lags = days.flatMap(lagsOf).sort((one, other) => one - other)
  const glances = days.flatMap(glancesOf)
  const wrong = glances.flatMap(({ wrongForSeconds }) => (wrongForSeconds === null ? [] : [wrongForSeconds]))
  return {
    requestsPerDay: round(mean(days.map(({ asked }) => asked.length)), 1),
    meanLagSeconds: round(mean(lags), 2),
    medianLagSeconds: round(quantile(lags, 0.5), 2),
    p95LagSeconds: round(quantile(lags, 0.95), 2),
    longestWrongSeconds: round(lags.at(-1) ?? 0, 1),
    wrongGlanceShare: round(glances.length === 0 ? 0 : wrong.length / glances.length, 4),
    wrongGlanceAgeSeconds: round(mean(wrong), 2),
  }
}

export function lagsOf({ day, asked }: Watched): number[] {
  const spans = unreachableSpans(day)
  return day.changes.slice(1).flatMap(({ t }) => {
    const seen = asked.find((at) => at >= t)
    return seen === undefined ? [] : [Math.max(0, seen - reachableFrom(spans, t))]
  })
}

function glancesOf({ day, asked }: Watched): { wrongForSeconds: number | null }[] {
  return day.glances.map((t) => {
    const truth = changeAt(day, t)
    const last = asked.findLast((at) => at <= t) ?? 0
    const shown = day.changes[changeAt(day, last)]
    const now = day.changes[truth]
    const right = shown?.availability === now?.availability && shown?.activity === now?.activity
    return { wrongForSeconds: right ? null : t - (now?.t ?? 0) }
  })
}

export const mean = (values: readonly number[]): number =>
  values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length

/** Of sorted values. */
const quantile = (sorted: readonly number[], share: number) =>
  sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0

export const round = (value: number, digits: number): number => Number(value.toFixed(digits))
