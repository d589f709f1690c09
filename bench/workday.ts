// A workday of a trace: presence changes, system signals, idle times and glances at the light. In seconds since its start.
import { readFileSync } from 'node:fs'
import { z } from 'zod'
import type { ComputerSignal, MicrophoneSignal } from '../app/model/signal.ts'
import type { TriggerKind } from '../app/polling/cadence/triggers.ts'

const span = z.tuple([z.number(), z.number()])

const workdaySchema = z.object({
  id: z.number(),
  length: z.number(),
  changes: z
    .array(
      z.object({ t: z.number(), availability: z.string(), activity: z.string(), outOfOffice: z.boolean() }),
    )
    .min(1),
  signals: z.array(
    z.object({
      t: z.number(),
      kind: z.enum([
        'lock-screen',
        'unlock-screen',
        'suspend',
        'resume',
        'offline',
        'online',
        'microphone-on',
        'microphone-off',
      ]) satisfies z.ZodType<ComputerSignal | MicrophoneSignal['kind']>,
    }),
  ),
  idle: z.array(span),
  meetings: z.array(span),
  glances: z.array(z.number()),
})
export type Workday = z.infer<typeof workdaySchema>
export type DaySignal = Workday['signals'][number]['kind']
export type Span = z.infer<typeof span>

export const isOfMicrophone = (kind: DaySignal | TriggerKind): kind is MicrophoneSignal['kind'] =>
  kind === 'microphone-on' || kind === 'microphone-off'

/** Reads a trace with one workday per line. Throws with the number of an invalid line, and if there is no workday. */
export function readWorkdays(path: string): Workday[] {
  const lines = readFileSync(path, 'utf8').split('\n')
  const workdays = lines.flatMap((line, index) => {
    if (line.trim() === '') return []
    try {
      return [workdaySchema.parse(JSON.parse(line))]
    } catch (error) {
      throw new Error(`${path}:${index + 1} is no workday: ${error}`)
    }
  })
  if (workdays.length === 0) throw new Error(`${path} has no workday`)
  return workdays
}

/** The index of the last change at that time. */
export function changeAt({ changes }: Workday, seconds: number): number {
  let index = 0
  while (index + 1 < changes.length && (changes[index + 1]?.t ?? 0) <= seconds) index += 1
  return index
}

/** The spans, in s, in which the computer cannot ask: asleep or without a network. */
export const unreachableSpans = (day: Workday): Span[] =>
  [...spansBetween(day, 'suspend', 'resume'), ...spansBetween(day, 'offline', 'online')].sort(
    ([one], [other]) => one - other,
  )

/** Whether `t` is in one of the spans, with its begin and without its end. */
export const isWithin = (spans: readonly Span[], t: number): boolean =>
  spans.some(([from, to]) => from <= t && t < to)

/** From each signal that begins something to the one that ends it, or to the end of the day; in s. */
export function spansBetween({ signals, length }: Workday, begins: DaySignal, ends: DaySignal): Span[] {
  return signals.flatMap(({ t, kind }): Span[] =>
    kind === begins ? [[t, signals.find((later) => later.t >= t && later.kind === ends)?.t ?? length]] : [],
  )
}

/** The first time from `seconds` on at which the computer can poll. */
export function reachableFrom(spans: readonly [number, number][], seconds: number): number {
  return spans.reduce((at, [from, to]) => (at >= from && at < to ? to : at), seconds)
}

/** The day's start, epoch ms: about half past eight, shifted so that meetings start at the half-hour. */
export function wallStart({ meetings, id }: Workday): number {
  const halfPastEight = new Date(2026, 10, 2 + id, 8, 30).getTime()
  const [first] = meetings
  return first ? halfPastEight - Math.round(((first[0] + 900) % 1800) - 900) * 1000 : halfPastEight
}
