// What every view can use: the app state and its light, the texts, and a function that sends commands to the main process.
import { createContext, useContext } from 'react'
import type { Tally } from '../../app/contract/contract.ts'
import type { Light } from '../../app/model/light.ts'
import type { AccountView } from '../../app/model/state.ts'
import type { Words } from '../../words/words.ts'
import type { UnsentText } from '../controls/unsent-fields.ts'
import type { NestedView } from './nested-view.ts'

/** Something that the window asks of the main process. */
export type TallyCommand = (tally: Tally) => Promise<void>

/** Resolves to whether the command succeeded. If not, the window shows the error. */
export type Ask = (command: TallyCommand) => Promise<boolean>

/** `t` and `language` of the words too, which every view needs. */
interface WindowValue extends Words {
  state: AccountView
  light: Light
  words: Words
  ask: Ask
  unsentText: UnsentText
  /** Sets the view that Back and Escape leave first (nested-view.ts). */
  nest: (nested: NestedView | null) => void
}

export const WindowContext = createContext<WindowValue | null>(null)

/** Throws outside of the window. */
export function useWindow(): WindowValue {
  const value = useContext(WindowContext)
  if (!value) throw new Error('useWindow needs a WindowContext')
  return value
}
