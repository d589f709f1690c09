// Hides values with the names of secrets: in forms, headers, URLs, JSON and printed objects.

/** Names of secrets of Entra, MSAL and HTTP, in snake case or camel case; the whole name. */
const WHOLE_NAME =
  /(?:^|[.-])(?:(?:access|refresh|id|primary_?refresh)_?tokens?(?:_?hint)?|tokencache|(?:auth(?:orization)?_?)?code(?:_?verifier)?|(?:device|user)_?code|client_?info|session_?state|nonce|login_?hint|home_?account_?id|local_?account_?id|sig|sas|pwd|pass|psk|pin|otp|(?:pass|verification|pairing)_?code)$/i
/** Endings of names of secrets. */
const END_OF_NAME =
  /(?:tokens?|secrets?|passw(?:or)?d|passphrase|assertion|signature|credentials?|jwt|connection_?string|(?:api|access|account|private|subscription|auth|master|encryption|application|app|client|secret|shared|signing|session)[_.-]?key)$|^x-(?:[\w-]{1,40}-)?(?:auth|key|sig|session)$|^x-anchormailbox$|^x-ms-refreshtokencredential/i
/** Headers whose whole line is secret. */
const WHOLE_LINE = /(?:^|[.-])(?:(?:set-)?cookies?|(?:proxy-)?authorization)$/i

