// The message that asks an administrator for consent, with the purpose of each permission.
import type { Permission } from '../app/model/names.ts'
import type { Words } from './words.ts'

/** Keys of the texts: the names without dots, which would separate keys. */
const keys = {
  'Presence.Read': 'PresenceRead',
  'Presence.Read.All': 'PresenceReadAll',
  'User.ReadBasic.All': 'UserReadBasicAll',
  'Presence.ReadWrite': 'PresenceReadWrite',
} as const satisfies Record<Permission, string>

/** `link` is the address of the consent page. */
export function consentLetter(
  { clientId, permissions, link }: { clientId: string; permissions: readonly Permission[]; link: string },
  { t }: Words,
): string {
  const lines = permissions.map((permission) => keys[permission]).map((key) => t(`consent.permission.${key}`))
  return t('consent.letter', { clientId, permissions: lines.join('\n'), link })
}
