// Whether the window is only glanced at, and may be hidden by a click elsewhere. Pure.
import { isFollowed } from '../../model/lights/followed-sessions.ts'
import type { AccountView } from '../../model/state.ts'

/**
 * True while it shows the light or the day. Set-up and sign-in happen with a browser beside the window, and there may be
 * typed text: there it stays until it is closed. It also stays while it says that the desktop has no tray, as there is no
 * icon to open it again.
 */
export const isGlance = ({
  session,
  page,
  programFailure,
}: Pick<AccountView, 'session' | 'page' | 'programFailure'>): boolean =>
  isFollowed(session) && page !== 'settings' && programFailure !== 'no-tray'
