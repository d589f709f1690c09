// The texts that the user typed in the window and did not send. In memory only: they outlive the window, not the program.

import type { z } from 'zod'
import type { UnsentTexts, unsentTextSchema } from '../contract/contract.ts'
import type { Session } from '../model/account-state.ts'
import { type UnsentField, unsentFields } from '../model/names.ts'
import type { AccountStore, AccountView } from '../model/state.ts'
import { DEMO, ownerOf } from './account-owner.ts'

/** The fields whose texts belong to the account. */
const OF_ACCOUNT: ReadonlySet<UnsentField> = new Set([
  'status-message',
  'find-colleague',
  'find-shown-colleague',
  'grouped-colleague',
  'colleague-group',
])
/** The fields whose texts are cleared after a sign-in. */
const OF_SIGN_IN = ['first-client-id', 'first-tenant'] as const

export function createUnsentText(store: AccountStore) {
  const ofNoAccount = new Map<UnsentField, string>()
  const ofDemo = new Map<UnsentField, string>()
  const ofAccount = new Map<UnsentField, string>()
  /** The account of `ofAccount`, also while the user signs in again. */
  let account = ownerOf(store.getState().session)

  store.subscribe((state, before) => {
    // An error number belongs to one page in the browser.
    const isNewPage = isInBrowser(state) && !isInBrowser(before)
    if (isNewPage || (isInBrowser(before) && isSignedIn(state))) ofNoAccount.delete('page-number')
    if (state.session !== before.session) sessionChanged(state.session)
  })

  function sessionChanged(session: Session) {
    if (session.kind !== 'demo') ofDemo.clear()
    if (hasSignedOut(session)) ofAccount.clear()
    if (session.kind !== 'signed-in') return
    for (const field of OF_SIGN_IN) ofNoAccount.delete(field)
    const owner = ownerOf(session)
    if (owner !== account) ofAccount.clear()
    account = owner
  }

  /** Null if the field belongs to an account and there is none. */
  function textsOf(field: UnsentField): Map<UnsentField, string> | null {
    if (!OF_ACCOUNT.has(field)) return ofNoAccount
    const owner = ownerOf(store.getState().session)
    if (owner === null) return null
    return owner === DEMO ? ofDemo : ofAccount
  }

  return {
    /** The texts of the account and those that belong to no account. */
    readUnsentTexts(): UnsentTexts {
      const waiting = unsentFields.map((field) => [field, textsOf(field)?.get(field)])
      return Object.fromEntries(waiting.filter(([, text]) => text !== undefined))
    },
    setUnsentText({ field, text }: z.infer<typeof unsentTextSchema>) {
      if (text === null) textsOf(field)?.delete(field)
      else textsOf(field)?.set(field, text)
    },
    /** Clears the field after its text was sent, unless the user has typed another text since. */
    sent(field: UnsentField, text: string) {
      if (textsOf(field)?.get(field)?.trim() === text) textsOf(field)?.delete(field)
    },
    /** Clears the texts of the account. */
    forgetAccount: () => ofAccount.clear(),
  }
}

const isInBrowser = ({ session, features }: AccountView) =>
  session.kind === 'signing-in' || Object.values(features).some(({ kind }) => kind === 'asking')
const isSignedIn = (state: AccountView) => state.session.kind === 'signed-in' && !isInBrowser(state)

/** False after a failure that makes the same user sign in again. */
const hasSignedOut = (session: Session) =>
  session.kind === 'not-set-up' ||
  (session.kind === 'signed-out' &&
    (session.problem === null || session.problem.kind === 'tokens-not-removed'))
