// Whose things are shown: what two accounts keep on this computer never mixes.
import type { Session } from '../model/account-state.ts'

/** The demo's made-up person, of whom nothing is kept. */
export const DEMO = 'demo'

/** A text that names the account, the same in every run; null while nobody is followed. */
export function ownerOf(session: Session): string | null {
  switch (session.kind) {
    case 'signed-in':
      return `${session.account.tenantId} ${session.account.username}`.toLowerCase()
    case 'demo':
      return DEMO
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
