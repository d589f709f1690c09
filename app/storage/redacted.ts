// What may be written down: texts without tokens, codes, keys, cookies and addresses of accounts.
import { constants } from 'node:os'
import { plain } from './plain.ts'

const HIDDEN = '[hidden]'
/** Of more than this nobody reads what is left; what is behind it is not even looked at. */
const LONGEST = 10_000

/** A quote as it is, escaped by JSON however often, or by a URL. */
const QUOTE = String.raw`(?:\\*["']|%22|%27)`

/** What Entra, MSAL and HTTP call what nobody else may have, in snake case or camel case. */
const SECRET_NAME = String.raw`(?:access|refresh|id|primary_?refresh)_?tokens?(?:_?hint)?|rawidtoken|tokencache|(?:auth(?:orization)?_?)?code(?:_?verifier)?|(?:device|user)_?code|client_?(?:info|secret|assertion)|session_?state|secret|assertion|password|credentials?|nonce|login_?hint|home_?account_?id|local_?account_?id|x-anchormailbox|x-ms-refreshtokencredential\w*`

/** The system's names of failures, such as ECONNREFUSED; Node.js has two more of its own (dns, "Error codes"). */
const FAILURES = [...Object.keys(constants.errno), 'ENOTFOUND', 'EAI_AGAIN'].join('|')

/** Codes of failures are no secrets, as whole words: a secret may begin like one. */
const NOT_A_CODE = String.raw`(?!${QUOTE}?(?:AADSTS\d{3,8}|${FAILURES}|ERR_[A-Z_]{3,50}|-?\d{1,5})(?![\w+/=~-]|\.\w))`

/** Letters of base64, base64url and their %-escapes. */
const LETTER = String.raw`[\w+/=~-]`

/** Where a word begins, also behind a %-escape. */
const START = String.raw`(?:\b|(?<=%[\dA-F]{2}))`

const SECRETS: readonly RegExp[] = [
  // What was wrapped over lines, as by a mail or a key file; in JSON the ends of lines are escaped.
  /(?<![\w+/=~.!*$-])(?:[\w+/=~.!*$-]{20,}(?:\r?\n|\\+r\\+n|\\+n|%0D%0A|%0A)[ \t]*)+[\w+/=~.!*$-]+(?![\w+/=~.!*$-]|[ \t]+\S)/g,
  // A header or a jar of cookies: all of the line.
  /(\b(?:set-)?cookie\b(?:\\*["'])?\s*(?:[:=]|%3A|%3D)\s*)[^\r\n]+/gi,
  /\b(?:ESTS\w*|esctx[\w-]*|buid|fpc|x-ms-gateway-slice|stsservicecookie)=[^;\s"'\\]+/g,
  // JSON Web Tokens, and the first part of one that was cut.
  new RegExp(String.raw`${START}eyJ[\w-]{10,}(?:(?:\.|%2E)[\w-]*)*`, 'gi'),
  /\b(?:Bearer|PoP)(?:\s|%20|\+|\\u0020)+[^\s"',\\]+/gi,
  // "refresh_token":"…", code=…, client_info: …
  new RegExp(
    String.raw`(${QUOTE}?${START}(?:${SECRET_NAME})${QUOTE}?\s*(?:[:=]|%3A|%3D)\s*)${NOT_A_CODE}${QUOTE}?[^\s"'\\&,;}]+${QUOTE}?`,
    'gi',
  ),
  // Entra's opaque tokens and codes ("0.A…", "1.A…"), and those of personal accounts ("M.C5…").
  new RegExp(String.raw`${START}[012]\.A[\w-]{6,}(?:\.[\w-]+)*`, 'g'),
  new RegExp(String.raw`${START}M\.[A-Z]\d{1,3}[\w!*$.-]{6,}`, 'g'),
  // Who is signed in: Entra's descriptions may name the account ("AADSTS50020: User account '…'").
  /[\w.+%#-]{1,64}(?:@|%40)[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}/gi,
  // Whatever is long and unbroken is no sentence: opaque tokens, verifiers of 43 letters, encrypted caches. The place in
  // a file where an error comes from is.
  new RegExp(
    String.raw`(?:${LETTER}|%[\dA-F]{2}){40,}(?!${LETTER}|\.(?:[cm]?js|tsx?):\d)(?:\.${LETTER}+)*`,
    'gi',
  ),
]

/** Any value of a log line as text without secrets; numbers and the like stay as they are. Never throws. */
export function redacted(value: unknown): unknown {
  if (typeof value === 'string') return redactedText(value)
  if (value instanceof Error) return redacted(textOf(value))
  if (value === null || typeof value !== 'object') return value
  return redacted(JSON.stringify(plain(value)))
}

/** Cut only where nothing is left to hide: a piece of a secret could look like a word. */
function redactedText(text: string): string {
  const looked = text.slice(0, LONGEST * 5)
  const safe = SECRETS.reduce((hidden, secret) => hidden.replace(secret, hide), looked)
  return safe.length > LONGEST || looked.length < text.length ? `${safe.slice(0, LONGEST)} [cut]` : safe
}

const MOST_CAUSES = 5

/** An error with the ones that caused it, each with where it came from, and what the system says of it. */
function textOf(error: Error, depth = 0): string {
  const { stack = `${error.name}: ${error.message}`, cause } = error
  const errors = error instanceof AggregateError ? { errors: error.errors } : {}
  const said = { ...error, ...errors }
  const own = Object.keys(said).length > 0 ? ` ${JSON.stringify(plain(said))}` : ''
  if (cause === undefined || cause === null || depth >= MOST_CAUSES) return `${stack}${own}`
  const why = cause instanceof Error ? textOf(cause, depth + 1) : JSON.stringify(plain(cause))
  return `${stack}${own}\ncaused by ${why}`
}

/** Keeps the name in front of a secret, so that a reader knows what was hidden. */
const hide = (_match: string, name: unknown): string =>
  typeof name === 'string' ? `${name}${HIDDEN}` : HIDDEN
