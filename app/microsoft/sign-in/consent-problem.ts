// Problems of a request for more permissions than a sign-in needs.
import type { Permission } from '../../model/names.ts'
import type { Problem } from '../../model/problems/problem.ts'

/** "The user or administrator has not consented to use the application" ("Microsoft Entra error codes"). */
const NOT_CONSENTED = 'AADSTS65001'

/** Whether a token was refused only because nobody has consented to its permission. */
export function lacksConsent(problem: Problem): boolean {
  switch (problem.kind) {
    case 'consent-refused':
    case 'admin-consent-needed':
      return true
    case 'sign-in-needed':
      return problem.code === NOT_CONSENTED
    default:
      return false
  }
}

/** Turns the problem of a sign-in into that of one feature, which leaves the rest of the program unaffected. */
export function featureProblem(problem: Problem, permissions: readonly Permission[]): Problem {
  if (!lacksConsent(problem)) return problem
  const kind =
    problem.kind === 'admin-consent-needed' ? 'feature-admin-consent-needed' : 'feature-consent-refused'
  return { kind, next: 'person', permissions: [...permissions] }
}
