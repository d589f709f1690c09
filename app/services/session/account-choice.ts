// The user signed in with another account than before, and chooses which of the two to use.
import type { SignIn } from '../../microsoft/sign-in/sign-in.ts'
import type { Account, Session } from '../../model/account-state.ts'
import type { AccountStore } from '../../model/state.ts'

export interface AccountChoiceParts {
  store: AccountStore
  /** `account` is null if the switch failed: then the stored account has to be read again. */
  onSwitched: (account: Account | null, by: SignIn) => void
  /** Switches to the other account; null if that failed. Has a timeout. */
  switchAccount: (by: SignIn) => Promise<Account | null>
}

export interface AccountChoice {
  /** Shows the choice of `by` in the state; returns false if it has none. `goBack` restores the session before it. */
  show(by: SignIn, goBack: () => void): boolean
  /** Switches to the other account. Does nothing without a choice. */
  switchToChosen(): Promise<void>
  /** Discards the other account. Does nothing without a choice. */
  keepCurrent(): void
}

interface ShownChoice {
  session: Session
  by: SignIn
  goBack: () => void
}

export function createAccountChoice({ store, switchAccount, onSwitched }: AccountChoiceParts): AccountChoice {
  let shown: ShownChoice | null = null

  const session = () => store.getState().session

  /** Takes the choice, so that it is made once. Null after a sign-out or a switch to the demo. */
  function takeChoice(): ShownChoice | null {
    const current = shown
    shown = null
    return current?.session === session() ? current : null
  }

  return {
    show(by, goBack) {
      const choice = by.choice()
      if (!choice) return false
      shown = { session: { kind: 'other-account', ...choice }, by, goBack }
      store.setState({ session: shown.session })
      return true
    },

    async switchToChosen() {
      const taken = takeChoice()
      if (!taken) return
      const account = await switchAccount(taken.by)
      if (session() === taken.session) onSwitched(account, taken.by)
    },

    keepCurrent() {
      const taken = takeChoice()
      taken?.by.dropChosen()
      taken?.goBack()
    },
  }
}
