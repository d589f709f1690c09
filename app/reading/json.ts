// Reading JSON that somebody else wrote.

/** Graph, Entra and our own files need less than ten. */
const DEEPEST = 100

/**
 * The value of `text`; undefined for what is no JSON, and for what is nested so deeply that whoever walks it runs out
 * of stack: V8 reads a million brackets without complaint, and throws when it should write them again. Never throws.
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
