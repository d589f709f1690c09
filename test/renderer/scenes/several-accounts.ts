// The states of the window with several accounts.
import { stateOf } from '../../../app/model/account-view.ts'
import { FIRST_ACCOUNT } from '../../../app/model/names.ts'
import type { AccountView } from '../../../app/model/state.ts'

const SECOND = 'a0000000-0000-4000-8000-000000000002'
const THIRD = 'a0000000-0000-4000-8000-000000000003'

/** The view with two more accounts: one that needs its user, and one of a long address that nobody is signed in to. */
export function withFurther(view: AccountView): AccountView {
  const [first] = stateOf(view).accounts
  const account = {
    name: 'Grace Hopper',
    username: `grace.hopper@${'fabrikam'.repeat(6)}.com`,
    tenantId: 'fabrikam',
  }
  const problem = { kind: 'sign-in-needed', next: 'person', code: null } as const
  return {
    ...view,
    windowAccount: FIRST_ACCOUNT,
    accounts: [
      first,
      {
        ...first,
        accountId: SECOND,
        session: { kind: 'signed-in', account },
        following: { ...first.following, problem },
      },
      { ...first, accountId: THIRD, session: { kind: 'signed-out', problem: null } },
    ],
  }
}
