// The browser brought another account than the one before: the choice between the two, which a person makes.
import type { SignIn } from '../../microsoft/sign-in/sign-in.ts'
import type { Account, Session } from '../../model/account-state.ts'
import type { AccountStore } from '../../model/state.ts'

export interface AccountChoiceParts {
  store: AccountStore
  /** The other account was taken, or could not be: then `account` is null, and who is signed in has to be looked for. */
  onFollowed: (account: Account | null, by: SignIn) => void
  /** Has an end of its own, whatever the keyring and the disk do; null where the other account could not be taken. */
  take: (by: SignIn) => Promise<Account | null>
}

export interface AccountChoice {
  /** Says the choice that `by` has, until it is made. `goBack` leads to what was so before. False where it has none. */
  ask(by: SignIn, goBack: () => void): boolean
  /** Follows the other account. Nothing where there is no choice. */
  follow(): Promise<void>
  /** Stays with the account before. Nothing where there is no choice. */
  stay(): void
}

interface Asked {
  session: Session
  by: SignIn
  goBack: () => void
}

export function createAccountChoice({ store, take, onFollowed }: AccountChoiceParts): AccountChoice {
  let asked: Asked | null = null

  const session = () => store.getState().session

  /** Whoever signed out, or went to the demo, has left the choice behind. Each is made once. */
  function decide(): Asked | null {
    const current = asked
    asked = null
    return current?.session === session() ? current : null
  }

  return {
    ask(by, goBack) {
      const choice = by.choice()
      if (!choice) return false
      asked = { session: { kind: 'other-account', ...choice }, by, goBack }
      store.setState({ session: asked.session })
      return true
    },

    async follow() {
      const decided = decide()
      if (!decided) return
      const account = await take(decided.by)
      if (session() === decided.session) onFollowed(account, decided.by)
    },

    stay() {
      const decided = decide()
      if (!decided) return
      decided.by.dropChosen()
      decided.goBack()
    },
  }
}
