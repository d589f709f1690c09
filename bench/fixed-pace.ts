// What other programs do: ask at a fixed pace, except while the computer cannot.
import type { Watched } from './played-day.ts'
import { reachableFrom, unreachableSpans, type Workday } from './workday.ts'

export function playFixed(day: Workday, everySeconds: number): Watched {
  const spans = unreachableSpans(day)
  const asked: number[] = []
  for (let t = 0; t < day.length; t += everySeconds) if (reachableFrom(spans, t) === t) asked.push(t)
  return { day, asked }
}
