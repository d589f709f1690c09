// Explains an error number that Entra shows on its page but does not return to the program.

import type { Explanation } from '../contract/contract.ts'
import { featureProblem } from '../microsoft/sign-in/consent-problem.ts'
import { problemOfEntraNumber } from '../microsoft/sign-in/entra-errors.ts'
import type { FeatureState } from '../model/account-state.ts'
import { permissionsOf } from '../model/graph-requests.ts'
import { featureNames } from '../model/names.ts'
import { withoutRetry } from '../model/problems/problem.ts'
import type { AccountView } from '../model/state.ts'
import { entraNumbersIn } from '../reading/numbers-on-page.ts'

/** Also after a timeout, because the page may have shown an error. */
const isInBrowser = (feature: FeatureState) =>
  feature.kind === 'asking' || (feature.kind === 'held-up' && feature.problem.kind === 'sign-in-timed-out')

/** Explains the first known number in the text, for the sign-in or the feature that is in the browser. Pure. */
export function explanationOf(text: string, { features }: Pick<AccountView, 'features'>): Explanation {
  const numbers = entraNumbersIn(text)
  const [first] = numbers
  if (first === undefined) return { kind: 'no-number' }
  for (const number of numbers) {
    const problem = problemOfEntraNumber(number, 'interactive')
    if (!problem) continue
    const asking = featureNames.find((feature) => isInBrowser(features[feature]))
    const shown = asking ? featureProblem(problem, permissionsOf(asking)) : problem
    return { kind: 'explained', problem: withoutRetry(shown) }
  }
  return { kind: 'unknown', code: `AADSTS${first}` }
}
