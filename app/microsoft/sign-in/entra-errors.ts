// What Entra's refusals and MSAL's errors mean to a person. The number decides, then the OAuth word; no text of MSAL's
// gets through.

import {
  type CauseName,
  causeOf,
  entraCauses,
  type NumberedRefusal,
  numberOfRefusal,
} from '../../model/entra-numbers.ts'
import { type Problem, safeDetail, unexpected } from '../../model/problem.ts'

/** Whether a person was at it, in the browser, or a token was renewed without one. */
export type How = 'interactive' | 'silent'

/** The fields of MSAL's errors that count; told by fields, as NodeAuthError is not exported (msal-node 7). */
interface MsalError {
  name: string
  errorCode: string
  errorMessage: string
  /** The first of `error_codes`. */
  errorNo: number | null
  correlationId: string
}

/** What Entra said of a refusal. */
interface Refusal {
  /** The OAuth word, such as "invalid_grant"; empty for none. */
  word: string
  number: number | null
  /** In Entra's words; empty for none. */
  sentence: string
  correlationId: string | null
  /** A renewal that met it needs a person. */
  needsPerson: boolean
}

/** The names of MSAL's errors for an answer that is a refusal; the second also where there is nothing to renew. */
const SERVER_ERROR = 'ServerError'
const INTERACTION_REQUIRED = 'InteractionRequiredAuthError'

/** In characters: Entra explains itself at length. */
const LONGEST_DETAIL = 300

/** Words that need a person, and come as a ServerError too, for example AADSTS700082, an expired refresh token. */
const personalErrors: ReadonlySet<string> = new Set([
  'invalid_grant',
  'interaction_required',
  'login_required',
  'consent_required',
  'bad_token',
  // No answer, but nothing that could be renewed.
  'no_account_found',
])

/** A server in trouble, said in words instead of a status ("OAuth 2.0", RFC 6749, 4.1.2.1). */
const passingErrors: ReadonlySet<string> = new Set([
  'temporarily_unavailable',
  'server_error',
  'service_unavailable',
])

/** The problem that an AADSTS number stands for; null for one that is not in the table (entra-numbers.ts). */
export function problemOfEntraNumber(number: number, how: How): Problem | null {
  const name = causeOf(number)
  return name && problemOfCause(name, `AADSTS${number}`, how)
}

function problemOfCause(name: CauseName, code: string, how: How): Problem {
  const cause = entraCauses[name]
  if (how === 'silent' && 'isMendedBySignIn' in cause) return { kind: 'sign-in-needed', next: 'person', code }
  if (cause.kind === 'entra-busy') return { kind: cause.kind, next: 'retries', code }
  return { kind: cause.kind, next: 'person', code }
}

/**
 * What an error of a token request or a sign-in means. `network` is what the network itself said of the last request,
 * if anything: MSAL throws away what its network module throws.
 */
export function problemOfEntra(
  error: unknown,
  network: Problem | null,
  loginHost: string,
  how: How = 'silent',
): Problem {
  const msal = msalErrorOf(error)
  if (!msal) return unexpected(error)
  if (msal.name === SERVER_ERROR || msal.name === INTERACTION_REQUIRED) return problemOf(refusalIn(msal), how)
  if (how === 'silent' && personalErrors.has(msal.errorCode))
    return { kind: 'sign-in-needed', next: 'person', code: null }
  return network ?? { kind: 'answer-not-understood', next: 'retries', host: loginHost }
}

/** What it means that Entra's page, or its answer about a tenant, brings an error instead of a code (RFC 6749, 4.1.2.1). */
export function problemOfRefusal(
  error: string,
  description: string,
  numbers: Omit<NumberedRefusal, 'description'> = {},
): Problem {
  const number = numberOfRefusal({ ...numbers, description })
  const read = readDescription(description)
  return problemOf({ word: error, number, needsPerson: false, ...read }, 'interactive')
}

