// Hides tokens, codes, passwords, keys, cookies and e-mail addresses in a text, by their shapes and names. Each step reads a
// character a bounded number of times, for any text.
import { hideAddresses } from './hide-addresses.ts'
import { ERROR_NAME, hideNamed } from './hide-named.ts'

export const HIDDEN = '[hidden]'

/** The characters of base64 and base64url, and those that Entra adds. */
const LETTER = String.raw`[\w+/=~.!*$-]`

/** The start of a word, also after an escape in a URL or JSON. */
const START = String.raw`(?:\b|(?<=%(?:25){0,3}[\dA-F]{2})|(?<=\\(?:[bfnrt]|u[\dA-F]{4})))`

/** A space, plain or escaped in a URL or JSON. */
const SPACE = String.raw`(?: |\t|%(?:25){0,3}20|\+|\\u0020)`

const SHAPES: readonly RegExp[] = [
  // Key files (RFC 7468), to their end or the end of the text.
  /-----BEGIN[A-Z \d%+]{0,60}-----[\s\S]*?(?:-----END[A-Z \d%+]{0,60}-----|$)/g,
  // Cookies of Entra.
  /\b(?:ESTS\w{0,40}|esctx[\w-]{0,40}|buid|fpc|x-ms-gateway-slice|stsservicecookie)=[^;\s"'\\]+/g,
  // Schemes of the Authorization header ("HTTP Authentication Scheme Registry", IANA).
  new RegExp(String.raw`${START}(?:Bearer|PoP|DPoP)${SPACE}{1,9}[^\s"',\\]+`, 'gi'),
  new RegExp(
    String.raw`${START}(?:Basic|Negotiate|NTLM|Kerberos|SharedKey|SharedAccessSignature)${SPACE}{1,9}(?=[a-z+/~_.-]{0,200}[A-Z\d=:&%])[^\s"',\\]{6,}`,
    'g',
  ),
  new RegExp(String.raw`${START}(?:Digest|OAuth|AWS4-HMAC-SHA256)${SPACE}{1,9}(?=\w{1,40}=)[^\r\n]*`, 'gi'),
  // Entra's opaque tokens and codes ("0.A…", "1.A…"), and those of personal accounts ("M.C5…").
  new RegExp(String.raw`${START}[012]\.A[\w-]{6,}(?:\.[\w-]+)*`, 'g'),
  new RegExp(String.raw`${START}M\.[A-Z]\d{1,3}[\w!*$.-]{6,}`, 'g'),
]

/** Name and password before a host ("URI Generic Syntax", RFC 3986, 3.2.1). */
const USER_OF_URL =
  /(:\/\/)[^\s/?#"'<>\\]{1,500}@|(%3A%2F%2F)(?:(?!%2F|%3F|%23|%40)[^\s/?#"'<>\\&]){1,500}(?:@|%40)/gi

/** The text with `[hidden]` in place of each. Never throws. */
export function hideSecrets(text: string): string {
  const byShape = SHAPES.reduce((safe, shape) => safe.replace(shape, HIDDEN), hideWrapped(text))
  const byName = hideNamed(byShape, HIDDEN)
  const users = byName.replace(USER_OF_URL, (_match, plain, escaped) => `${plain ?? escaped}${HIDDEN}@`)
  return hideRuns(hideAddresses(users, HIDDEN))
}

const PIECES = new RegExp(
  String.raw`(?<lineEnd>(?:\r?\n|\\{1,15}r\\{1,15}n|\\{1,15}n|%0D%0A|%0A)[ \t]{0,40})|${LETTER}+|[^\n%\\\w+/=~.!*$-]+|[^]`,
  'gi',
)
/** The minimum length of the lines of a wrapped text, except the last. */
const SHORTEST_LINE = 20

/** Hides secrets that are wrapped over several lines, as in an e-mail or a key file; line ends may be escaped. */
function hideWrapped(text: string): string {
  const pieces = [...text.matchAll(PIECES)].map(({ 0: piece, groups }) => ({
    piece,
    isLineEnd: groups?.lineEnd !== undefined,
    isRun: IS_RUN.test(piece),
  }))
  let safe = ''
  for (let at = 0; at < pieces.length; ) {
    let end = at
    while (
      pieces[end]?.isRun &&
      (pieces[end]?.piece.length ?? 0) >= SHORTEST_LINE &&
      pieces[end + 1]?.isLineEnd &&
      pieces[end + 2]?.isRun
    )
      end += 2
    // The last line may be short, but not the start of a sentence.
    const [next, afterNext] = [pieces[end + 1]?.piece ?? '', pieces[end + 2]?.piece ?? '']
    const isSentence = /^[ \t]+/.test(next) && /\S/.test(next + afterNext)
    if (end > at && isSentence) end -= 2
    if (end > at) safe += HIDDEN
    else safe += pieces[at]?.piece ?? ''
    at = end + 1
  }
  return safe
}

const IS_RUN = /^[\w+/=~.!*$-]/

/** A word, with the words that follow it after full stops. */
const RUN = /(?:[\w+/=~-]|%[\dA-F]{2})+(?:\.[\w+/=~-]+)*/gi
/** Longer than any word: opaque tokens, verifiers of 43 letters, encrypted caches. */
const LONG = 40
/** The minimum length of a secret after a word such as "token" in the same line. */
const SHORT = 16
const SECRET_WORD =
  /(?:token|secret|password|passphrase|code|key|verifier|cookie|credential|signature|assertion)s?\b[^\r\n]{0,24}$/i
/** The beginning of a JSON Web Token (`{"` in base64), which can be the rest of it too. */
const WEB_TOKEN = new RegExp(String.raw`${START}eyJ[\w-]{10}`, 'i')
const WHOLE_ERROR_NAME = new RegExp(`^${ERROR_NAME}$`)
/** Longer than an escape before a word. */
const ESCAPE = 12
/** The file and line of an error. */
const PLACE_IN_FILE = /^\.(?:[cm]?js|tsx?):\d/
const DATE = /\d{4}-\d\d-\d\d/

/** Hides long words, and words with a JSON Web Token: whole, as the letters of one can be in the middle of base64. */
function hideRuns(text: string): string {
  return text.replace(RUN, (run, offset: number) => {
    let at = 0
    for (const part of run.split('.')) {
      if (isSecretRun(part, text, offset + at)) return `${run.slice(0, at)}${HIDDEN}`
      at += part.length + 1
    }
    return run
  })
}

/** A word of a path: "AppData", "tally-light", "oauth2", "Tally%20Light". */
const PATH_WORD = /^(?:[A-Z]?[a-z]+|\d)(?:[A-Z][a-z]+|(?:[-_]|%20)[A-Za-z][a-z]*)*\d{0,2}$/
const ID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i
/** Whether the words between the slashes are names and ids: those of random letters are not. */
const isPath = (part: string): boolean =>
  part.includes('/') &&
  part
    .split('/')
    .every((word) => word === '' || ID.test(word) || (word.length < LONG && PATH_WORD.test(word)))

function isSecretRun(part: string, text: string, at: number): boolean {
  if (WEB_TOKEN.test(text.slice(Math.max(0, at - ESCAPE), at + part.length))) return true
  if (part.length < SHORT || isPath(part) || WHOLE_ERROR_NAME.test(part)) return false
  const length = part.replace(/%[\dA-F]{2}/gi, '%').length
  if (length >= LONG) {
    const end = at + part.length
    return !PLACE_IN_FILE.test(text.slice(end, end + 8))
  }
  const isMixed = /[a-z]/.test(part) && /[A-Z]/.test(part) && /\d/.test(part) && !DATE.test(part)
  return isMixed && SECRET_WORD.test(text.slice(Math.max(0, at - 60), at))
}
