// Polling at a fixed interval, for comparison, except while the computer is asleep or offline.

import { reachableFrom, unreachableSpans, type Workday } from './workday.ts'
import type { Watched } from './workday-run.ts'

export function playFixed(day: Workday, everySeconds: number): Watched {
  const spans = unreachableSpans(day)
  const asked: number[] = []
  for (let t = 0; t < day.length; t += everySeconds) if (reachableFrom(spans, t) === t) asked.push(t)
  return { day, asked }
}
