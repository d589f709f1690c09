// The message to an administrator: what is to be accepted, each permission with what it is for.
import type { Permission } from '../app/model/names.ts'
import type { Words } from './words.ts'

/** The names without their dots, which would divide a key. */
const keys = {
  'Presence.Read': 'PresenceRead',
  'Presence.Read.All': 'PresenceReadAll',
  'User.ReadBasic.All': 'UserReadBasicAll',
  'Presence.ReadWrite': 'PresenceReadWrite',
} as const satisfies Record<Permission, string>

export function consentLetter(
  { clientId, permissions, link }: { clientId: string; permissions: readonly Permission[]; link: string },
  { t }: Words,
): string {
  const lines = permissions.map((permission) => keys[permission]).map((key) => t(`consent.permission.${key}`))
  return t('consent.letter', { clientId, permissions: lines.join('\n'), link })
}
