// When to speak up: once when a person has to do something, and not again until the light was well in between.
import { problemWords } from '../../words/problem-words.ts'
import type { Words } from '../../words/words.ts'
import { lightOf } from '../presence/light.ts'
import type { AppState } from '../state.ts'

export interface Notice {
  title: string
  body: string
}

/** Hands each state in; hands out a notice when there is one to show. */
export function createNotices(): (state: AppState, words: Words) => Notice | null {
  let told = false
  return (state, words) => {
    const { shape } = lightOf(state)
    const { session, following } = state
    if (shape !== 'attention') {
      // A sign-in under way or a pause is no recovery.
      if (following.last && !following.problem && session.kind === 'signed-in') told = false
      return null
    }
    const problem = session.kind === 'signed-out' ? session.problem : following.problem
    // Whoever has just tried to sign in is looking, and in the demo nothing is wrong.
    const atStart = problem?.kind === 'keyring-locked' || problem?.kind === 'tokens-unreadable'
    const unseen = session.kind === 'signed-in' || atStart
    if (told || !unseen || !problem || !state.settings.notifications.includes('sign-in-needed')) return null
    told = true
    const { title, nextStep } = problemWords(problem, words)
    return { title, body: nextStep }
  }
}
