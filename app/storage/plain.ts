// Anything at all as what JSON can say: for the log, which must not fail, nor say what bytes hold.

const MOST_LEVELS = 8
const MOST_ENTRIES = 100
/** Of what these headers hold nothing is worth a line. */
const SECRET_KEY =
  /^(?:set-)?cookies?$|^(?:proxy-)?authorization$|token(?:cache)?s?$|secret|password|assertion$|code_?verifier$/i

/** Maps become objects, errors their texts, bytes their number; what is too deep, too long or goes round is left out. */
export function plain(value: unknown, above: readonly unknown[] = []): unknown {
  if (typeof value === 'bigint' || typeof value === 'symbol' || typeof value === 'function')
    return String(value)
  if (value === null || typeof value !== 'object') return value
  if (above.includes(value)) return '[seen above]'
  if (above.length >= MOST_LEVELS) return '[too deep]'
  if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer) return `[${value.byteLength} bytes]`
  if (value instanceof URL || value instanceof URLSearchParams) return String(value)
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? 'no date' : value.toISOString()
  const within = [...above, value]
  try {
    if (Array.isArray(value) || value instanceof Set) {
      return [...value].slice(0, MOST_ENTRIES).map((one) => plain(one, within))
    }
    return Object.fromEntries(
      entriesOf(value)
        .slice(0, MOST_ENTRIES)
        .map(([key, one]) => [key, SECRET_KEY.test(key) && one !== null ? '[hidden]' : plain(one, within)]),
    )
  } catch {
    // A getter that throws, a revoked proxy.
    return '[unreadable]'
  }
}

function entriesOf(value: object): [string, unknown][] {
  if (value instanceof Map || value instanceof Headers || value instanceof FormData) {
    return [...value].map(([key, one]) => [keyOf(key), one])
  }
  if (!(value instanceof Error)) return Object.entries(value)
  const { cause } = value
  const said: [string, unknown][] = [['error', value.stack ?? `${value.name}: ${value.message}`]]
  return [
    ...said,
    ...Object.entries(value),
    ...(cause === undefined ? [] : [['cause', cause] as [string, unknown]]),
  ]
}

const keyOf = (key: unknown): string =>
  typeof key === 'string' ? key : (JSON.stringify(plain(key)) ?? String(key))
