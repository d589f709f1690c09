// The other users of the tenant: their properties, presence and visibility.
import { z } from 'zod'

export const personSchema = z.strictObject({
  id: z.guid().toLowerCase(),
  displayName: z.string(),
  userPrincipalName: z.string(),
  mail: z.string().nullable().default(null),
  givenName: z.string().nullable().default(null),
  surname: z.string().nullable().default(null),
  jobTitle: z.string().nullable().default(null),
  /** The presence without the id. */
  presence: z.record(z.string(), z.unknown()).default({ availability: 'Available', activity: 'Available' }),
  /**
   * forbidden: 403 for a single presence. left: 404, and in no list. communications-only: as forbidden at
   * `/users/{id}/presence`, visible elsewhere. A batch omits forbidden and left.
   */
  visibility: z.enum(['visible', 'communications-only', 'forbidden', 'left']).default('visible'),
})
export type Person = z.infer<typeof personSchema>

/** A colleague with the given properties; the others are derived from `number`. */
export function createPerson(number: number, given: Partial<Person> = {}): Person {
  const username = `colleague${number}@contoso.example`
  return personSchema.parse({
    id: `c0ffee00-0000-4000-8000-${number.toString(16).padStart(12, '0')}`,
    displayName: `Colleague ${number}`,
    userPrincipalName: username,
    mail: username,
    ...given,
  })
}

export const createPeople = (count: number): Person[] =>
  Array.from({ length: count }, (_, index) => createPerson(index + 1))

const named = (id: string, givenName: string, surname: string, rest: Partial<Person> = {}): Person => {
  const address = `${givenName.toLowerCase()}@contoso.example`
  const displayName = `${givenName} ${surname}`
  return personSchema.parse({
    id,
    displayName,
    userPrincipalName: address,
    mail: address,
    givenName,
    surname,
    ...rest,
  })
}

/** The default colleagues. The first two have the ids of the examples in Graph's documentation. */
export const somePeople: readonly Person[] = [
  named('66825e03-7ef5-42da-9069-724602c31f6b', 'Grace', 'Hopper', {
    jobTitle: 'Rear Admiral',
    presence: { availability: 'DoNotDisturb', activity: 'Presenting' },
  }),
  named('dc74d9bb-6afe-433d-8eaa-e39d80d3a647', 'Alan', 'Turing', {
    presence: { availability: 'Away', activity: 'BeRightBack' },
  }),
  named('0aa1c6b2-5d30-4f0e-9d0e-3f5b7c1e0a01', 'Katherine', "O'Johnson", {
    presence: {
      availability: 'Busy',
      activity: 'InACall',
      outOfOfficeSettings: { message: null, isOutOfOffice: true },
    },
  }),
  named('0aa1c6b2-5d30-4f0e-9d0e-3f5b7c1e0a02', 'Edsger', 'Dijkstra', { visibility: 'forbidden' }),
  named('0aa1c6b2-5d30-4f0e-9d0e-3f5b7c1e0a03', 'Konrad', 'Zuse', { visibility: 'left' }),
]
