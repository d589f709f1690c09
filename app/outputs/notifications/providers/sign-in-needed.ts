// A person has to do something before the light works again, mostly sign in.
import { problemWords } from '../../../../words/problem-words.ts'
import { namedTitle } from '../../../../words/shown-name.ts'
import { lightTitle } from '../../../../words/status.ts'
import type { NotificationContext, NotificationProvider } from '../notification-provider.ts'

/** `isAnnounced`: until the light is well again. */
export const signInNeeded = (isAnnounced = false): NotificationProvider => ({
  name: 'sign-in-needed',
  update: (now) => signInNeeded(isAnnounced && needLasts(now)),
  isDue: (now) => now.wants('sign-in-needed') && needsPerson(now) && !isAnnounced,
  text({ state, light }, words) {
    const { session, following } = state
    const problem = session.kind === 'signed-out' ? session.problem : following.problem
    if (!problem) return { title: lightTitle(light, words), body: '' }
    const { title, nextStep } = problemWords(problem, words)
    return { title: namedTitle(title, state, words), body: nextStep }
  },
  afterLook: (announced) => signInNeeded(isAnnounced || announced === 'sign-in-needed'),
  holds: ({ light: { shape } }) => isAnnounced && (shape === 'attention' || shape === 'paused'),
})

/** Whoever has just tried to sign in is looking at the program, and in the demo nothing is wrong. */
function needsPerson({ state: { session }, light }: NotificationContext): boolean {
  if (light.shape !== 'attention') return false
  const problem = session.kind === 'signed-out' ? session.problem : null
  const isAtStart = problem?.kind === 'keyring-locked' || problem?.kind === 'tokens-unreadable'
  return session.kind === 'signed-in' || isAtStart
}

/** Whether the need that was announced goes on: a sign-in under way, or a start, does not end it. */
export function needLasts({ state: { session, following }, isConfirmed }: NotificationContext): boolean {
  if (session.kind === 'signed-in') return !isConfirmed || following.problem !== null
  return session.kind !== 'demo' && session.kind !== 'this-computer'
}
