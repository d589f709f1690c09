// The messages between the command line and the program that runs: one JSON line each way.
import { z } from 'zod'
import { statusNames } from '../../model/names.ts'
import { readJson } from '../../reading/json.ts'

/** The longest pause and the longest status, in minutes: one day. */
export const MOST_MINUTES = 1440
const minutes = z.number().int().min(1).max(MOST_MINUTES)

const remoteCommandSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('open') }),
  z.object({ kind: z.literal('check') }),
  z.object({ kind: z.literal('resume') }),
  z.object({ kind: z.literal('pause'), length: minutes.or(z.literal('until-tomorrow')) }),
  z.object({
    kind: z.literal('set'),
    status: z.enum([...statusNames, 'reset']),
    length: minutes.or(z.enum(['end-of-day', 'until-changed'])),
  }),
])
export type RemoteCommand = z.infer<typeof remoteCommandSchema>

/** `token` is that of the profile's file, which only this user can read. */
const requestSchema = z.object({ token: z.string().max(100), command: remoteCommandSchema })
export type CommandRequestLine = z.infer<typeof requestSchema>

/** `text` is for a person, in the language of the program that runs. */
const answerSchema = z.object({ done: z.boolean(), text: z.string().max(4000) })
export type RemoteAnswer = z.infer<typeof answerSchema>

/** The limit of a line, in bytes. */
export const LONGEST_LINE = 16_384

const parsed = <Value>(schema: z.ZodType<Value>, line: string): Value | null => {
  const { data } = schema.safeParse(readJson(line))
  return data ?? null
}
export const readRequestLine = (line: string): CommandRequestLine | null => parsed(requestSchema, line)
export const readAnswerLine = (line: string): RemoteAnswer | null => parsed(answerSchema, line)
