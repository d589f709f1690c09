// The web pages and system settings that the program may open.
import { LOGIN_ITEMS, STARTUP_APPS } from '../model/login-start.ts'

/** The hosts for sign-in and app registration in each of Microsoft's clouds (app/microsoft/clouds.ts). */
const HOSTS: ReadonlySet<string> = new Set([
  'login.microsoftonline.com',
  'login.microsoftonline.us',
  'login.partner.microsoftonline.cn',
  'entra.microsoft.com',
  'entra.microsoft.us',
  'portal.azure.cn',
])

/** No spaces, no invisible characters, and no backslash, which only some programs read as a slash (URL Standard). */
const PRINTABLE = /^[!-[\]-~]+$/

/**
 * Whether `address` may be opened: an https address at one of the hosts, without credentials or a port, or one of the
 * two pages of the system's settings. Other schemes can start other programs ("Security", item 15).
 */
export function mayOpen(address: string): boolean {
  if (address === STARTUP_APPS || address === LOGIN_ITEMS) return true
  if (!PRINTABLE.test(address) || !URL.canParse(address)) return false
  const { protocol, host, username, password } = new URL(address)
  return protocol === 'https:' && HOSTS.has(host) && username === '' && password === ''
}
