// Which pages may be handed to the person's browser, and which of the system's settings. Everything else stays where it
// is, whoever asks.
import { LOGIN_ITEMS, STARTUP_APPS } from '../model/login-start.ts'

/** Where a person signs in and an app is registered, in each of Microsoft's clouds (app/microsoft/clouds.ts). */
const HOSTS: ReadonlySet<string> = new Set([
  'login.microsoftonline.com',
  'login.microsoftonline.us',
  'login.partner.microsoftonline.cn',
  'entra.microsoft.com',
  'entra.microsoft.us',
  'portal.azure.cn',
])

/** No blanks, nothing unseen, and no backslash, which some programs read as a slash and others do not (URL Standard). */
const PLAIN = /^[!-[\]-~]+$/

/**
 * Whether `address` may be opened: over https, at one of those hosts, with no account and no port of its own in it; or one
 * of those two pages of the system's settings. Other schemes start other programs ("Security", item 15).
 */
export function mayOpen(address: string): boolean {
  if (address === STARTUP_APPS || address === LOGIN_ITEMS) return true
  if (!PLAIN.test(address) || !URL.canParse(address)) return false
  const { protocol, host, username, password } = new URL(address)
  return protocol === 'https:' && HOSTS.has(host) && username === '' && password === ''
}
