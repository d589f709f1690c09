// Functions that fail instead of returning a result.

/** Never settles. */
export const hang = (): Promise<never> => new Promise(() => {})

/** Throws synchronously. */
export function thrown(): never {
  throw new Error('broken')
}

/** Each with the name of its failure. */
export const brokenCalls: readonly (readonly [how: string, call: () => Promise<never>])[] = [
  ['hangs', hang],
  ['rejects', () => Promise.reject(new Error('broken'))],
  ['throws', thrown],
]
