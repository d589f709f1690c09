// Consent: what each permission meets when an app asks for it, and who agreed to what. It is given once and kept.
// Source: "Overview of permissions and consent in the Microsoft identity platform"; "Unexpected error when performing
// consent to an application"; "Microsoft Entra authentication and authorization error codes".
import { z } from 'zod'
import { type Refusal, refusal } from './refusal.ts'
import { PERMISSIONS, type Scopes } from './scopes.ts'

/**
 * accepted: the person clicks Accept. refused: the person clicks Cancel. admin-only: the tenant lets nobody but an
 * administrator accept it. admin-request: so too, and people may send a request. granted: an administrator accepted
 * it for all.
 */
export const consentSchema = z.partialRecord(
  z.enum(PERMISSIONS),
  z.enum(['accepted', 'refused', 'admin-only', 'admin-request', 'granted']),
)
export type ConsentPolicy = z.infer<typeof consentSchema>

const EVERYBODY = '*'

export type Consents = ReturnType<typeof createConsents>

export function createConsents(live: { readonly consent: ConsentPolicy }) {
  /** `OID https://HOST/PERMISSION`. */
  const grants = new Set<string>()

  const isGranted = (
    oid: string,
    { graphHost }: Scopes,
    permission: Scopes['permissions'][number],
  ): boolean =>
    live.consent[permission] === 'granted' ||
    [oid, EVERYBODY].some((who) => grants.has(`${who} https://${graphHost}/${permission}`))

  function grant(who: string, { graphHost, permissions }: Scopes): void {
    for (const permission of permissions) grants.add(`${who} https://${graphHost}/${permission}`)
  }

  return {
    /** Whether tokens for these scopes may be had without a person. */
    covers: (oid: string, scopes: Scopes): boolean =>
      scopes.permissions.every((permission) => isGranted(oid, scopes, permission)),

    /** Asks the person for what was not granted yet, or with the prompt `consent` for everything. */
    ask(oid: string, scopes: Scopes, prompt: string | undefined): Refusal | null {
      const wanted = scopes.permissions.filter(
        (permission) => prompt === 'consent' || !isGranted(oid, scopes, permission),
      )
      const answers = wanted.map((permission) => live.consent[permission] ?? 'accepted')
      // The tenant's no comes before the person's; from its page the person goes back to the app.
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

    /** An administrator accepts for all, whatever people may. */
    grantToEverybody: (scopes: Scopes): void => grant(EVERYBODY, scopes),

    /** Everybody's consent is taken back; access tokens live on until they expire. */
    withdraw: (): void => grants.clear(),
  }
}

/** The answer to whoever asks for tokens without a person, for what nobody agreed to. */
export const notConsented = (): Refusal =>
  refusal(
    'invalid_grant',
    65001,
    'The user or administrator has not consented to use the application. Send an interactive authorization request for this user and resource.',
    'consent_required',
  )
