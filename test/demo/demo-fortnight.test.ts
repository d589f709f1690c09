// The demo's history.
import { expect, test } from 'vitest'
import { demoFortnight } from '../../app/demo/demo-fortnight.ts'
import { dayOf, keptDays, totalsOf } from '../../app/model/day.ts'
import { wallTime } from '../../app/model/timing/local-time.ts'

const ZONE = 'Asia/Tokyo'
/** A Monday. */
const now = Date.parse('2026-11-23T14:30:00+09:00')

test('has workdays up to now, and no weekends', () => {
  const timeline = demoFortnight(now, ZONE)
  for (const [ago, day] of keptDays(now, ZONE).entries()) {
    const spans = dayOf(timeline, day)
    const weekday = new Date(wallTime(day.start, ZONE)).getUTCDay()
    expect(spans.length > 0, new Date(day.start).toString()).toBe(weekday > 0 && weekday < 6)
    if (spans.length === 0 || ago === 0) continue
    const worked = totalsOf(spans).reduce((sum, { ms }) => sum + ms, 0) / 3_600_000
    expect(worked).toBeGreaterThan(6)
    expect(worked).toBeLessThan(12)
  }
  expect(timeline.at(-1)?.until).toBe(now)
  for (const [place, { from, until }] of timeline.entries()) {
    expect(until).toBeGreaterThan(from)
    expect(from).toBeGreaterThanOrEqual(timeline[place - 1]?.until ?? 0)
  }
})

test('is the same at any time of the day, up to now', () => {
  const later = demoFortnight(now + 3_600_000, ZONE)
  expect(later.slice(0, demoFortnight(now, ZONE).length - 1)).toEqual(demoFortnight(now, ZONE).slice(0, -1))
  expect(demoFortnight(Date.parse('2026-11-23T07:00:00+09:00'), ZONE).at(-1)?.until).toBeLessThan(
    keptDays(now, ZONE)[0]?.start ?? 0,
  )
})
