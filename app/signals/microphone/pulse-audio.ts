// Reads pactl: which programs record from a microphone, and which events are a reason to look again. Pure.
// PipeWire's own server for PulseAudio's clients answers alike.

import { z } from 'zod'
import { type Program, programName } from './recording-programs.ts'

const sourceSchema = z.object({
  index: z.number(),
  name: z.string(),
  state: z.string(),
  /** The sink whose sound this source repeats; empty for a microphone. */
  monitor_source: z.string().optional(),
})
type Source = z.infer<typeof sourceSchema>

const streamSchema = z.object({
  /** None for a stream of the server's own modules, such as echo cancellation. */
  client: z.union([z.string(), z.number()]).nullish(),
  source: z.number(),
  corked: z.boolean(),
  properties: z.record(z.string(), z.unknown()),
})

const listSchema = z.object({ sources: z.array(sourceSchema), source_outputs: z.array(streamSchema) })

export interface PulseAudioLook {
  /** Each may be there more than once. */
  programs: Program[]
  /** The microphones that programs have open. A change of one, such as its suspension, may change `programs`. */
  openSources: ReadonlySet<number>
}

/**
 * Reads `pactl -f json list`. A monitor of a sink is no microphone: programs that record the screen open it. A corked
 * stream does not record, nor does one on a suspended source, nor on one that is not connected yet (PipeWire).
 * Throws for anything that is not such a list.
 */
export function recordingsIn(json: string): PulseAudioLook {
  const list = listSchema.parse(JSON.parse(json))
  const microphones = new Map(
    list.sources.filter((source) => !isMonitor(source)).map((source) => [source.index, source]),
  )
  const streams = list.source_outputs.filter(
    ({ client, source }) => client !== null && client !== undefined && microphones.has(source),
  )
  return {
    programs: streams
      .filter(({ corked, source }) => !corked && microphones.get(source)?.state !== 'SUSPENDED')
      .map(({ properties }) => nameIn(properties)),
    openSources: new Set(streams.map(({ source }) => source)),
  }
}

const isMonitor = ({ name, monitor_source: sink }: Source) =>
  name.endsWith('.monitor') || (sink !== undefined && sink !== '' && sink !== 'n/a')

/** Programs made with Electron or Chromium all call themselves Chromium; their binary says more. */
const GENERIC = /^Chromium\b/

function nameIn(properties: Readonly<Record<string, unknown>>): Program {
  const text = (key: string): Program => {
    const value = properties[key]
    // pactl 16 writes "(null)" for a text that is not ASCII.
    return typeof value === 'string' && value !== '(null)' ? programName(value) : null
  }
  const name = text('application.name')
  const binary = text('application.process.binary')
  return name === null || (GENERIC.test(name) && binary !== null) ? binary : name
}

/** Whether a line of `pactl subscribe`, in English, may change what a look shows. */
export function mayChangeRecordings(line: string, openSources: ReadonlySet<number>): boolean {
  const [, event, thing, index] = /^Event '(\w+)' on (source(?:-output)?) #(\d+)\s*$/.exec(line) ?? []
  if (thing === 'source-output') return true
  return event === 'change' && openSources.has(Number(index))
}
