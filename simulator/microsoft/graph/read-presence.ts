// The requests that read presence: of the signed-in user, of another user and of many users.
// Source: "Get presence", "cloudCommunications: getPresencesByUserId".
import { z } from 'zod'
import type { Permission } from '../entra/scopes.ts'
import type { AccessToken } from '../entra/token-ledger.ts'
import type { Reply } from '../http.ts'
import type { Call } from '../routes.ts'
import { graphAnswer, graphError, invalidArgument, missingPermission, withToken } from './graph-request.ts'
import { readJson } from './json-body.ts'
import type { Person } from './people.ts'

/** "Maximum of 650 user IDs are supported per API request." */
const MOST_IDS = 650
const OWN = ['Presence.Read', 'Presence.Read.All'] as const
const OTHERS = ['Presence.Read.All'] as const

const presenceRequest = (
  call: Call,
  permissions: readonly Permission[],
  answer: (token: AccessToken) => Reply,
): Reply => withToken(call, { versions: call.cloud.presenceVersions, permissions }, answer)

export const myPresence = (call: Call): Reply =>
  presenceRequest(call, OWN, ({ account }) => graphAnswer(ownPresence(call, account.oid)))

export const presenceOfUser = (call: Call): Reply => presenceOfOne(call, ['forbidden', 'communications-only'])

export const presenceOfCommunications = (call: Call): Reply => presenceOfOne(call, ['forbidden'])

function presenceOfOne(call: Call, hidden: readonly Person['visibility'][]): Reply {
  const id = (call.params.id ?? '').toLowerCase()
  return presenceRequest(call, OWN, ({ account, permissions }) => {
    // "You must pass the user's ID", not a userPrincipalName.
    if (!z.guid().safeParse(id).success) return invalidArgument(call, 'The provided [UserId] is not a GUID.')
    if (id === account.oid.toLowerCase()) return graphAnswer(ownPresence(call, id))
    if (!permissions.includes('Presence.Read.All')) return missingPermission(call)
    const { tenant, options } = call.fake
    const person = tenant.people.find((one) => one.id === id)
    if (!person || person.visibility === 'left') {
      return graphError(404, 'The user could not be found.', options.now())
    }
    if (hidden.includes(person.visibility)) {
      return graphError(403, 'You are not allowed to see the presence of this user.', options.now())
    }
    return graphAnswer(othersPresence(person))
  })
}

const idsSchema = z.object({ ids: z.array(z.guid().toLowerCase()).min(1) })

export function presencesByUserId(call: Call): Reply {
  return presenceRequest(call, OTHERS, ({ account }) => {
    const body = readJson(call, idsSchema)
    if ('refused' in body) return body.refused
    const { ids } = body.value
    if (ids.length > MOST_IDS) return invalidArgument(call, `More than ${MOST_IDS} user ids were provided.`)
    const value = [...new Set(ids)].flatMap((id) =>
      id === account.oid.toLowerCase() ? [ownPresence(call, id)] : presenceInBatch(call, id),
    )
    const { host } = call.request
    const context = `https://${host}/${call.params.version}/$metadata#Collection(microsoft.graph.presence)`
    return graphAnswer({ '@odata.context': context, value })
  })
}

function presenceInBatch({ fake }: Call, id: string): object[] {
  const { people, unknownIds } = fake.tenant
  const person = people.find((one) => one.id === id)
  const known = person && person.visibility !== 'left' && person.visibility !== 'forbidden'
  if (known) return [othersPresence(person)]
  if (unknownIds === 'left-out') return []
  return [{ id, availability: 'PresenceUnknown', activity: 'PresenceUnknown' }]
}

const ownPresence = ({ fake }: Call, oid: string): unknown =>
  fake.statuses.presenceOf(oid.toLowerCase(), fake.tenant.presences[oid] ?? fake.tenant.presence)

/** Only the user's own status message has "expiryDateTime" and "publishedDateTime" ("presenceStatusMessage"). */
function othersPresence({ id, presence }: Person): object {
  const { statusMessage, ...rest } = presence
  const message = z.looseObject({ message: z.unknown() }).safeParse(statusMessage)
  return {
    id,
    outOfOfficeSettings: { message: null, isOutOfOffice: false },
    ...rest,
    statusMessage: message.success ? { message: message.data.message } : null,
  }
}
