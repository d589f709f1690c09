// What Entra's AADSTS numbers and MSAL's error classes mean to a person.

import type { ProblemKind } from '../problem-kinds.ts'
import { type Problem, safeDetail, unexpected } from './problem.ts'

/** Problems that say no more than a code. */
type CodedKind = Extract<Problem, { next: 'person'; code: string | null }>['kind']

/** "Microsoft Entra authentication and authorization error codes". What is not here and needs a person: sign in again. */
const kindOfNumber: ReadonlyMap<number, Exclude<CodedKind, 'entra-refused'>> = new Map([
  [50020, 'account-not-in-tenant'],
  [50034, 'account-not-in-tenant'],
  [90072, 'account-not-in-tenant'],
  [50053, 'account-disabled'],
  [50057, 'account-disabled'],
  [500200, 'personal-account'],
  [500202, 'personal-account'],
  [9002332, 'personal-account'],
  [50105, 'blocked-by-policy'],
  [53000, 'blocked-by-policy'],
  [53001, 'blocked-by-policy'],
  [53002, 'blocked-by-policy'],
  [53003, 'blocked-by-policy'],
  [53004, 'blocked-by-policy'],
  [530003, 'blocked-by-policy'],
  [530004, 'blocked-by-policy'],
  [65004, 'consent-refused'],
  [90094, 'admin-consent-needed'],
  [90095, 'admin-consent-needed'],
  [700016, 'client-unknown'],
  [7000112, 'client-disabled'],
  [50059, 'tenant-unknown'],
  [90002, 'tenant-unknown'],
  [900023, 'tenant-unknown'],
  [50194, 'single-tenant-client'],
  [7000218, 'public-client-off'],
  [7000215, 'public-client-off'],
  [50011, 'redirect-missing'],
  [500113, 'redirect-missing'],
])

/** The fields of MSAL's errors that count; told by fields, as NodeAuthError is not exported (msal-node 7). */
export interface MsalError {
  name: string
  errorCode: string
  errorMessage: string
}

/** The name of MSAL's error for an answer that is a refusal. */
const SERVER_ERROR = 'ServerError'

/** Reads an exception of MSAL; null for any other. */
export function msalErrorOf(error: unknown): MsalError | null {
  if (!(error instanceof Error) || !('errorCode' in error) || typeof error.errorCode !== 'string') return null
  const message =
    'errorMessage' in error && typeof error.errorMessage === 'string' ? error.errorMessage : error.message
  return { name: error.name, errorCode: error.errorCode, errorMessage: message }
}

const signInAgain: ReadonlySet<string> = new Set([
  // Without a suberror this comes as a ServerError, for example AADSTS700082, an expired refresh token.
  'invalid_grant',
  'interaction_required',
  'login_required',
  'consent_required',
  'no_tokens_found',
  'no_account_found',
  'refresh_token_expired',
  'bad_token',
])

/** In characters: Entra explains itself at length. */
export const LONGEST_DETAIL = 300

/** A server in trouble, said in words instead of a status ("OAuth 2.0", RFC 6749, 4.1.2.1). */
const passingErrors: ReadonlySet<string> = new Set([
  'temporarily_unavailable',
  'server_error',
  'service_unavailable',
])

/**
 * What an error of a token request or a sign-in means. `network` is what the network itself said of the last request,
 * if anything: MSAL throws away what its network module throws.
 */
export function problemOfEntra(error: unknown, network: Problem | null, loginHost: string): Problem {
  const msal = msalErrorOf(error)
  if (!msal) return unexpected(error)
  const code = codeIn(msal.errorMessage)
  return problemOfNumber(code) ?? network ?? problemOfWord(msal, code, loginHost)
}

/** What it means that Entra's page sends an error back instead of a code (RFC 6749, 4.1.2.1). */
export function problemOfRefusal(error: string, description: string, loginHost: string): Problem {
  const refusal = { name: SERVER_ERROR, errorCode: error, errorMessage: description }
  const code = codeIn(description)
  return problemOfNumber(code) ?? problemOfWord(refusal, code, loginHost)
}

function codeIn(message: string): string | null {
  const number = /AADSTS(\d{1,10})/.exec(message)?.[1]
  return number ? `AADSTS${number}` : null
}

function problemOfNumber(code: string | null): Problem | null {
  const kind: Exclude<ProblemKind, 'entra-refused'> | undefined = code
    ? kindOfNumber.get(Number(code.slice('AADSTS'.length)))
    : undefined
  return kind ? { kind, next: 'person', code } : null
}

function problemOfWord(
  { name, errorCode, errorMessage }: MsalError,
  code: string | null,
  loginHost: string,
): Problem {
  if (passingErrors.has(errorCode))
    return { kind: 'server-error', next: 'retries', host: loginHost, status: 503, retryAfterMs: null }
  if (name === 'InteractionRequiredAuthError' || signInAgain.has(errorCode))
    return { kind: 'sign-in-needed', next: 'person', code }
  if (errorCode === 'access_denied') return { kind: 'consent-refused', next: 'person', code }
  if (name === SERVER_ERROR) {
    const detail = (errorMessage || errorCode).split(/ Trace ID:|\r|\n/)[0] ?? ''
    return { kind: 'entra-refused', next: 'person', code, detail: safeDetail(detail, LONGEST_DETAIL) }
  }
  // Its message may quote what it could not read, such as a part of a token.
  return { kind: 'unexpected', next: 'retries', detail: safeDetail(`${name}: ${errorCode}`) }
}