/** Between a name and its value, plain or escaped in a URL or JSON. */
const SEPARATOR =
  /(?:\\{0,15}["']|%(?:25){0,3}2[27])?(?:\]|%(?:25){0,3}5D)?(?:\s|%(?:25){0,3}20){0,20}(?:[:=]=?>?|%(?:25){0,3}3[AD](?:%(?:25){0,3}3[DE]){0,2}|\\{1,15}u003[ad]|&#6[01];)(?:\s|%(?:25){0,3}20){0,20}/gi
/** The opening quote of a value. */
const OPENER = /(?:\\{0,15}["']|%(?:25){0,3}2[27]|\\{1,15}u002[27])/iy
/** The opening bracket of a list or an object, plain or escaped in a URL. */
const BRACKET = /[[{]|%(?:25){0,3}[57]B/iy
/** What a closing bracket ends with, by the end of the opening one. */
const CLOSING: Readonly<Record<string, string>> = { '[': ']', '{': '}', B: 'D', b: 'd' }
const LONGEST_NAME = 80

/** Node.js's error codes, without the leading E (errno(3); dns, "Error codes"; os, "Error constants"). */
const errorNames = [
  '2BIG ACCES ADDRINUSE ADDRNOTAVAIL AFNOSUPPORT AGAIN AI_AGAIN ALREADY BADF BADMSG BUSY CANCELED CHILD CONNABORTED',
  'CONNREFUSED CONNRESET DEADLK DESTADDRREQ DOM DQUOT EXIST FAULT FBIG HOSTUNREACH IDRM ILSEQ INPROGRESS INTR INVAL',
  'IO ISCONN ISDIR LOOP MFILE MLINK MSGSIZE MULTIHOP NAMETOOLONG NETDOWN NETRESET NETUNREACH NFILE NOBUFS NODATA',
  'NODEV NOENT NOEXEC NOLCK NOLINK NOMEM NOMSG NOPROTOOPT NOSPC NOSR NOSTR NOSYS NOTCONN NOTDIR NOTEMPTY NOTFOUND',
  'NOTSOCK NOTSUP NOTTY NXIO OPNOTSUPP OVERFLOW PERM PIPE PROTO PROTONOSUPPORT PROTOTYPE RANGE ROFS SPIPE SRCH STALE',
  'TIME TIMEDOUT TXTBSY WOULDBLOCK XDEV',
]
const errorCodes = errorNames.flatMap((line) => line.split(' ').map((name) => `E${name}`)).join('|')
const HARMLESS = new RegExp(
  String.raw`(?:\\{0,15}["'])?(?:AADSTS\d{3,8}|${errorCodes}|ERR_[A-Z_]{3,50}|-?\d{1,5})(?![\w+/=~-]|\.\w)`,
  'iy',
)

const NO_VALUE = /(?:null|undefined|true|false)(?![\w+/=~.-])/y
/** The name of an error in capitals, as of Chromium, OpenSSL, undici and llhttp. Random letters are not all capitals. */
export const ERROR_NAME = String.raw`[A-Z][A-Z\d]{0,20}(?:_[A-Z\d]{1,24}){1,10}`
/** The same as a value, and names of c-ares and the system in one word. */
const ERROR_VALUE = new RegExp(
  String.raw`(?:\\{0,15}["'])?(?:${ERROR_NAME}|UNKNOWN|EOF|E(?:SERVFAIL|REFUSED|TIMEOUT|FORMERR|NOTIMP|BADQUERY|BADNAME|BADFAMILY|BADRESP|HOSTDOWN|SHUTDOWN))(?![\w+/=~-]|\.\w)`,
  'y',
)

/** The text with `hidden` in place of each value. Error codes, such as `code: ENOENT`, and `null` stay. Linear. */
export function hideNamed(text: string, hidden: string): string {
  const lineEnd = lineEndsOf(text)
  let safe = ''
  let from = 0
  for (const { 0: separator, index } of text.matchAll(SEPARATOR)) {
    if (index < from) continue
    const name = nameBefore(text, index)
    const wholeLine = WHOLE_LINE.test(name)
    if (!wholeLine && !WHOLE_NAME.test(name) && !END_OF_NAME.test(name)) continue
    const at = index + separator.length
    const valueIs = (pattern: RegExp) => matchAt(pattern, text, at) !== undefined
    if (valueIs(NO_VALUE)) continue
    // Only a whole word: a secret may begin like an error code.
    if (/(?:^|[.-])code$/i.test(name) && (valueIs(HARMLESS) || valueIs(ERROR_VALUE))) continue
    // In JSON the value ends with its quote; in a header a quote may be anywhere.
    const isInJson = matchAt(OPENER, separator, 0) !== undefined && valueIs(OPENER)
    const isDelimited = isInJson || valueIs(BRACKET)
    const end = wholeLine && !isDelimited ? lineEnd(at) : valueEnd(text, at, lineEnd)
    if (end === at) continue
    safe += text.slice(from, at) + hidden
    from = end
  }
  return safe + text.slice(from)
}

/** What a sticky pattern matches at `at`. */
function matchAt(pattern: RegExp, text: string, at: number): string | undefined {
  pattern.lastIndex = at
  return pattern.exec(text)?.[0]
}

/** The word that ends at `end`, without an escape at its start. */
function nameBefore(text: string, end: number): string {
  let at = end
  while (at > 0 && end - at < LONGEST_NAME && /[\w.-]/.test(text.charAt(at - 1))) at -= 1
  const name = text.slice(at, end)
  const before = text.charAt(at - 1)
  if (before === '%') return name.replace(/^(?:25){0,3}[\dA-F]{2}/i, '')
  return before === '\\' ? name.replace(/^(?:u[\dA-F]{4}|[bfnrt])/i, '') : name
}

/** The end of the value that starts at `at`: its closing quote or bracket, or else the end of the word. */
function valueEnd(text: string, at: number, lineEnd: (at: number) => number): number {
  const opener = matchAt(OPENER, text, at)
  if (opener !== undefined) return behind(text, at + opener.length, opener, lineEnd)
  const bracket = matchAt(BRACKET, text, at)
  if (bracket !== undefined) return bracketEnd(text, at + bracket.length, bracket, lineEnd)
  let end = at
  while (end < text.length && !/[\s"'\\&,;}<]/.test(text.charAt(end))) end += 1
  return end
}

/** In characters, with line ends. */
const LONGEST_LIST = 4000

/** The position after the closing bracket, also in a later line; without one, the end of the line. */
function bracketEnd(text: string, from: number, opener: string, lineEnd: (at: number) => number): number {
  const closer = opener.slice(0, -1) + CLOSING[opener.slice(-1)]
  const at = text.slice(from, from + LONGEST_LIST).indexOf(closer)
  return at < 0 ? lineEnd(from) : from + at + closer.length
}

/** The position after the next `closer` that is not escaped; without one in this line, the end of the line. */
function behind(text: string, from: number, closer: string, lineEnd: (at: number) => number): number {
  let at = text.indexOf(closer, from)
  while (at > 0 && text.charAt(at - 1) === '\\') at = text.indexOf(closer, at + closer.length)
  const end = lineEnd(from)
  return at < 0 || at > end ? end : at + closer.length
}

/** Finds each end of a line once, as it is only called with increasing positions. */
function lineEndsOf(text: string): (at: number) => number {
  const ends = /[\r\n]|$/g
  let end = -1
  return (at) => {
    if (at <= end) return end
    ends.lastIndex = at
    end = ends.exec(text)?.index ?? text.length
    return end
  }
}
