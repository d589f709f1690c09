// Whether the window is only glanced at: then it may go by itself. Pure.
import type { AppState } from '../../model/state.ts'

/**
 * True while it answers what others see, or shows the day. Setting up and signing in are done with a browser beside
 * it, and something may have been typed: there it stays until it is closed. So it does while it says that the desktop
 * has no place for an icon, as then nothing would bring it back.
 */
export const isGlance = ({ session, page, mishap }: Pick<AppState, 'session' | 'page' | 'mishap'>): boolean =>
  (session.kind === 'signed-in' || session.kind === 'demo') && page !== 'settings' && mishap !== 'no-tray'
