// What may be written down of any value: its text without tokens, codes, keys, cookies and addresses of accounts.
import { hideSecrets } from './hide-secrets.ts'
import { plain } from './plain.ts'

/** Of more than this nobody reads what is left. */
const LONGEST = 10_000
/** What is behind this is not even looked at. */
const LONGEST_LOOKED_AT = LONGEST * 2

/** Any value of a log line as text without secrets; numbers and the like stay as they are. Never throws. */
export function redacted(value: unknown): unknown {
  try {
    if (typeof value === 'string') return redactedText(value)
    if (value instanceof Error) return redactedText(textOf(value))
    if (value === null || typeof value !== 'object') return value
    return redactedText(String(JSON.stringify(plain(value))))
  } catch {
    // A getter that throws, a revoked proxy.
    return '[unreadable]'
  }
}

/** Cut only where nothing is left to hide: a piece of a secret could look like a word. Never throws. */
export function redactedText(text: string): string {
  const looked = text.slice(0, LONGEST_LOOKED_AT)
  const safe = hideSecrets(looked)
  return safe.length > LONGEST || looked.length < text.length ? `${safe.slice(0, LONGEST)} [cut]` : safe
}

const MOST_CAUSES = 5

/** An error with the ones that caused it, each with where it came from, and what the system says of it. */
function textOf(error: Error, depth = 0): string {
  const { stack = `${error.name}: ${error.message}`, cause } = error
  const errors = error instanceof AggregateError ? { errors: error.errors } : {}
  const said = { ...error, ...errors }
  const own = Object.keys(said).length > 0 ? ` ${JSON.stringify(plain(said))}` : ''
  if (cause === undefined || cause === null || depth >= MOST_CAUSES) return `${stack}${own}`
  const why = cause instanceof Error ? textOf(cause, depth + 1) : JSON.stringify(plain(cause))
  return `${stack}${own}\ncaused by ${why}`
}
