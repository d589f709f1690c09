// Parses Graph's presence JSON tolerantly: it needs an `availability` or an `activity`. Separate from presence.ts, so
// that modules that need only the type do not load an HTML parser.
import { z } from 'zod'
import { plainPresence } from '../../model/following.ts'
import { saysOutOfOffice } from '../../model/lights/presence-words.ts'
import type { Presence, PresenceWords } from '../../model/presence.ts'
import { momentSchema } from '../../reading/moment.ts'
import { oneLine } from '../../reading/one-line.ts'
import { plainText } from '../../reading/plain-text.ts'
import { readZonedMoment } from '../../reading/zoned-moment.ts'

/** Limits for words, zone names and messages in an answer, in characters; longer ones are cut with "…". */
const LONGEST_WORD = 64
const LONGEST_MESSAGE = 20_000
/** How much of a word is parsed, in characters, including white space and invisible characters. */
const LONGEST_SOURCE = 1000

/** Text of white space, control characters and joiners alone counts as empty. */
const VISIBLE = /[\p{L}\p{N}\p{P}\p{S}]/u

const word = z.preprocess((value) => {
  const text = typeof value === 'string' ? oneLine(value.slice(0, LONGEST_SOURCE)) : ''
  return VISIBLE.test(text) ? shorten(text, LONGEST_WORD) : ''
}, z.string())

/** Teams appends it to a status message with "Show when people message me". Microsoft does not document it. */
const PINNED = /<\/?pinnednote\b[^<>]{0,100}>/gi

const message = z.preprocess((value) => {
  const text = typeof value === 'string' ? shorten(plainText(value.replace(PINNED, '')), LONGEST_MESSAGE) : ''
  return text === '' ? null : text
}, z.string().nullable())

const zonedMoment = z
  .object({
    dateTime: z.string().max(40).transform(oneLine),
    timeZone: z.string().max(LONGEST_WORD).transform(oneLine).catch('UTC'),
  })
  .transform(({ dateTime, timeZone }) => {
    const moment = readZonedMoment(dateTime, timeZone)
    // A message that never expires has the year 9999 in Teams.
    return moment.kind === 'moment' && !momentSchema.safeParse(moment.at).success ? null : moment
  })

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
 * Parses Graph's presence JSON; null if neither `availability` nor `activity` has text, as that is not a presence.
 * Never throws: any other field that is missing, null or of a wrong type is ignored.
 */
export function readPresence(json: unknown): Presence | null {
  const read = graphPresenceSchema.safeParse(json)
  if (!read.success || isEmpty(read.data)) return null
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
 * The same for a colleague, without their messages: they are not shown, and long automatic replies of many people would
 * take long to parse.
 */
export function readOthersPresence(json: unknown): Presence | null {
  const read = othersPresenceSchema.safeParse(json)
  if (!read.success || isEmpty(read.data)) return null
  return plainPresence(read.data, outOfOfficeIn(read.data).isOutOfOffice)
}

const isEmpty = ({ availability, activity }: PresenceWords) => availability === '' && activity === ''

/** From the flag, or from the words if it is missing. */
const outOfOfficeIn = <Settings extends { isOutOfOffice: boolean }>(
  presence: PresenceWords & { outOfOfficeSettings: Settings },
): Settings => ({
  ...presence.outOfOfficeSettings,
  isOutOfOffice: presence.outOfOfficeSettings.isOutOfOffice || saysOutOfOffice(presence),
})

/** Cuts between characters, so that no emoji is split. */
function shorten(text: string, longest: number): string {
  if (text.length <= longest) return text
  const cut = text.slice(0, longest - 1)
  return `${cut.replace(/[\uD800-\uDBFF]$/, '')}…`
}
