// Maps Entra's error responses and MSAL's errors to problems: by the AADSTS number, then by the OAuth error code. Text
// written by MSAL is never shown.
import { z } from 'zod'
import {
  type CauseName,
  causeOf,
  entraCauses,
  type NumberedRefusal,
  numberOfRefusal,
} from '../../model/problems/entra-numbers.ts'
import { type Problem, safeDetail, signInNeeded, unexpected } from '../../model/problems/problem.ts'

/** Whether the user signed in with the browser, or a token was refreshed without it. */
export type Flow = 'interactive' | 'silent'

/** The used fields of MSAL's errors; recognized by fields, as NodeAuthError is not exported (msal-node 7). */
const msalErrorSchema = z.object({
  name: z.string(),
  message: z.string(),
  errorCode: z.string(),
  errorMessage: z.string().optional().catch(undefined),
  /** The first of `error_codes`, which MSAL passes on as a string or as a number. */
  errorNo: z
    .union([z.string(), z.number()])
    .pipe(z.coerce.number<string | number>().int().positive())
    .nullable()
    .catch(null),
  correlationId: z.string().catch(''),
})
type MsalError = z.infer<typeof msalErrorSchema>

/** An error response of Entra. */
interface Refusal {
  /** The OAuth error code, such as "invalid_grant"; empty for none. */
  error: string
  number: number | null
  /** Entra's description; empty for none. */
  sentence: string
  correlationId: string | null
  /** A token refresh that failed with it needs the user. */
  needsUser: boolean
}

/** Names of MSAL's errors for an error response; the second also for a missing refresh token. */
const SERVER_ERROR = 'ServerError'
const INTERACTION_REQUIRED = 'InteractionRequiredAuthError'

/** In characters: Entra's descriptions are long. */
const LONGEST_DETAIL = 300

/** Error codes that need the user, also in a ServerError: for example AADSTS700082, an expired refresh token. */
const interactionErrors: ReadonlySet<string> = new Set([
  'invalid_grant',
  'interaction_required',
  'login_required',
  'consent_required',
  'bad_token',
  // Not from Entra: there is no account to refresh a token for.
  'no_account_found',
])

/** Error codes for a temporary server error, instead of a status ("OAuth 2.0", RFC 6749, 4.1.2.1). */
const transientErrors: ReadonlySet<string> = new Set([
  'temporarily_unavailable',
  'server_error',
  'service_unavailable',
])

/** The problem for an AADSTS number; null for one that is not in the table (entra-numbers.ts). */
export function problemOfEntraNumber(number: number, flow: Flow): Problem | null {
  const name = causeOf(number)
  return name && problemOfCause(name, `AADSTS${number}`, flow)
}

function problemOfCause(name: CauseName, code: string, flow: Flow): Problem {
  const cause = entraCauses[name]
  if (flow === 'silent' && 'isFixedBySignIn' in cause) return signInNeeded(code)
  if (cause.kind === 'entra-busy') return { kind: cause.kind, next: 'retries', code }
  return { kind: cause.kind, next: 'person', code }
}

/**
 * The problem for an error of a token request or a sign-in. `network` is the problem of the last request, or null: MSAL
 * drops the errors of its network module.
 */
export function problemOfEntra(
  error: unknown,
  network: Problem | null,
  loginHost: string,
  flow: Flow = 'silent',
): Problem {
  const read = msalErrorSchema.safeParse(error)
  if (!read.success || !(error instanceof Error)) return unexpected(error)
  const msal = read.data
  if (msal.name === SERVER_ERROR || msal.name === INTERACTION_REQUIRED)
    return problemOf(refusalIn(msal), flow)
  if (flow === 'silent' && interactionErrors.has(msal.errorCode)) return signInNeeded()
  return network ?? { kind: 'answer-not-understood', next: 'retries', host: loginHost }
}

/** The problem for an error response of Entra's sign-in page, or to a request about a tenant (RFC 6749, 4.1.2.1). */
export function problemOfRefusal(
  error: string,
  description: string,
  numbers: Omit<NumberedRefusal, 'description'> = {},
): Problem {
  const number = numberOfRefusal({ ...numbers, description })
  const read = readDescription(description)
  return problemOf({ error, number, needsUser: false, ...read }, 'interactive')
}

function problemOf(refusal: Refusal, flow: Flow): Problem {
  const { error, number, sentence, correlationId } = refusal
  const code = number === null ? null : `AADSTS${number}`
  const known = number === null ? null : problemOfEntraNumber(number, flow)
  if (known) return known
  if (transientErrors.has(error)) return { kind: 'entra-busy', next: 'retries', code }
  if (flow === 'silent' && refusal.needsUser) return signInNeeded(code)
  if (number === null && error === 'access_denied') return { kind: 'consent-refused', next: 'person', code }
  return {
    kind: 'entra-refused',
    next: 'person',
    code,
    detail: safeDetail(sentence, LONGEST_DETAIL),
    ...(correlationId === null ? {} : { correlationId }),
  }
}

/** MSAL 7 wraps Entra's description in a ServerError like this (msal-common, ResponseHandler.validateTokenResponse). */
const WRAPPED_DESCRIPTION =
  /^Error\(s\): .*? - Timestamp: .*? - Description: (?<description>.*) - Correlation ID: /s
/** MSAL's own text, also in place of a missing description. */
const MSAL_TEXT = /^(?:Not Available$|Error\(s\):|See https:\/\/aka\.ms\/msal)/

/** Entra's part of an error message; it begins with the number, if there is one. */
function descriptionIn(message: string): string {
  const from = message.search(/AADSTS\d/)
  if (from >= 0) return message.slice(from)
  const description = WRAPPED_DESCRIPTION.exec(message)?.groups?.description ?? message
  return MSAL_TEXT.test(description) ? '' : description
}

function refusalIn(msal: MsalError): Refusal {
  const { name, errorCode, message, errorMessage = message, errorNo } = msal
  const description = descriptionIn(errorMessage)
  const read = readDescription(description)
  return {
    error: errorCode,
    number: numberOfRefusal({ codes: errorNo === null ? [] : [errorNo], description }),
    needsUser: name === INTERACTION_REQUIRED || interactionErrors.has(errorCode),
    sentence: read.sentence,
    correlationId: read.correlationId ?? guidIn(msal.correlationId),
  }
}

const GUID = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}'
const guidIn = (text: string): string | null => new RegExp(GUID, 'i').exec(text)?.[0] ?? null

/** A timestamp as Entra writes it, such as "2026-11-23 10:45:00Z". */
const TIMESTAMP = String.raw`\b\d{4}-\d\d-\d\d[ T]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d)?`
/** The identifiers that Entra appends to a description, each with its value, or with MSAL's placeholder for none. */
const APPENDED = String.raw`\b(?:(?:Trace|Correlation|Request|Session) ?ID|Timestamp):\s*\[?(?:Not Available\b|${TIMESTAMP}|[\w-]+)`

function readDescription(description: string): Pick<Refusal, 'sentence' | 'correlationId'> {
  const correlationId = new RegExp(String.raw`\bCorrelation ?ID:\s*(${GUID})`, 'i').exec(description)?.[1]
  const pieces = description
    .split(new RegExp(APPENDED, 'i'))
    .map((piece) => piece.trim().replace(/ [-[(]$/, ''))
  const sentence = pieces.filter((piece) => /\p{L}/u.test(piece)).join(' ')
  return {
    sentence: sentence.replaceAll(new RegExp(TIMESTAMP, 'g'), '…'),
    correlationId: correlationId ?? null,
  }
}
