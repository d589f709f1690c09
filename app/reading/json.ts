// Reads JSON from outside.

/** Graph, Entra and the program's files need fewer than ten levels. */
const DEEPEST = 100

/**
 * The value of `text`; undefined where it is no JSON, or nested so deeply that to walk it would overflow the stack: V8
 * parses a million brackets, and throws when it has to stringify them. Never throws.
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
