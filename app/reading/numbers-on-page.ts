// Finds the error number in the text of an Entra page that the user typed or pasted.

/** The longest text of a page, in characters. */
export const LONGEST_PAGE_TEXT = 20_000

/** "AADSTS50011", also with spaces or punctuation in between. */
const NAMED = /AADSTS[^\p{L}\p{N}]{0,5}(\d{4,10})(?!\d)/giu
/** "50011", also with some words around it: "Error code: 50011". */
const ALONE = /^\D{0,40}(\d{4,10})\D{0,40}$/
/** A number in a longer text that is not part of an id, a time or a URL. */
const AMONG_OTHERS = /(?<![\w.:/-])(\d{5,8})(?![\d/-]|[.:]\d)/g

/** The numbers in order; only those with AADSTS, if there are any. Never throws. */
export function entraNumbersIn(text: string): number[] {
  // NFKC converts full-width digits, but not those of Arabic and Persian keyboards, at U+0660 and U+06F0.
  const plain = text
    .normalize('NFKC')
    .replace(/[٠-٩۰-۹]/g, (digit) => String(digit.charCodeAt(0) % 16))
    .trim()
  const named = found(plain, NAMED)
  if (named.length > 0) return named
  const alone = ALONE.exec(plain)?.[1]
  return alone === undefined ? found(plain, AMONG_OTHERS) : [Number(alone)]
}

const found = (text: string, pattern: RegExp): number[] => [
  ...new Set([...text.matchAll(pattern)].map(([, digits]) => Number(digits))),
]
