// Limits the size of a message from the window, before a schema goes through all of it.

/** Whether `message` has at most `most` values, names and characters together. Counts no further than that. */
export function isWithin(message: unknown, most: number): boolean {
  const left = [message]
  for (let count = left.length; left.length > 0; ) {
    const value = left.pop()
    if (typeof value === 'string') count += value.length
    else if (Array.isArray(value)) count += value.length
    else if (isPlain(value)) count += Object.keys(value).reduce((sum, name) => sum + 1 + name.length, 0)
    if (count > most) return false
    if (Array.isArray(value)) left.push(...value)
    else if (isPlain(value)) left.push(...Object.values(value))
  }
  return true
}

/** Every schema rejects other objects, such as a typed array or a Map. */
function isPlain(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null
}
