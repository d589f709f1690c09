// The requests that change the user's own presence: set and clear the preferred presence, set the status message.
// Source: "presence: setUserPreferredPresence", "presence: clearUserPreferredPresence", "presence: setStatusMessage".
import { TZDate } from '@date-fns/tz'
import { findIana } from 'windows-iana'
import { z } from 'zod'
import type { Reply } from '../http.ts'
import type { Call } from '../routes.ts'
import { graphAnswer, graphError, invalidArgument, withToken } from './graph-request.ts'
import { readJson } from './json-body.ts'

const DAY_MS = 24 * 60 * 60_000

/** Calls `answer` if the token may change this user's presence: only users themselves may. */
function changeOf(call: Call, answer: (oid: string) => Reply): Reply {
  const { cloud, params, fake } = call
  const may = { versions: cloud.presenceVersions, permissions: ['Presence.ReadWrite'] } as const
  return withToken(call, may, ({ account }) => {
    const oid = account.oid.toLowerCase()
    if (params.id?.toLowerCase() === oid) return answer(oid)
    // microsoft-graph-explorer-v4 #3096.
    const message = 'Cannot set the presence of another user.'
    return graphError(401, message, fake.options.now(), { code: 'Unauthorized' })
  })
}

/** The activity of each availability, from the documentation's table. */
const ACTIVITIES: ReadonlyMap<string, string> = new Map([
  ['Available', 'Available'],
  ['Busy', 'Busy'],
  ['DoNotDisturb', 'DoNotDisturb'],
  ['BeRightBack', 'BeRightBack'],
  ['Away', 'Away'],
  ['Offline', 'OffWork'],
])

const preferredSchema = z.strictObject({
  availability: z.string(),
  activity: z.string(),
  expirationDuration: z.string().optional(),
})

export function setPreferredPresence(call: Call): Reply {
  return changeOf(call, (oid) => {
    const body = readJson(call, preferredSchema)
    if ('refused' in body) return body.refused
    const { availability, activity, expirationDuration } = body.value
    if (ACTIVITIES.get(availability) !== activity) {
      return invalidArgument(
        call,
        'The provided combination of [Availability] and [Activity] is not supported.',
      )
    }
    const lastsMs =
      expirationDuration === undefined ? usualMs(availability) : millisecondsOf(expirationDuration)
    if (lastsMs === null) return invalidArgument(call, 'The provided [ExpirationDuration] is not a duration.')
    if (lastsMs <= 0) return invalidArgument(call, 'The provided [ExpirationDuration] is out of range.')
    const expiresAt = call.fake.options.now() + lastsMs
    call.fake.statuses.setPreferredPresence(oid, { availability, activity, expiresAt })
    return graphAnswer()
  })
}

/** "DoNotDisturb or Busy: expiration in 1 day. All others: expiration in 7 days." */
const usualMs = (availability: string) =>
  ['DoNotDisturb', 'Busy'].includes(availability) ? DAY_MS : 7 * DAY_MS

/** Parses an ISO 8601 duration of days and smaller units (OData's Edm.Duration) to ms; null for any other text. */
function millisecondsOf(duration: string): number | null {
  const parts =
    /^P(?=\d|T\d)(?:(?<days>\d+)D)?(?:T(?=\d)(?:(?<hours>\d+)H)?(?:(?<minutes>\d+)M)?(?:(?<seconds>\d+(?:\.\d+)?)S)?)?$/.exec(
      duration,
    )?.groups
  if (!parts) return null
  const { days = 0, hours = 0, minutes = 0, seconds = 0 } = parts
  return Number(days) * DAY_MS + (Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds)) * 1000
}

export function clearPreferredPresence(call: Call): Reply {
  return changeOf(call, (oid) => {
    // "Supply an empty JSON object {}".
    const body = readJson(call, z.strictObject({}))
    if ('refused' in body) return body.refused
    call.fake.statuses.setPreferredPresence(oid, null)
    return graphAnswer()
  })
}

const messageSchema = z.strictObject({
  statusMessage: z.strictObject({
    // "The only supported format currently is contentType = 'text'."
    message: z.strictObject({ content: z.string(), contentType: z.literal('text') }),
    expiryDateTime: z.strictObject({ dateTime: z.string(), timeZone: z.string() }).optional(),
  }),
})

export function setStatusMessage(call: Call): Reply {
  return changeOf(call, (oid) => {
    const body = readJson(call, messageSchema)
    if ('refused' in body) return body.refused
    const { message, expiryDateTime } = body.value.statusMessage
    const expiresAt = expiryDateTime ? momentOf(expiryDateTime) : null
    if (Number.isNaN(expiresAt)) return invalidArgument(call, 'The provided [ExpiryDateTime] is not valid.')
    const publishedDateTime = new Date(call.fake.options.now()).toISOString()
    call.fake.statuses.setStatusMessage(
      oid,
      message.content === ''
        ? null
        : { message, ...(expiryDateTime && { expiryDateTime }), publishedDateTime, expiresAt },
    )
    return graphAnswer()
  })
}

/**
 * Converts a dateTimeTimeZone to epoch ms, to the second: a local time and a Windows or IANA zone ("dateTimeTimeZone
 * resource type"). NaN if either is invalid.
 */
function momentOf({ dateTime, timeZone }: { dateTime: string; timeZone: string }): number {
  const local = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.\d{1,7})?$/.exec(dateTime)
  const zone = findIana(timeZone)[0] ?? timeZone
  if (!local || !isZone(zone)) return Number.NaN
  const [year = 0, month = 1, day = 1, hours = 0, minutes = 0, seconds = 0] = local.slice(1).map(Number)
  return new TZDate(year, month - 1, day, hours, minutes, seconds, 0, zone).getTime()
}

function isZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }) !== null
  } catch {
    return false
  }
}
