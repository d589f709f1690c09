// Hides the e-mail addresses in a text: Entra's descriptions may have one ("AADSTS50020: User account '…'").

/** An @: plain, full-width, or escaped in a URL, JSON or HTML. */
const AT = /[@＠]|%(?:25){0,3}40|\\{1,15}u0040|&#64;/gi
/** Twice the longest local part in octets, for escapes ("Simple Mail Transfer Protocol", RFC 5321, 4.5.3.1.1). */
const LONGEST_LOCAL = 128
/** The longest domain (4.5.3.1.2), with room for escapes. */
const LONGEST_DOMAIN = 512

/** Between two labels, plain or escaped ("Internationalizing Domain Names in Applications", RFC 3490, 3.1). */
const DOT = String.raw`(?:[.\u3002\uFF0E]|%E3%80%82|%EF%BC%8E|\\u3002|\\uFF0E)`
/** Any letter ("Internationalized Email Headers", RFC 6532); letters outside ASCII may be escaped. */
const LETTER = String.raw`(?:[\p{L}\p{M}\p{N}_-]|(?!${DOT})(?:%[\dA-F]{2}|\\u[\dA-F]{4}))`
/** An apostrophe only within a word, as Entra quotes addresses with it. */
const LOCAL = /(?:(?<=[\p{L}\p{N}.])'(?=[\p{L}\p{N}])|[\p{L}\p{M}\p{N}.!#$%&*+/=?^_`{|}~-]|\\u[\dA-F]{4})+$/iu
/** A quoted local part may contain any character; in JSON its quotes are escaped. */
const QUOTED_LOCAL = /\\{0,15}"(?:[^"\r\n]){1,64}"$/
/** At least two labels, or an IP address in brackets. */
const DOMAIN = new RegExp(
  String.raw`^(?:${LETTER}{1,63}(?:${DOT}${LETTER}{1,63}){1,8}|\[[\dA-F:.]{3,45}\])`,
  'iu',
)

/** The text with `hidden` in place of each address. Linear in its length. */
export function hideAddresses(text: string, hidden: string): string {
  let safe = ''
  let from = 0
  for (const { 0: sign, index } of text.matchAll(AT)) {
    if (index < from) continue
    const before = text.slice(Math.max(from, index - LONGEST_LOCAL), index)
    const local = (before.endsWith('"') ? QUOTED_LOCAL : LOCAL).exec(before)?.[0]
    if (local === undefined) continue
    const at = index + sign.length
    const domain = DOMAIN.exec(text.slice(at, at + LONGEST_DOMAIN))?.[0]
    if (domain === undefined) continue
    safe += text.slice(from, index - local.length) + hidden
    from = at + domain.length
  }
  return safe + text.slice(from)
}
