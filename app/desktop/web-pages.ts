// Which pages may be handed to the person's browser, and which of the system's settings. Everything else stays where it
// is, whoever asks.
import type { LoginStart } from '../model/login-start.ts'

/** Where a person signs in and an app is registered, in each of Microsoft's clouds (app/microsoft/clouds.ts). */
const HOSTS: ReadonlySet<string> = new Set([
  'login.microsoftonline.com',
  'login.microsoftonline.us',
  'login.partner.microsoftonline.cn',
  'entra.microsoft.com',
  'entra.microsoft.us',
  'portal.azure.cn',
])

/** Where a person switches off what starts at login (Windows, "Launch the Settings app"; macOS, System Settings). */
const STARTUP_APPS = 'ms-settings:startupapps'
const LOGIN_ITEMS = 'x-apple.systempreferences:com.apple.LoginItems-Settings.extension'

/** The page where `start` can be put right. Throws where it is not the system that holds it back. */
export function loginSettingsPage(start: LoginStart): string {
  if (start.kind === 'held-back' && start.by === 'windows') return STARTUP_APPS
  if (start.kind === 'held-back' && start.by === 'macos') return LOGIN_ITEMS
  throw new Error("Start at login is not held back by the system's settings")
}

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
