// Consent: the outcome when an app asks for a permission, and the permissions that each user has granted.
// Source: "Overview of permissions and consent in the Microsoft identity platform"; "Unexpected error when performing
// consent to an application"; "Microsoft Entra authentication and authorization error codes".
import { z } from 'zod'
import { type Refusal, refusal } from './refusal.ts'
import { PERMISSIONS, type Scopes } from './scopes.ts'

/**
 * accepted: the user clicks Accept. refused: the user clicks Cancel. admin-only: only an administrator may grant it.
 * admin-request: the same, and users can send a request. granted: an administrator granted it for all users.
 */
export const consentSchema = z.partialRecord(
  z.enum(PERMISSIONS),
  z.enum(['accepted', 'refused', 'admin-only', 'admin-request', 'granted']),
)
type ConsentPolicy = z.infer<typeof consentSchema>

const EVERYBODY = '*'

export type Consents = ReturnType<typeof createConsents>

export function createConsents(tenant: { readonly consent: ConsentPolicy }) {
  /** `OID https://HOST/PERMISSION`. */
  const grants = new Set<string>()

  const isGranted = (oid: string, { graphHost }: Scopes, permission: Scopes['permissions'][number]) =>
    tenant.consent[permission] === 'granted' ||
    [oid, EVERYBODY].some((principal) => grants.has(`${principal} https://${graphHost}/${permission}`))

  function grant(principal: string, { graphHost, permissions }: Scopes): void {
    for (const permission of permissions) grants.add(`${principal} https://${graphHost}/${permission}`)
  }

  return {
    /** Whether tokens for these scopes can be issued without user interaction. */
    covers: (oid: string, scopes: Scopes): boolean =>
      scopes.permissions.every((permission) => isGranted(oid, scopes, permission)),

    /** Asks the user for the permissions that are not granted yet; with the prompt `consent` for all. */
    ask(oid: string, scopes: Scopes, prompt: string | undefined): Refusal | null {
      const wanted = scopes.permissions.filter(
        (permission) => prompt === 'consent' || !isGranted(oid, scopes, permission),
      )
      const answers = wanted.map((permission) => tenant.consent[permission] ?? 'accepted')
      // The tenant's refusal comes before the user's.
      if (answers.includes('admin-only')) {
        return refusal('access_denied', 90094, 'The grant requires administrator permission.')
      }
      if (answers.includes('admin-request')) {
        return refusal('access_denied', 90095, 'The consent requires approval: ask an administrator for it.')
      }
      if (answers.includes('refused')) {
        return refusal('access_denied', 65004, 'User declined to consent to access the app.')
      }
      grant(oid, scopes)
      return null
    },

    /** An administrator grants the permissions for all users. */
    grantToEverybody: (scopes: Scopes): void => grant(EVERYBODY, scopes),

    /** Removes the consent of all users; access tokens stay valid until they expire. */
    withdraw: (): void => grants.clear(),
  }
}

/** The refusal of a silent token request for permissions without consent. */
export const notConsented = (): Refusal =>
  refusal(
    'invalid_grant',
    65001,
    'The user or administrator has not consented to use the application. Send an interactive authorization request for this user and resource.',
    'consent_required',
  )
