// A day of the timeline: its local bounds, its spans, how long each light was on. The window uses these too.

import { confirmedLightOf, type LitName, litNames } from './light.ts'
import type { AccountView } from './state.ts'
import type { Timeline } from './timeline.ts'
import { midnights } from './timing/local-time.ts'

/** Days before today that are kept. */
export const DAYS_KEPT = 14

/** A day of the local calendar, epoch ms; `end` is the next day's `start`. 23 or 25 hours where the clocks change. */
export interface Day {
  start: number
  end: number
}

/** Today and the `DAYS_KEPT` days before it, newest first, without a date that the zone has skipped. */
export function keptDays(nowMs: number, timeZone: string): Day[] {
  const [first = nowMs, ...ends] = midnights(nowMs, DAYS_KEPT, DAYS_KEPT + 2, timeZone)
  return ends
    .map((end, place) => ({ start: ends[place - 1] ?? first, end }))
    .filter(({ start, end }) => start < end)
    .toReversed()
}

/** What the timeline holds of a day; spans that reach beyond it are cut at its bounds. */
export const dayOf = (timeline: Timeline, { start, end }: Day): Timeline => cut(timeline, start, end)

/** The part between two moments, epoch ms. */
export function cut(timeline: Timeline, fromMs: number, untilMs: number): Timeline {
  return timeline
    .filter(({ from, until }) => from < untilMs && (until > fromMs || from >= fromMs))
    .map((span) => ({ ...span, from: Math.max(span.from, fromMs), until: Math.min(span.until, untilMs) }))
}

/** How long each light was on, ms, longest first; a light that was not on is not there. */
export function totalsOf(timeline: Timeline): { light: LitName; ms: number }[] {
  const totals = new Map<LitName, number>()
  for (const { light, from, until } of timeline) totals.set(light, (totals.get(light) ?? 0) + until - from)
  return [...totals]
    .map(([light, ms]) => ({ light, ms }))
    .filter(({ ms }) => ms > 0)
    .toSorted((one, other) => other.ms - one.ms)
}

/** A light, and the last good answer that said so (epoch ms). */
export interface Confirmed {
  light: LitName
  at: number
}

/** What can be vouched for in a state: nothing while it is stale, paused, signed out, or not to be written down. */
export function confirmedIn(state: AccountView): Confirmed | null {
  const { name } = confirmedLightOf(state)
  const light = litNames.find((lit) => lit === name)
  const { last } = state.following
  return light && last && state.settings.keepHistory ? { light, at: last.at } : null
}

/**
 * The timeline with the light that is on now drawn out to the last good answer. That light is the last span of its name:
 * where the answer is older than this, or another light has begun since, nothing is drawn out. Only spans that a clock
 * wrote down that was ahead may come after it.
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
