// What every view has at hand: the state and its light, the words for them, and a way to ask the app for something.
import { createContext, useContext } from 'react'
import type { Tally } from '../../app/contract/contract.ts'
import type { Light } from '../../app/model/light.ts'
import type { AppState } from '../../app/model/state.ts'
import type { Words } from '../../words/words.ts'
import type { UnsentText } from '../controls/typed-text.ts'

/** Resolves to whether the app did it; if not, the window has already said so. */
export type Ask = (wish: (tally: Tally) => Promise<void>) => Promise<boolean>

export interface Shown {
  state: AppState
  light: Light
  words: Words
  ask: Ask
  unsentText: UnsentText
}

export const ShownContext = createContext<Shown | null>(null)

export function useShown(): Shown {
  const shown = useContext(ShownContext)
  if (!shown) throw new Error('A view was drawn outside the window')
  return shown
}
