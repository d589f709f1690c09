// Whether this run may show notifications, and when macOS should ask the person for permission. Pure.
import type { AccountView } from '../../model/state.ts'

/**
 * On Windows the first use of Notification, even of its isSupported(), creates a link in the Start menu and a COM class,
 * both for the program that runs (Electron, shell/browser/notifications/win): for a portable program its temporary
 * folder, and at a start from the sources Electron itself, over those of an installed copy.
 */
export function mayNotify({
  platform,
  env,
  defaultApp,
}: Pick<NodeJS.Process, 'platform' | 'env' | 'defaultApp'>): boolean {
  return platform !== 'win32' || !(env.PORTABLE_EXECUTABLE_DIR || defaultApp)
}

/**
 * Whether to ask now, so that the question is no surprise: a person has just switched a notification on, or signed in
 * with one switched on.
 */
export function wantsPermission(before: AccountView, now: AccountView): boolean {
  const kinds = now.settings.notifications
  if (kinds.length > before.settings.notifications.length) return true
  const isWanted = ({ tell }: { tell: string }) => tell !== 'never'
  // In a list that has just been read, they were switched on earlier.
  const wasUnwanted = new Set(
    before.colleagues.people.filter((person) => !isWanted(person)).map(({ id }) => id),
  )
  const { people } = now.colleagues
  if (people.some((person) => isWanted(person) && wasUnwanted.has(person.id))) return true
  const hasSignedIn = before.session.kind === 'signing-in' && now.session.kind === 'signed-in'
  return hasSignedIn && (kinds.length > 0 || people.some(isWanted))
}
