// The addresses in a plain text: web pages, and mail addresses with or without "mailto:".

// Every repetition has a bound or a fixed place to begin, so that no message can make the search slow.
const ADDRESS =
  /\b(?:https?:\/\/|www\.)[^\s<>"«»“”„]{1,2048}|(?<![\w.+-])[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+/giu
const CLOSING = /[.,;:!?'’…*_)\]}]$/u
const OPENING = { ')': '(', ']': '[', '}': '{' } as const

/** Each address once, in the order of the text, without the punctuation of the sentence around it. */
export function linksIn(text: string): string[] {
  return [...new Set([...text.matchAll(ADDRESS)].map(([address]) => withoutClosing(address)))]
}

/** A closing bracket stays when the address has opened it: "https://…/Tally_(film)". */
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
