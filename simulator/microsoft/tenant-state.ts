// The state of the fake that can change while it runs: the account, its presence, the colleagues and the consent policy.
import { z } from 'zod'
import { consentSchema } from './entra/consent.ts'
import { personSchema, somePeople } from './graph/people.ts'

const accountSchema = z.object({
  name: z.string(),
  username: z.string(),
  oid: z.guid(),
  /** A Microsoft account such as outlook.com's, which has no tenant and no presence. */
  personal: z.boolean().optional(),
  /** The tenant that it signs in to, if not the fake's default. */
  tenantId: z.guid().optional(),
  /** For a guest in that tenant: its home account. */
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

export const tenantStateSchema = z.strictObject({
  /** The account of the next sign-in. Tokens issued before keep their account. */
  account: accountSchema.default(ada),
  /** The account's presence from Teams, any JSON value, before a preferred presence and a status message are applied. */
  presence: z.unknown().default(available),
  /** The same for accounts with a presence of their own, by object id. */
  presences: z.record(z.guid(), z.unknown()).default({}),
  /** The colleagues; the account need not be among them. */
  people: z.array(personSchema).default([...somePeople]),
  /** How a batch treats an unknown id, which is undocumented. */
  unknownIds: z.enum(['left-out', 'presence-unknown']).default('left-out'),
  /** The outcome of a consent request for each permission; by default accepted. */
  consent: consentSchema.default({}),
  /** Whether a Teams client is signed in. Without one the presence is Offline, whatever is preferred. */
  teamsSession: z.boolean().default(true),
  /** Delay until a changed own status is visible to reads, ms. */
  propagationMs: z.number().min(0).default(0),
})
export type TenantState = z.infer<typeof tenantStateSchema>
