// What has been typed and not been sent: as the app keeps it, for fields that are drawn anew.
import { useStore } from 'zustand'
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Tally } from '../app/contract.ts'
import type { UnsentField, UnsentTexts } from '../app/unsent-text.ts'
import type { FollowedState } from './followed-state.ts'
import { useShown } from './shown.ts'

export interface UnsentText {
  /** Null until the app has answered. */
  texts: StoreApi<UnsentTexts | null>
  /** Null once it is sent or discarded. */
  keep(field: UnsentField, text: string | null): void
}

/** Read anew with each change of the session: with an account its texts go. */
export function followUnsentText(
  tally: Pick<Tally, 'readUnsent' | 'keepUnsent'>,
  followed: FollowedState,
): UnsentText {
  const texts = createStore<UnsentTexts | null>(() => null)
  let asked = 0
  let answered = 0

  /** Of several answers the newest question's counts. */
  async function read() {
    asked += 1
    const question = asked
    const kept = (await tally.readUnsent().catch(() => null)) ?? {}
    if (question !== asked) return
    answered = question
    texts.setState(kept, true)
  }
  void read()
  followed.subscribe((state, before) => {
    if (before && JSON.stringify(state?.session) !== JSON.stringify(before.session)) void read()
  })

  return {
    texts,
    keep(field, text) {
      const { [field]: _, ...others } = texts.getState() ?? {}
      texts.setState(text === null ? others : { ...others, [field]: text }, true)
      // A text that is not kept is no reason to hold up whoever types it.
      tally.keepUnsent({ field, text }).catch(() => {})
      // An answer on its way may be older than what was typed.
      if (answered !== asked) void read()
    },
  }
}

/** What waits in the field, null for nothing, and how to keep it. */
export function useUnsent(field: UnsentField): [text: string | null, keep: (text: string | null) => void] {
  const { unsentText } = useShown()
  const text = useStore(unsentText.texts, (texts) => texts?.[field] ?? null)
  return [text, (next) => unsentText.keep(field, next)]
}
