// Reads JSON from outside.

/** Graph, Entra and the program's files need fewer than ten levels. */
const DEEPEST = 100

/**
 * The value of `text`; undefined if it is not JSON, or nested too deeply. V8 can parse a million brackets, but a recursive
 * walk of them, such as JSON.stringify, overflows the stack. Never throws.
 */
export function readJson(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text)
    return isDeeper(value, DEEPEST) ? undefined : value
  } catch {
    return undefined
  }
}

function isDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false
  const inside: unknown[] = Array.isArray(value) ? value : Object.values(value)
  return levels === 0 || inside.some((inner) => isDeeper(inner, levels - 1))
}
