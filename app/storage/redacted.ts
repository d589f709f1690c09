// What may be written down: texts without tokens, codes, keys and addresses of accounts.

const HIDDEN = '[hidden]'

const SECRETS: readonly RegExp[] = [
  // JSON Web Tokens: two parts are enough to be one.
  /\beyJ[\w-]{10,}\.[\w-]+(?:\.[\w-]*)*/g,
  /\bBearer\s+[^\s"',]+/gi,
  // "refresh_token":"…", code=…, client_info: …
  /(["']?\b(?:access_token|refresh_token|id_token|code|code_verifier|client_info|client_secret|session_state|secret|assertion)["']?\s*[:=]\s*)(?!["']?AADSTS\d)["']?[^\s"'&,}]+["']?/gi,
  // Who is signed in: Entra's descriptions may name the account ("AADSTS50020: User account '…'").
  /[\w.+%#-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}/g,
  // Whatever is long and unbroken is no sentence: opaque tokens, encrypted caches.
  /[\w+/=~-]{48,}(?:\.[\w+/=~-]+)*/g,
]

/** Any value of a log line, its texts redacted; errors become their text. */
export function redacted(value: unknown): unknown {
  if (typeof value === 'string') return SECRETS.reduce((text, secret) => text.replace(secret, hide), value)
  if (value instanceof Error) return redacted(value.stack ?? `${value.name}: ${value.message}`)
  if (value === null || typeof value !== 'object') return value
  try {
    return redacted(JSON.stringify(value))
  } catch {
    return HIDDEN
  }
}

/** Keeps the name in front of a secret, so that a reader knows what was hidden. */
const hide = (_match: string, name: unknown): string =>
  typeof name === 'string' ? `${name}${HIDDEN}` : HIDDEN