function problemOf(refusal: Refusal, how: How): Problem {
  const { word, number, sentence, correlationId } = refusal
  const code = number === null ? null : `AADSTS${number}`
  const known = number === null ? null : problemOfEntraNumber(number, how)
  if (known) return known
  if (passingErrors.has(word)) return { kind: 'entra-busy', next: 'retries', code }
  if (how === 'silent' && refusal.needsPerson) return { kind: 'sign-in-needed', next: 'person', code }
  if (number === null && word === 'access_denied') return { kind: 'consent-refused', next: 'person', code }
  return {
    kind: 'entra-refused',
    next: 'person',
    code,
    detail: safeDetail(sentence, LONGEST_DETAIL),
    ...(correlationId === null ? {} : { correlationId }),
  }
}

/** Reads an exception of MSAL; null for any other. */
function msalErrorOf(error: unknown): MsalError | null {
  if (!(error instanceof Error) || !('errorCode' in error) || typeof error.errorCode !== 'string') return null
  return {
    name: error.name,
    errorCode: error.errorCode,
    errorMessage:
      'errorMessage' in error && typeof error.errorMessage === 'string' ? error.errorMessage : error.message,
    errorNo: 'errorNo' in error ? wholeNumber(error.errorNo) : null,
    correlationId:
      'correlationId' in error && typeof error.correlationId === 'string' ? error.correlationId : '',
  }
}

/** MSAL hands the numbers on as a text or as a number. */
function wholeNumber(value: unknown): number | null {
  const number = typeof value === 'string' ? Number.parseInt(value, 10) : value
  return typeof number === 'number' && Number.isSafeInteger(number) && number > 0 ? number : null
}

/** What MSAL 7 writes around Entra's description in a ServerError (msal-common, ResponseHandler.validateTokenResponse). */
const AROUND_DESCRIPTION = /^Error\(s\): .*? - Timestamp: .*? - Description: (?<said>.*) - Correlation ID: /s
/** What MSAL writes of itself, also in the place of a description that is missing. */
const OF_MSAL = /^(?:Not Available$|Error\(s\):|See https:\/\/aka\.ms\/msal)/

/** Entra's part of an error's message; it begins with the number, if there is one. */
function descriptionIn(message: string): string {
  const from = message.search(/AADSTS\d/)
  if (from >= 0) return message.slice(from)
  const said = AROUND_DESCRIPTION.exec(message)?.groups?.said ?? message
  return OF_MSAL.test(said) ? '' : said
}

function refusalIn(msal: MsalError): Refusal {
  const { name, errorCode, errorMessage, errorNo } = msal
  const description = descriptionIn(errorMessage)
  const read = readDescription(description)
  return {
    word: errorCode,
    number: numberOfRefusal({ codes: errorNo === null ? [] : [errorNo], description }),
    needsPerson: name === INTERACTION_REQUIRED || personalErrors.has(errorCode),
    sentence: read.sentence,
    correlationId: read.correlationId ?? guidIn(msal.correlationId),
  }
}

const GUID = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}'
const guidIn = (text: string): string | null => new RegExp(GUID, 'i').exec(text)?.[0] ?? null

/** A moment as Entra writes it, such as "2026-11-23 10:45:00Z". */
const MOMENT = String.raw`\b\d{4}-\d\d-\d\d[ T]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d)?`
/** What Entra adds to a description to find the request by, each with its value, or with MSAL's word for none. */
const ADDED = String.raw`\b(?:(?:Trace|Correlation|Request|Session) ?ID|Timestamp):\s*\[?(?:Not Available\b|${MOMENT}|[\w-]+)`

function readDescription(description: string): Pick<Refusal, 'sentence' | 'correlationId'> {
  const correlationId = new RegExp(String.raw`\bCorrelation ?ID:\s*(${GUID})`, 'i').exec(description)?.[1]
  const pieces = description.split(new RegExp(ADDED, 'i')).map((piece) => piece.trim().replace(/ [-[(]$/, ''))
  const sentence = pieces.filter((piece) => /\p{L}/u.test(piece)).join(' ')
  return {
    sentence: sentence.replaceAll(new RegExp(MOMENT, 'g'), '…'),
    correlationId: correlationId ?? null,
  }
}
