// Converts any value to a JSON value, for the log. Never throws, and contains no bytes of buffers.
import { HIDDEN } from './hide-secrets.ts'

const MOST_LEVELS = 8
const MOST_VALUES = 1000
/** Keys whose values are secret. */
const SECRET_KEY =
  /^(?:set-)?cookies?$|^(?:proxy-)?authorization$|token(?:cache)?s?$|secret|password|assertion$|code_?verifier$/i

/** Maps become objects, errors their texts, bytes their length. Omits what is too deep, too large or circular. */
export function plain(whole: unknown): unknown {
  let left = MOST_VALUES

  function walk(value: unknown, above: readonly unknown[]): unknown {
    if (typeof value === 'bigint' || typeof value === 'symbol' || typeof value === 'function')
      return String(value)
    if (value === null || typeof value !== 'object') return value
    if (above.includes(value)) return '[seen above]'
    left -= 1
    if (above.length >= MOST_LEVELS || left < 0) return '[too much]'
    if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer) return `[${value.byteLength} bytes]`
    if (value instanceof URL || value instanceof URLSearchParams) return String(value)
    if (value instanceof Date) return Number.isNaN(value.getTime()) ? 'no date' : value.toISOString()
    const within = [...above, value]
    try {
      if (Array.isArray(value) || value instanceof Set) {
        return [...value].slice(0, MOST_VALUES).map((one) => walk(one, within))
      }
      return Object.fromEntries(
        entriesOf(value)
          .slice(0, MOST_VALUES)
          .map(([key, one]) => [
            typeof key === 'string' ? key : String(JSON.stringify(walk(key, within))),
            typeof key === 'string' && SECRET_KEY.test(key) && one !== null ? HIDDEN : walk(one, within),
          ]),
      )
    } catch {
      // A getter that throws, a revoked proxy.
      return '[unreadable]'
    }
  }

  return walk(whole, [])
}

function entriesOf(value: object): (readonly [key: unknown, value: unknown])[] {
  if (value instanceof Map || value instanceof Headers || value instanceof FormData) return [...value]
  if (!(value instanceof Error)) return Object.entries(value)
  // Object.entries of an error does not include these.
  const hidden = { cause: value.cause, errors: value instanceof AggregateError ? value.errors : undefined }
  return [
    ['error', value.stack ?? `${value.name}: ${value.message}`],
    ...Object.entries(value),
    ...Object.entries(hidden).filter(([, one]) => one !== undefined && one !== null),
  ]
}
