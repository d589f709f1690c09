// Generates workdays from a seed. The same options always give the same days.
import { isWithin, type Span, type Workday } from '../workday.ts'
import { createRandomDraws, type RandomDraws } from './random-draws.ts'
import type { WorkdayHabits } from './workday-habits.ts'
import { recordingsOf } from './workday-recordings.ts'

const HOUR_S = 3600
const HALF_HOUR_S = 1800
const MEETING_MINUTES = [25, 30, 30, 50, 60, 60, 90] as const

export interface GeneratorOptions {
  days: number
  seed: number
  /** With microphone signals. The rest of the days is the same. */
  microphone: boolean
  habits: WorkdayHabits
}

/** The reasons for a presence; the one with the highest number shows. */
const PRIORITY = { meeting: 1, focus: 2, away: 2.5, call: 3, presenting: 4 } as const

interface Layer {
  span: Span
  priority: number
  availability: string
  activity: string
}

/** A day while it is made. All times in s since its start. */
interface Draft {
  length: number
  /** The time of day at its start. */
  clockAtStart: number
  outOfOffice: boolean
  layers: Layer[]
  signals: Workday['signals']
  idle: Span[]
  meetings: Span[]
  /** On this computer or on a telephone. */
  calls: Span[]
}

/** Yields the days in order. */
export function* generateWorkdays({ days, seed, microphone, habits }: GeneratorOptions): Generator<Workday> {
  const draws = createRandomDraws(seed)
  for (let id = 1; id <= days; id += 1) {
    const draft = beginDay(draws, habits)
    addMeetings(draft, draws, habits)
    draws.times(habits.callsPerDay, () => {
      const from = draws.unit() * draft.length
      addCall(draft, [from, from + draws.minutes(habits.callMinutes)])
    })
    draws.times(habits.focusPerDay, () => {
      const from = draws.unit() * draft.length
      addLayer(draft, [from, from + draws.minutes(40)], 'focus', 'DoNotDisturb', 'Focusing')
    })
    addBreaks(draft, draws, habits)
    addSleepsAndLosses(draft, draws, habits)
    if (microphone) draft.signals.push(...recordingsOf(draft, habits, seed * 1_000_003 + id))
    const changes = changesOf(draft)
    yield finished(id, draft, changes, glancesAt(draft, changes, draws, habits))
  }
}

function beginDay(draws: RandomDraws, habits: WorkdayHabits): Draft {
  return {
    length: Math.round(draws.normal(8.7 * HOUR_S, 1800)),
    clockAtStart: 8.5 * HOUR_S + Math.round(draws.normal(0, 1500)),
    outOfOffice: draws.unit() < habits.outOfOfficeDays,
    layers: [],
    signals: [],
    idle: [],
    meetings: [],
    calls: [],
  }
}

function addLayer(
  { layers, length }: Draft,
  [from, to]: Span,
  reason: keyof typeof PRIORITY,
  availability: string,
  activity: string,
) {
  if (to <= from) return
  const span: Span = [Math.max(0, from), Math.min(length, to)]
  layers.push({ span, priority: PRIORITY[reason], availability, activity })
}

function addCall(draft: Draft, span: Span) {
  addLayer(draft, span, 'call', 'Busy', 'InACall')
  draft.calls.push(span)
}

/** They begin at a full or half hour. */
function addMeetings(draft: Draft, draws: RandomDraws, habits: WorkdayHabits) {
  const { length, clockAtStart } = draft
  draws.times(habits.meetingsPerDay, () => {
    const wanted = clockAtStart + draws.unit() * (length - HOUR_S)
    const begin = Math.ceil(wanted / HALF_HOUR_S) * HALF_HOUR_S - clockAtStart
    const minutes = MEETING_MINUTES[Math.floor(draws.unit() * MEETING_MINUTES.length)] ?? 60
    const end = begin + 60 * minutes
    if (begin < 0 || end > length) return
    draft.meetings.push([begin, end])
    addLayer(draft, [begin, end], 'meeting', 'Busy', 'InAMeeting')
    if (draws.unit() >= habits.joins) return
    const from = begin + draws.normal(habits.joinLate, 60)
    const to = end + draws.normal(0, habits.overrun)
    addCall(draft, [from, to])
    if (draws.unit() >= habits.presents) return
    const start = from + draws.unit() * (to - from) * 0.7
    const stop = Math.min(to, start + draws.minutes(10))
    addLayer(draft, [start, stop], 'presenting', 'DoNotDisturb', 'Presenting')
  })
}

