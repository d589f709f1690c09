// What has been typed and not been sent: as the app keeps it, for fields that are drawn anew.
import { useStore } from 'zustand'
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Tally, UnsentTexts } from '../../app/contract/contract.ts'
import type { UnsentField } from '../../app/model/names.ts'
import type { FollowedState } from '../frame/followed-state.ts'
import { useShown } from '../frame/shown.ts'

export interface UnsentText {
  /** Null until the app has answered. */
  texts: StoreApi<UnsentTexts | null>
  /** Null once it is discarded. */
  keep(field: UnsentField, text: string | null): void
  /** This was sent: it goes unless something else has been typed since. Whether nothing waits any more. */
  sent(field: UnsentField, text: string | null): boolean
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

  function keep(field: UnsentField, text: string | null) {
    const { [field]: _, ...others } = texts.getState() ?? {}
    texts.setState(text === null ? others : { ...others, [field]: text }, true)
    // A text that is not kept is no reason to hold up whoever types it.
    tally.keepUnsent({ field, text }).catch(() => {})
    // An answer on its way may be older than what was typed.
    if (answered !== asked) void read()
  }

  return {
    texts,
    keep,
    sent(field, text) {
      const waits = texts.getState()?.[field] ?? null
      if (waits === text && text !== null) keep(field, null)
      return waits === text
    },
  }
}

export type Unsent = [
  text: string | null,
  keep: (text: string | null) => void,
  sent: (text: string | null) => boolean,
]

/** What waits in the field, null for nothing; how to keep it; and how to say that it was sent. */
export function useUnsent(field: UnsentField): Unsent {
  const { unsentText } = useShown()
  const text = useStore(unsentText.texts, (texts) => texts?.[field] ?? null)
  return [text, (next) => unsentText.keep(field, next), (sent) => unsentText.sent(field, sent)]
}
