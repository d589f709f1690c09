// The days of the timeline: their local bounds, spans and totals. The window uses this file too.

import { confirmedLightOf, type LitName, litNames } from './light.ts'
import type { AccountView } from './state.ts'
import type { Timeline } from './timeline.ts'
import { midnights } from './timing/local-time.ts'

/** The number of days before today that are kept. */
export const DAYS_KEPT = 14

/** A local day, epoch ms; `end` is the `start` of the next day. It has 23 or 25 hours when the clocks change. */
export interface Day {
  start: number
  end: number
}

/** Today and the `DAYS_KEPT` days before, newest first, without dates that the time zone skipped. */
export function keptDays(nowMs: number, timeZone: string): Day[] {
  const [first = nowMs, ...ends] = midnights(nowMs, DAYS_KEPT, DAYS_KEPT + 2, timeZone)
  return ends
    .map((end, place) => ({ start: ends[place - 1] ?? first, end }))
    .filter(({ start, end }) => start < end)
    .toReversed()
}

/** The spans of a day, cut at its bounds. */
export const dayOf = (timeline: Timeline, { start, end }: Day): Timeline => cut(timeline, start, end)

/** The spans between two moments (epoch ms), cut at these. */
export function cut(timeline: Timeline, fromMs: number, untilMs: number): Timeline {
  return timeline
    .filter(({ from, until }) => from < untilMs && (until > fromMs || from >= fromMs))
    .map((span) => ({ ...span, from: Math.max(span.from, fromMs), until: Math.min(span.until, untilMs) }))
}

/** The total duration of each light that was on, ms, longest first. */
export function totalsOf(timeline: Timeline): { light: LitName; ms: number }[] {
  const totals = new Map<LitName, number>()
  for (const { light, from, until } of timeline) totals.set(light, (totals.get(light) ?? 0) + until - from)
  return [...totals]
    .map(([light, ms]) => ({ light, ms }))
    .filter(({ ms }) => ms > 0)
    .toSorted((one, other) => other.ms - one.ms)
}

/** A light and the moment of the last answer that confirmed it, epoch ms. */
export interface Confirmed {
  light: LitName
  at: number
}

/** The user's confirmed light; null while it is stale, paused, signed out or not followed, or while the history is off. */
export function confirmedIn(state: AccountView): Confirmed | null {
  const { name } = confirmedLightOf(state)
  const light = litNames.find((lit) => lit === name)
  const { last, person } = state.following
  return light && last && !person && state.settings.keepHistory ? { light, at: last.at } : null
}

/**
 * The timeline with the current light's span, the last one of that light, extended to the answer that confirmed it. Returns
 * the same timeline if the answer is not later than the span, or if another span has begun since. Later spans exist only if
 * the clock was ahead when they were recorded.
 */
export function extendedToConfirmed(timeline: Timeline, confirmed: Confirmed | null): Timeline {
  if (!confirmed) return timeline
  const { light, at } = confirmed
  const place = timeline.findLastIndex((span) => span.light === light)
  const span = timeline[place]
  const next = timeline[place + 1]
  if (!span || at <= span.until || (next && next.from <= at)) return timeline
  return timeline.with(place, { ...span, until: at })
}
