// What can change at a Microsoft while it runs: who signs in, who is there, what the tenant allows.
import { z } from 'zod'
import { consentSchema } from './entra/consent.ts'
import { personSchema, somePeople } from './graph/people.ts'

const accountSchema = z.object({
  name: z.string(),
  username: z.string(),
  oid: z.guid(),
  /** A Microsoft account such as outlook.com's, which has no tenant and no presence. */
  personal: z.boolean().optional(),
  /** The tenant it signs in to, where that is not the fake's own. */
  tenantId: z.guid().optional(),
  /** Of a guest in that tenant: who it is at home. */
  home: z.object({ oid: z.guid(), tenantId: z.guid() }).optional(),
})
export type Account = z.infer<typeof accountSchema>

const ada: Account = {
  name: 'Ada Lovelace',
  username: 'ada@contoso.example',
  oid: 'fa8bf3dc-eca7-46b7-bad1-db199b62afc3',
}

const available = {
  id: ada.oid,
  availability: 'Available',
  activity: 'Available',
  outOfOfficeSettings: { message: null, isOutOfOffice: false },
}

export const liveSchema = z.strictObject({
  /** Who signs in at the next page that opens. Tokens issued before stay with who they were issued to. */
  account: accountSchema.default(ada),
  /** What Teams says of who is signed in: any JSON value. A preferred presence and a status message are laid over it. */
  presence: z.unknown().default(available),
  /** The colleagues; who signs in need not be among them. */
  people: z.array(personSchema).default([...somePeople]),
  /** What a batch tells of an id that it knows nothing of; the documentation is silent. */
  unknownIds: z.enum(['left-out', 'presence-unknown']).default('left-out'),
  /** What becomes of each permission when it is asked for; one not named here is accepted by the person. */
  consent: consentSchema.default({}),
  /** Whether a Teams client is signed in. Without one everybody sees Offline, whatever is preferred. */
  teamsSession: z.boolean().default(true),
  /** How long after its answer a change of the own status shows in what is read. */
  propagationMs: z.number().min(0).default(0),
})
export type Live = z.infer<typeof liveSchema>