/** Teams sets Away 1 to 7 s after a lock, or after five minutes without input, and Available 1 to 5 s after the return. */
function addBreaks(draft: Draft, draws: RandomDraws, habits: WorkdayHabits) {
  const { length, idle, signals } = draft
  const lunch = length * (0.4 + 0.1 * draws.unit())
  const breaks: { from: number; duration: number }[] = [{ from: lunch, duration: draws.minutes(40) }]
  draws.times(habits.breaksPerDay, () => {
    breaks.push({ from: draws.unit() * length, duration: draws.minutes(habits.breakMinutes) })
  })
  for (const { from, duration } of breaks.sort((one, other) => one.from - other.from)) {
    const to = Math.min(length, from + duration)
    if (from < (idle.at(-1)?.[1] ?? Number.NEGATIVE_INFINITY) + 60) continue
    idle.push([from, to])
    const isLocked = draws.unit() < habits.locksOnBreak
    if (isLocked) signals.push({ t: from, kind: 'lock-screen' }, { t: to, kind: 'unlock-screen' })
    const awayFrom = isLocked ? from + 1 + draws.unit() * 6 : from + 300 + draws.unit() * 5
    addLayer(draft, [awayFrom, to + 1 + draws.unit() * 4], 'away', 'Away', 'Away')
    if (draws.unit() >= habits.phoneCallsAway * (duration / HOUR_S)) continue
    // This computer cannot notice this call, so it is not among `calls`.
    const call = from + draws.unit() * duration
    addLayer(draft, [call, call + draws.minutes(5)], 'call', 'Busy', 'InACall')
  }
}

/** The computer sleeps only in long breaks. */
function addSleepsAndLosses({ length, idle, signals }: Draft, draws: RandomDraws, habits: WorkdayHabits) {
  draws.times(habits.suspendsPerDay, () => {
    const [from, to] = idle[Math.floor(draws.unit() * idle.length)] ?? [0, 0]
    if (to - from > 600) signals.push({ t: from + 300, kind: 'suspend' }, { t: to - 2, kind: 'resume' })
  })
  draws.times(habits.networkLossPerDay, () => {
    const from = draws.unit() * length
    signals.push({ t: from, kind: 'offline' }, { t: from + draws.minutes(2), kind: 'online' })
  })
}

function changesOf({ layers, length, outOfOffice }: Draft): Workday['changes'] {
  const edges = new Set([0, ...layers.flatMap(({ span }) => span)].filter((t) => t < length))
  const changes: Workday['changes'] = []
  for (const t of [...edges].sort((one, other) => one - other)) {
    const [top = { availability: 'Available', activity: 'Available' }] = layers
      .filter(({ span }) => isWithin([span], t))
      .sort((one, other) => other.priority - one.priority)
    const { availability, activity } = top
    const last = changes.at(-1)
    if (last?.availability === availability && last.activity === activity) continue
    changes.push({ t, availability, activity, outOfOffice })
  }
  return changes
}

function glancesAt(
  { length, idle }: Draft,
  changes: Workday['changes'],
  draws: RandomDraws,
  habits: WorkdayHabits,
): number[] {
  const glances: number[] = []
  draws.times((habits.glancesPerHour * length) / HOUR_S, () => {
    const change = changes[Math.floor(draws.unit() * changes.length)]?.t ?? 0
    const isAfterChange = draws.unit() < habits.glanceAfterChange
    glances.push(isAfterChange ? change + draws.unit() * 60 : draws.unit() * length)
  })
  return glances.filter((t) => t < length && !isWithin(idle, t))
}

/** Rounds to a tenth of a second, and sorts. */
function finished(id: number, draft: Draft, changes: Workday['changes'], glances: number[]): Workday {
  const { length, signals, idle, meetings } = draft
  const round = (seconds: number) => Math.round(seconds * 10) / 10
  const rounded = <Moment extends { t: number }>(moments: readonly Moment[]) =>
    moments.map((moment) => ({ ...moment, t: round(moment.t) }))
  const spans = (list: readonly Span[]) => list.map(([from, to]): Span => [round(from), round(to)])
  return {
    id,
    length,
    changes: rounded(changes),
    signals: rounded(signals.filter(({ t }) => t < length)).sort((one, other) => one.t - other.t),
    idle: spans(idle),
    meetings: spans(meetings.toSorted(([one], [other]) => one - other)),
    glances: glances.map(round).sort((one, other) => one - other),
  }
}
