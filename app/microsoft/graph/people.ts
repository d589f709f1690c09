// Finds people in the user's organisation by name or address.
import { z } from 'zod'
import { GUID } from '../../model/names.ts'
import { type Answer, notAnAnswer, ok } from '../../model/problems/problem.ts'
import { oneLine } from '../../reading/one-line.ts'
import { plainText } from '../../reading/plain-text.ts'
import type { GraphClient } from './graph.ts'

const MAX_FOUND = 10
/** The longest userPrincipalName, in characters ("user resource type"). */
const LONGEST_TEXT = 113
/** The longest displayName, in characters (the same page). */
const LONGEST_NAME_FOUND = 256
/** Unpaired surrogates, which cannot be encoded in a URL. */
const LONE_SURROGATES = /\p{Surrogate}/gu

interface Person {
  /** The object id. */
  id: string
  name: string
  /** The mail address, or else the sign-in name. */
  address: string
}

export interface People {
  /** At most ten people whose display name, surname or address begins with `text`; exact addresses come first. */
  findPeople(text: string): Promise<Answer<readonly Person[]>>
}

export function peopleRequests({ host, request }: GraphClient): People {
  return {
    async findPeople(text) {
      const wanted = text.slice(0, LONGEST_TEXT).replace(LONE_SURROGATES, '').trim()
      if (wanted === '') return ok([])
      const query = { $filter: filterOf(wanted), $select: PROPERTIES.join(), $top: String(MAX_FOUND) }
      const first = await request('find-people', { query })
      // A 403 may be temporary, so it counts only with a fresh token.
      const answer = isForbidden(first)
        ? await request('find-people', { query, need: { kind: 'fresh' } })
        : first
      if (!answer.ok) return answer
      const read = foundSchema.safeParse(answer.value)
      if (!read.success) return notAnAnswer(host, 'people')
      const found = read.data.value.flatMap((one) => personSchema.safeParse(one).data ?? [])
      // An empty list is an answer; a list without any valid person is not.
      if (found.length === 0 && read.data.value.length > 0) return notAnAnswer(host, 'people')
      const people = found.flatMap((one) => personOf(one) ?? [])
      const isAddress = ({ address }: Person) => address.toLowerCase() === wanted.toLowerCase()
      return ok(
        people
          .sort((one, other) => Number(isAddress(other)) - Number(isAddress(one)) || byName(one, other))
          .slice(0, MAX_FOUND),
      )
    },
  }
}

const isForbidden = (answer: Answer<unknown>) =>
  !answer.ok && answer.problem.kind === 'permission-missing' && answer.problem.by === 'graph'

/** The properties within User.ReadBasic.All that identify people ("Microsoft Graph permissions reference"). */
const PROPERTIES = ['id', 'displayName', 'mail', 'userPrincipalName'] as const

/**
 * `startswith` on these properties needs no advanced query, so neither `$count` nor ConsistencyLevel ("Advanced query
 * capabilities on Microsoft Entra ID objects"). Quotes in the text are doubled ("Use the $filter query parameter").
 */
function filterOf(text: string): string {
  const literal = `'${text.replaceAll("'", "''")}'`
  return ['displayName', 'surname', 'mail', 'userPrincipalName']
    .map((property) => `startswith(${property},${literal})`)
    .join(' or ')
}

const foundSchema = z.object({ value: z.array(z.unknown()) })

const word = z
  .string()
  .transform((text) => oneLine(plainText(text.slice(0, LONGEST_NAME_FOUND))))
  .nullish()
  .catch(null)

const personSchema = z.object({
  id: z.string().regex(GUID).toLowerCase(),
  displayName: word,
  mail: word,
  userPrincipalName: word,
})

function personOf({ id, displayName, mail, userPrincipalName }: z.infer<typeof personSchema>): Person | null {
  const address = mail || userPrincipalName || ''
  const name = displayName || address
  return name === '' ? null : { id, name, address }
}

const byName = (one: Person, other: Person) => one.name.localeCompare(other.name)
