// Whose light is followed, if one is. No library here: the window imports this file.
import type { AccountState, Session } from '../account-state.ts'
import type { Person } from '../colleague.ts'

/** Whether the light is real: of an account, or of what this computer sees. */
export const isRealLight = ({ kind }: Session): boolean => kind === 'signed-in' || kind === 'this-computer'

/** Whether the light is that of the user, and not a colleague's or the demo's. */
export const isOwnLight = ({ session, following }: Pick<AccountState, 'session' | 'following'>): boolean =>
  isRealLight(session) && following.person === null

/** Whether it is that of the user as an account has it, and not as this computer sees it. */
export const isOwnAccountsLight = (state: Pick<AccountState, 'session' | 'following'>): boolean =>
  state.session.kind === 'signed-in' && isOwnLight(state)

/** Whether a light is followed: a real one, or the demo's. */
export const isFollowed = (session: Session): boolean => isRealLight(session) || session.kind === 'demo'

/** The colleague whose light is shown; null for the user's own, or if none is followed. */
export const shownColleague = ({
  session,
  following,
}: Pick<AccountState, 'session' | 'following'>): Person | null =>
  isFollowed(session) ? following.person : null
