// Calls that give no answer, to put in the place of one that does.

/** Never settles. */
export const hang = (): Promise<never> => new Promise(() => {})

/** Throws before it gives a promise. */
export function thrown(): never {
  throw new Error('broken')
}

/** Each with what it does. */
export const brokenCalls: readonly (readonly [how: string, call: () => Promise<never>])[] = [
  ['hangs', hang],
  ['rejects', () => Promise.reject(new Error('broken'))],
  ['throws', thrown],
]
