// The number that Entra's page shows and does not send back, explained while the page is still open.

import type { Explanation } from '../contract/contract.ts'
import { featureProblem } from '../microsoft/sign-in/consent-problem.ts'
import { problemOfEntraNumber } from '../microsoft/sign-in/entra-errors.ts'
import type { FeatureState } from '../model/account-state.ts'
import { permissionsOf } from '../model/graph-requests.ts'
import { featureNames } from '../model/names.ts'
import { withoutRetry } from '../model/problems/problem.ts'
import type { AccountView } from '../model/state.ts'
import { entraNumbersIn } from '../reading/numbers-on-page.ts'

/** Also where the page showed an error, and nothing came back in time. */
const asksInBrowser = (feature: FeatureState): boolean =>
  feature.kind === 'asking' || (feature.kind === 'held-up' && feature.problem.kind === 'sign-in-timed-out')

/** What the first known number in the text means to whoever is asked in the browser just now. Pure. */
export function explanationOf(text: string, { features }: Pick<AccountView, 'features'>): Explanation {
  const numbers = entraNumbersIn(text)
  const [first] = numbers
  if (first === undefined) return { kind: 'no-number' }
  for (const number of numbers) {
    const problem = problemOfEntraNumber(number, 'interactive')
    if (!problem) continue
    const asking = featureNames.find((feature) => asksInBrowser(features[feature]))
    const told = asking ? featureProblem(problem, permissionsOf(asking)) : problem
    return { kind: 'explained', problem: withoutRetry(told) }
  }
  return { kind: 'unknown', code: `AADSTS${first}` }
}
