// The microphone signals of a workday as a source finds them that polls the system (Windows, macOS): later than the
// recordings, and without those that begin and end between two polls.
import { AWAY_AFTER_MS } from '../app/model/signal.ts'
import { LEAST_GAP_MS } from '../app/signals/microphone/look-schedule.ts'
import { isOfMicrophone, isWithin, type Span, spansBetween, type Workday } from './workday.ts'

/** A source polls this often, s, and not at all while the computer is locked, asleep, or idle outside a recording. */
const POLL_SECONDS = LEAST_GAP_MS / 1000
const IDLE_SECONDS = AWAY_AFTER_MS / 1000

export function withPolledMicrophone(day: Workday): Workday {
  const recordings = spansBetween(day, 'microphone-on', 'microphone-off')
  if (recordings.length === 0) return day
  const closed = [
    ...spansBetween(day, 'lock-screen', 'unlock-screen'),
    ...spansBetween(day, 'suspend', 'resume'),
  ]
  const idle = day.idle.map(([from, to]): Span => [from + IDLE_SECONDS, to])
  const found: Workday['signals'] = []
  let recording = false
  // The polls of two computers are not in step.
  for (let t = (day.id * 0.7) % POLL_SECONDS; t < day.length; t += POLL_SECONDS) {
    if (isWithin(closed, t) || (!recording && isWithin(idle, t)) || isWithin(recordings, t) === recording)
      continue
    recording = !recording
    found.push({ t, kind: recording ? 'microphone-on' : 'microphone-off' })
  }
  const others = day.signals.filter(({ kind }) => !isOfMicrophone(kind))
  return { ...day, signals: [...others, ...found].sort((one, other) => one.t - other.t) }
}
