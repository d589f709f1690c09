// Finding people of one's organisation by name or address.
import { z } from 'zod'
import { GUID } from '../../model/names.ts'
import { type Answer, notAnAnswer, ok } from '../../model/problem.ts'
import { oneLine } from '../../reading/one-line.ts'
import { plainText } from '../../reading/plain-text.ts'
import type { Asking } from './graph.ts'

const MOST_FOUND = 10
/** In characters: the longest userPrincipalName, and the longest displayName ("user resource type"). */
const LONGEST_TEXT = 113
const LONGEST_KEPT = 256
/** Surrogates without their other half, of which no URL can be made. */
const HALF_CHARACTERS = /\p{Surrogate}/gu

export interface Person {
  /** The object id. */
  id: string
  name: string
  /** Of mail, else of the sign-in. */
  address: string
}

export interface People {
  /** At most ten whose display name, surname or address begins with `text`; whose address it is come first. */
  findPeople(text: string): Promise<Answer<readonly Person[]>>
}

export function peopleThrough({ host, ask }: Asking): People {
  return {
    async findPeople(text) {
      const wanted = text.slice(0, LONGEST_TEXT).replace(HALF_CHARACTERS, '').trim()
      if (wanted === '') return ok([])
      const query = { $filter: filterOf(wanted), $select: PROPERTIES.join(), $top: String(MOST_FOUND) }
      const first = await ask('find-people', { query })
      // It may pass, and is believed only of a token that Entra has just issued.
      const answer = isForbidden(first) ? await ask('find-people', { query, need: { kind: 'fresh' } }) : first
      if (!answer.ok) return answer
      const read = foundSchema.safeParse(answer.value)
      if (!read.success) return notAnAnswer(host, 'people')
      const found = read.data.value.flatMap((one) => personSchema.safeParse(one).data ?? [])
      // Nobody found is an answer; what is nobody is none.
      if (found.length === 0 && read.data.value.length > 0) return notAnAnswer(host, 'people')
      const people = found.flatMap((one) => personOf(one) ?? [])
      const isAddress = ({ address }: Person) => address.toLowerCase() === wanted.toLowerCase()
      return ok(
        people
          .sort((one, other) => Number(isAddress(other)) - Number(isAddress(one)) || byName(one, other))
          .slice(0, MOST_FOUND),
      )
    },
  }
}

const isForbidden = (answer: Answer<unknown>): boolean =>
  !answer.ok && answer.problem.kind === 'permission-missing' && answer.problem.by === 'graph'

/** Of what User.ReadBasic.All shows, that which tells people apart ("Microsoft Graph permissions reference"). */
const PROPERTIES = ['id', 'displayName', 'mail', 'userPrincipalName'] as const

/**
 * `startswith` on these needs no advanced query, and so neither `$count` nor ConsistencyLevel ("Advanced query
 * capabilities on Microsoft Entra ID objects"). A quote in the text is doubled ("Use the $filter query parameter").
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
  .transform((text) => oneLine(plainText(text.slice(0, LONGEST_KEPT))))
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
