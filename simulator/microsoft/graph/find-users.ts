// The request that searches for users. Source: "List users"; "Advanced query capabilities on directory objects".
import { z } from 'zod'
import type { Reply } from '../http.ts'
import type { Call } from '../routes.ts'
import { graphAnswer, graphError, withToken } from './graph-request.ts'
import { type Fields, type Query, readFilter, readSearch } from './odata.ts'

/** All clouds have them, unlike presence. */
const VERSIONS = ['v1.0', 'beta']
/** "By default, only a limited set of properties are returned." */
const PROPERTIES = [
  'businessPhones',
  'displayName',
  'givenName',
  'id',
  'jobTitle',
  'mail',
  'mobilePhone',
  'officeLocation',
  'preferredLanguage',
  'surname',
  'userPrincipalName',
]
const SEARCHABLE = ['displayName', 'givenName', 'mail', 'surname', 'userPrincipalName']
const OPTIONS = ['$count', '$filter', '$orderby', '$search', '$select', '$top']
const everybody: Query = { matches: () => true, fields: [], advanced: false }

export function findPeople(call: Call): Reply {
  const may = { versions: VERSIONS, permissions: ['User.ReadBasic.All', 'User.Read.All'] } as const
  return withToken(call, may, () => {
    const { query, headers } = call.request
    const { $count, $filter, $orderby, $search, $select } = query
    const unsupported = Object.keys(query).find((name) => name.startsWith('$') && !OPTIONS.includes(name))
    if (unsupported) return badQuery(call, `'${unsupported}' is not supported by the service.`, 'BadRequest')
    const filter = $filter === undefined ? everybody : readFilter($filter)
    if (!filter) return badQuery(call, 'Invalid filter clause', 'BadRequest')
    const search = $search === undefined ? everybody : readSearch($search)
    if (!search) return badQuery(call, 'Syntax error in the $search clause.', 'BadRequest')

    const eventual = headers.consistencylevel?.toLowerCase() === 'eventual'
    if ($search !== undefined && !eventual) {
      return badQuery(
        call,
        "Request with $search query parameter only works through MSGraph with a special request header: 'ConsistencyLevel: eventual'",
      )
    }
    const advanced = eventual && $count === 'true'
    if (filter.advanced && !advanced) return badQuery(call, 'Unsupported Query.')
    if ($filter !== undefined && $orderby !== undefined && !advanced) {
      return badQuery(call, 'Sorting not supported for current query.')
    }
    const top = z.coerce
      .number()
      .int()
      .min(1)
      .max(999)
      .safeParse(query.$top ?? '100')
    if (!top.success) return badQuery(call, 'Invalid page size specified: it must be 1 to 999.')
    const notSearchable = [...filter.fields, ...search.fields].find((name) => !SEARCHABLE.includes(name))
    if (notSearchable) {
      return badQuery(
        call,
        `Unsupported or invalid query filter clause specified for property '${notSearchable}' of resource 'User'.`,
      )
    }
    const chosen = $select?.split(',').map((name) => name.trim()) ?? PROPERTIES
    const unknown = chosen.find((name) => !PROPERTIES.includes(name))
    if (unknown) {
      return badQuery(call, `Could not find a property named '${unknown}' on type 'microsoft.graph.user'.`)
    }
    const found = usersOf(call).filter((user) => filter.matches(user) && search.matches(user))
    if ($orderby !== undefined) found.sort(by($orderby))
    return graphAnswer({
      '@odata.context': `https://${call.request.host}/${call.params.version}/$metadata#users`,
      ...(eventual && $count === 'true' ? { '@odata.count': found.length } : {}),
      value: found.slice(0, top.data).map((user) => pick(user, chosen)),
    })
  })
}

/** All users that can be found: with the signed-in user, without deleted ones. */
function usersOf({ fake }: Call): Fields[] {
  const { account, people } = fake.tenant
  const { oid: id, username } = account
  return [
    { id, displayName: account.name, userPrincipalName: username, mail: username },
    ...people
      .filter(({ visibility, ...person }) => visibility !== 'left' && person.id !== id)
      .map(({ visibility: _, presence: __, ...fields }) => fields),
  ]
}

const pick = (user: Fields, names: readonly string[]): object =>
  Object.fromEntries(names.map((name) => [name, name === 'businessPhones' ? [] : (user[name] ?? null)]))

function by(orderby: string): (one: Fields, other: Fields) => number {
  const [name = '', direction] = orderby.split(' ')
  const sign = direction === 'desc' ? -1 : 1
  return (one, other) => sign * (one[name] ?? '').localeCompare(other[name] ?? '')
}

const badQuery = ({ fake }: Call, message: string, code = 'Request_UnsupportedQuery'): Reply =>
  graphError(400, message, fake.options.now(), { code })
