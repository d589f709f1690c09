// Why there is no newer answer about the presence that is followed, with the steps that help.
import type { Problem } from '../../app/model/problems/problem.ts'
import { ProblemCard } from '../controls/problem-card.tsx'
import { useWindow } from '../frame/window-context.ts'
import { SignInProblem } from '../sign-in/number-field.tsx'

export function FollowingProblem({ problem }: { problem: Problem }) {
  const { state, ask } = useWindow()
  const { following, features } = state
  // The permission for a colleague's presence is the feature's.
  if (following.person && features.colleagues.kind === 'held-up') {
    const switchOn = () => ask((tally) => tally.switchFeature({ feature: 'colleagues', on: true }))
    return <SignInProblem problem={features.colleagues.problem} tryAgain={switchOn} />
  }
  return <ProblemCard problem={problem} />
}
