// The consent to the permissions of a feature: given already, or asked for in the browser.

import { lacksConsent } from '../microsoft/sign-in/consent-problem.ts'
import type { SignIn } from '../microsoft/sign-in/sign-in.ts'
import { permissionsOf } from '../model/graph-requests.ts'
import type { FeatureName } from '../model/names.ts'
import { type Answer, ok, type Problem } from '../model/problems/problem.ts'
import { isLasting } from '../model/problems/problem-kinds.ts'

/**
 * Asks for consent in the browser, unless the user or an administrator gave it already. Opens no page once `isCancelled`.
 * `kind`: after a refusal only a newly issued token says that there is consent.
 */
export async function requestConsent(
  feature: FeatureName,
  signIn: SignIn,
  isCancelled: () => boolean,
  kind: 'any' | 'fresh',
): Promise<Answer<void>> {
  const existing = await existingConsent(feature, signIn, kind)
  // After a transient problem the browser could not load the page either.
  if (existing.ok || !isLasting(existing.problem) || isCancelled()) return existing
  return signIn.consent(permissionsOf(feature))
}

/** Gets a token for each permission of the feature without the browser. */
export async function existingConsent(
  feature: FeatureName,
  signIn: SignIn,
  kind: 'any' | 'fresh',
): Promise<Answer<void>> {
  for (const permission of permissionsOf(feature)) {
    const token = await signIn.accessToken({ kind }, permission)
    if (!token.ok) return token
  }
  return ok(undefined)
}

export const isDenied = (problem: Problem): boolean =>
  problem.kind === 'permission-missing' || lacksConsent(problem)
