// Converts any value to text for the log, without tokens, codes, keys, cookies and e-mail addresses.
import { hideSecrets } from './hide-secrets.ts'
import { plain } from './plain.ts'

/** The longest result, in characters. */
const LONGEST = 10_000
/** The longest text that is read, in characters. */
const LONGEST_LOOKED_AT = LONGEST * 2

/** Converts a value of a log line to text without secrets; returns numbers, booleans and null unchanged. Never throws. */
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

/** Hides the secrets in a text, and then cuts it: a part of a secret could look like a word. Never throws. */
export function redactedText(text: string): string {
  const looked = text.slice(0, LONGEST_LOOKED_AT)
  const safe = hideSecrets(looked)
  return safe.length > LONGEST || looked.length < text.length ? `${safe.slice(0, LONGEST)} [cut]` : safe
}

const MOST_CAUSES = 5

/** An error with its causes, each with its stack and its own fields. */
function textOf(error: Error, depth = 0): string {
  const { stack = `${error.name}: ${error.message}`, cause } = error
  const errors = error instanceof AggregateError ? { errors: error.errors } : {}
  const fields = { ...error, ...errors }
  const own = Object.keys(fields).length > 0 ? ` ${JSON.stringify(plain(fields))}` : ''
  if (cause === undefined || cause === null || depth >= MOST_CAUSES) return `${stack}${own}`
  const why = cause instanceof Error ? textOf(cause, depth + 1) : JSON.stringify(plain(cause))
  return `${stack}${own}\ncaused by ${why}`
}
