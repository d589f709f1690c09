// Reads the number of an error off Entra's page, however it was typed or pasted.

/** As much of a page as anybody copies of it, in characters. */
export const LONGEST_PAGE_TEXT = 20_000

/** "AADSTS50011", also with blanks or signs in between. */
const NAMED = /AADSTS[^\p{L}\p{N}]{0,5}(\d{4,10})(?!\d)/giu
/** "50011", also with some words around it: "Error code: 50011". */
const ALONE = /^\D{0,40}(\d{4,10})\D{0,40}$/
/** A number of its own in a longer text: no part of an id, a moment or an address. */
const AMONG_OTHERS = /(?<![\w.:/-])(\d{5,8})(?![\d/-]|[.:]\d)/g

/** In the order of the text; where some are named AADSTS, these alone. Never throws. */
export function entraNumbersIn(text: string): number[] {
  // Other writing systems have digits of their own.
  const plain = text.normalize('NFKC').trim()
  const named = found(plain, NAMED)
  if (named.length > 0) return named
  const alone = ALONE.exec(plain)?.[1]
  return alone === undefined ? found(plain, AMONG_OTHERS) : [Number(alone)]
}

const found = (text: string, pattern: RegExp): number[] => [
  ...new Set([...text.matchAll(pattern)].map(([, digits]) => Number(digits))),
]
