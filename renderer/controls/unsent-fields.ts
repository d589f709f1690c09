// Text that the user typed and did not send yet. The main process keeps it, so it outlives the field and the window.
import { useStore } from 'zustand'
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Tally, UnsentTexts } from '../../app/contract/contract.ts'
import type { UnsentField } from '../../app/model/names.ts'
import type { AccountView } from '../../app/model/state.ts'
import type { StateStore } from '../frame/state-store.ts'
import { useWindow } from '../frame/window-context.ts'

export interface UnsentText {
  /** Null until the main process has answered. */
  texts: StoreApi<UnsentTexts | null>
  /** Null discards the text. */
  keep(field: UnsentField, text: string | null): void
  /**
   * Discards the text that was sent, unless the user has typed another since. Returns whether the field has no unsent text
   * now.
   */
  sent(field: UnsentField, text: string | null): boolean
}

/** Reads the texts again after each change of the session or the account: signing out discards them. */
export function createUnsentText(
  tally: Pick<Tally, 'readUnsentTexts' | 'setUnsentText'>,
  states: StateStore,
): UnsentText {
  const texts = createStore<UnsentTexts | null>(() => null)
  let asked = 0
  let answered = 0

  /** Ignores every answer but that to the newest request. */
  async function read() {
    asked += 1
    const request = asked
    const kept = (await tally.readUnsentTexts().catch(() => null)) ?? {}
    if (request !== asked) return
    answered = request
    texts.setState(kept, true)
  }
  void read()
  states.subscribe((state, before) => {
    // Those of the other account must not be seen meanwhile.
    if (before && state?.accountId !== before.accountId) texts.setState({}, true)
    if (before && ownerOf(state) !== ownerOf(before)) void read()
  })

  function keep(field: UnsentField, text: string | null) {
    const { [field]: _, ...others } = texts.getState() ?? {}
    texts.setState(text === null ? others : { ...others, [field]: text }, true)
    // A failure must not disturb the user, who still sees the text.
    tally.setUnsentText({ field, text }).catch(() => {})
    // The pending answer may be older than this text.
    if (answered !== asked) void read()
  }

  return {
    texts,
    keep,
    sent(field, text) {
      const kept = texts.getState()?.[field] ?? null
      if (kept === text && text !== null) keep(field, null)
      return kept === text
    },
  }
}

/** The account and its session, as a text. */
const ownerOf = (state: AccountView | null) => JSON.stringify([state?.accountId, state?.session])

export type Unsent = [
  text: string | null,
  keep: (text: string | null) => void,
  sent: (text: string | null) => boolean,
]

/** The unsent text of a field (null for none), and the two functions of `UnsentText` for it. */
export function useUnsent(field: UnsentField): Unsent {
  const { unsentText } = useWindow()
  const text = useStore(unsentText.texts, (texts) => texts?.[field] ?? null)
  return [text, (next) => unsentText.keep(field, next), (sent) => unsentText.sent(field, sent)]
}
