// Which sessions have a light that is followed. No library here: the window imports this file.
import type { Session } from '../account-state.ts'

/** Whether the light is that of the user: of the account, or of what this computer sees. */
export const isOwnLight = ({ kind }: Session): boolean => kind === 'signed-in' || kind === 'this-computer'

/** Whether a light is followed: that of the user, or the demo's. */
export const isFollowed = (session: Session): boolean => isOwnLight(session) || session.kind === 'demo'
