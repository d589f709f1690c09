// Finds the error number in the text of Entra's page, as a person typed or pasted it.

/** The longest text of a page, in characters. */
export const LONGEST_PAGE_TEXT = 20_000

/** "AADSTS50011", also with spaces or signs in between. */
const NAMED = /AADSTS[^\p{L}\p{N}]{0,5}(\d{4,10})(?!\d)/giu
/** "50011", also with some words around it: "Error code: 50011". */
const ALONE = /^\D{0,40}(\d{4,10})\D{0,40}$/
/** A number in a longer text that is no part of an id, a moment or an address. */
const AMONG_OTHERS = /(?<![\w.:/-])(\d{5,8})(?![\d/-]|[.:]\d)/g

/** The numbers in the order of the text; only those with AADSTS, if there are any. Never throws. */
export function entraNumbersIn(text: string): number[] {
  // Other scripts have other digits.
  const plain = text.normalize('NFKC').trim()
  const named = found(plain, NAMED)
  if (named.length > 0) return named
  const alone = ALONE.exec(plain)?.[1]
  return alone === undefined ? found(plain, AMONG_OTHERS) : [Number(alone)]
}

const found = (text: string, pattern: RegExp): number[] => [
  ...new Set([...text.matchAll(pattern)].map(([, digits]) => Number(digits))),
]
