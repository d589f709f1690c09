// The key of an account: keeps the files and texts of different accounts apart.
import type { Session } from '../model/account-state.ts'

/** The key of the demo, which saves nothing. */
export const DEMO = 'demo'

/** The key of this computer without an account. No account has it: theirs begin with the id of a tenant. */
const THIS_COMPUTER = 'this-computer'

/** The key of the session's account, the same in each run; null if there is no account. */
export function ownerOf(session: Session): string | null {
  switch (session.kind) {
    case 'signed-in':
      return `${session.account.tenantId} ${session.account.username}`.toLowerCase()
    case 'demo':
      return DEMO
    case 'this-computer':
      return THIS_COMPUTER
    case 'starting':
    case 'not-set-up':
    case 'signed-out':
    case 'signing-in':
    case 'other-account':
      return null
    default:
      return session satisfies never
  }
}
