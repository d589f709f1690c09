// The tolerant reading of Graph's JSON: what has one of the two words is a Presence, nothing else is. Apart from presence.ts, so that who needs the
// shape alone does not carry an HTML parser.
import { z } from 'zod'
import { saysOutOfOffice } from '../../model/light.ts'
import type { Presence } from '../../model/presence.ts'
import { oneLine } from '../../reading/one-line.ts'
import { plainText } from '../../reading/plain-text.ts'
import { readZonedMoment } from '../../reading/zoned-moment.ts'

/** The longest word, message or zone name kept from an answer, in characters; the rest is cut with "…". */
const LONGEST_WORD = 64
const LONGEST_MESSAGE = 20_000
/** As much of a word as is looked at, in characters: white space and what is unseen does not count. */
const LONGEST_SOURCE = 1000

/** A text of white space, controls and joiners alone says nothing. */
const VISIBLE = /[\p{L}\p{N}\p{P}\p{S}]/u

const word = z.preprocess((value) => {
  const text = typeof value === 'string' ? oneLine(value.slice(0, LONGEST_SOURCE)) : ''
  return VISIBLE.test(text) ? shorten(text, LONGEST_WORD) : ''
}, z.string())

const message = z.preprocess((value) => {
  const text = typeof value === 'string' ? shorten(plainText(value), LONGEST_MESSAGE) : ''
  return text === '' ? null : text
}, z.string().nullable())

const zonedMoment = z
  .object({
    dateTime: z.string().max(40).transform(oneLine),
    timeZone: z.string().max(LONGEST_WORD).transform(oneLine).catch('UTC'),
  })
  .transform(({ dateTime, timeZone }) => readZonedMoment(dateTime, timeZone))

const graphPresenceSchema = z.object({
  availability: word,
  activity: word,
  outOfOfficeSettings: z
    .object({ isOutOfOffice: z.boolean().catch(false), message })
    .catch({ isOutOfOffice: false, message: null }),
  statusMessage: z
    .object({ message: z.object({ content: message }), expiryDateTime: zonedMoment.nullish().catch(null) })
    .nullish()
    .catch(null),
  workLocation: z
    .object({ workLocationType: z.enum(['office', 'remote', 'timeOff']) })
    .nullish()
    .catch(null),
})

const othersPresenceSchema = z.object({
  availability: word,
  activity: word,
  outOfOfficeSettings: z.object({ isOutOfOffice: z.boolean().catch(false) }).catch({ isOutOfOffice: false }),
})

/**
 * Reads Graph's presence JSON; null for what has a text in neither `availability` nor `activity`, which is no presence.
 * Never throws: any other field that is missing, null or of a wrong type is as if Graph had not said it.
 */
export function readPresence(json: unknown): Presence | null {
  const read = graphPresenceSchema.safeParse(json)
  if (!read.success || saysNothing(read.data)) return null
  const { availability, activity, statusMessage, workLocation } = read.data
  const text = statusMessage?.message.content
  return {
    availability,
    activity,
    outOfOffice: outOfOfficeIn(read.data),
    statusMessage: text ? { text, expiry: statusMessage.expiryDateTime ?? null } : null,
    workLocation: workLocation?.workLocationType ?? null,
  }
}

/**
 * The same of somebody else, without what they wrote: that is nobody's business here, and a list of people whose
 * automatic replies are long would take long to read.
 */
export function readOthersPresence(json: unknown): Presence | null {
  const read = othersPresenceSchema.safeParse(json)
  if (!read.success || saysNothing(read.data)) return null
  const { availability, activity } = read.data
  return {
    availability,
    activity,
    outOfOffice: { ...outOfOfficeIn(read.data), message: null },
    statusMessage: null,
    workLocation: null,
  }
}

const saysNothing = ({ availability, activity }: Pick<Presence, 'availability' | 'activity'>): boolean =>
  availability === '' && activity === ''

/** Said by the flag, or by the words where that is missing. */
const outOfOfficeIn = <Settings extends { isOutOfOffice: boolean }>(told: {
  availability: string
  activity: string
  outOfOfficeSettings: Settings
}): Settings => ({
  ...told.outOfOfficeSettings,
  isOutOfOffice: told.outOfOfficeSettings.isOutOfOffice || saysOutOfOffice(told),
})

/** Cuts by whole characters, so that no emoji is left in half. */
function shorten(text: string, longest: number): string {
  if (text.length <= longest) return text
  const cut = text.slice(0, longest - 1)
  return `${cut.replace(/[\uD800-\uDBFF]$/, '')}…`
}
