// What has been typed in the window and not been sent yet. In memory alone, so that it outlives the window and not the
// program.

import type { z } from 'zod'
import type { UnsentTexts, unsentTextSchema } from '../contract/contract.ts'
import type { Session } from '../model/account-state.ts'
import { type UnsentField, unsentFields } from '../model/names.ts'
import type { AccountStore, AccountView } from '../model/state.ts'
import { DEMO, ownerOf } from './account-owner.ts'

/** These belong to the account that is followed, and go with it. */
const OF_ACCOUNT: ReadonlySet<UnsentField> = new Set([
  'status-message',
  'find-colleague',
  'grouped-colleague',
  'colleague-group',
])
/** These are done once somebody is signed in. */
const OF_SIGN_IN = ['first-client-id', 'first-tenant'] as const

export interface UnsentTextKeeper {
  /** What waits, of the account that is followed and of nobody in particular. */
  readUnsentTexts(): UnsentTexts
  setUnsentText(kept: z.infer<typeof unsentTextSchema>): void
  /** This was sent from the field, whatever has become of the window meanwhile. */
  sent(field: UnsentField, text: string): void
  /** The person signs out. */
  forgetAccount(): void
}

export function createUnsentText(store: AccountStore): UnsentTextKeeper {
  const ofNobody = new Map<UnsentField, string>()
  const ofDemo = new Map<UnsentField, string>()
  const ofAccount = new Map<UnsentField, string>()
  /** Whose `ofAccount` is. It stays while a sign-in is renewed. */
  let account = ownerOf(store.getState().session)

  store.subscribe((state, before) => {
    // A number is of one page: the next page, or its good end, makes it old.
    const isNewPage = isInBrowser(state) && !isInBrowser(before)
    if (isNewPage || (isInBrowser(before) && isSignedIn(state))) ofNobody.delete('page-number')
    if (state.session !== before.session) sessionChanged(state.session)
  })

  function sessionChanged(session: Session) {
    if (session.kind !== 'demo') ofDemo.clear()
    if (hasSignedOut(session)) ofAccount.clear()
    if (session.kind !== 'signed-in') return
    for (const field of OF_SIGN_IN) ofNobody.delete(field)
    const owner = ownerOf(session)
    if (owner !== account) ofAccount.clear()
    account = owner
  }

  /** Null where there is nobody to whom it could belong. */
  function textsOf(field: UnsentField): Map<UnsentField, string> | null {
    if (!OF_ACCOUNT.has(field)) return ofNobody
    const owner = ownerOf(store.getState().session)
    if (owner === null) return null
    return owner === DEMO ? ofDemo : ofAccount
  }

  return {
    readUnsentTexts() {
      const waiting = unsentFields.map((field) => [field, textsOf(field)?.get(field)])
      return Object.fromEntries(waiting.filter(([, text]) => text !== undefined))
    },
    setUnsentText({ field, text }) {
      if (text === null) textsOf(field)?.delete(field)
      else textsOf(field)?.set(field, text)
    },
    sent(field, text) {
      if (textsOf(field)?.get(field)?.trim() === text) textsOf(field)?.delete(field)
    },
    forgetAccount: () => ofAccount.clear(),
  }
}

const isInBrowser = ({ session, features }: AccountView): boolean =>
  session.kind === 'signing-in' || Object.values(features).some(({ kind }) => kind === 'asking')
const isSignedIn = (state: AccountView): boolean => state.session.kind === 'signed-in' && !isInBrowser(state)

/** Not by a failure after which the same person signs in again. */
const hasSignedOut = (session: Session): boolean =>
  session.kind === 'not-set-up' ||
  (session.kind === 'signed-out' &&
    (session.problem === null || session.problem.kind === 'tokens-not-removed'))
