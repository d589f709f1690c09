// Finds addresses in a plain text: web pages, and mail addresses with or without "mailto:".

// Each repetition is bounded or has a fixed start, so no message makes the search slow.
const ADDRESS =
  /\b(?:https?:\/\/|www\.)[^\s<>"«»“”„]{1,2048}|(?<![\w.+-])[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+/giu
const CLOSING = /[.,;:!?'’…*_)\]}]$/u
const OPENING = { ')': '(', ']': '[', '}': '{' } as const

/** Each address once, in the order of the text, without the punctuation that follows it. */
export function linksIn(text: string): string[] {
  return [...new Set([...text.matchAll(ADDRESS)].map(([address]) => withoutClosing(address)))]
}

/** Keeps a closing bracket that the address itself opens: "https://…/Tally_(film)". */
function withoutClosing(address: string): string {
  let end = address
  while (CLOSING.test(end) && !isOwnBracket(end)) end = end.slice(0, -1)
  return end
}

function isOwnBracket(address: string): boolean {
  const last = address.slice(-1)
  if (last !== ')' && last !== ']' && last !== '}') return false
  const count = (sign: string) => address.split(sign).length
  return count(OPENING[last]) >= count(last)
}
