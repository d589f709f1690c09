import { describe, expect, test } from 'vitest'
import { problemOfEntra, problemOfRefusal } from '../../app/microsoft/entra-errors.ts'
import type { Problem } from '../../app/microsoft/problem.ts'

const host = 'login.microsoftonline.com'

/** An exception with the fields of MSAL's. */
const msal = (name: string, errorCode: string, errorMessage = '') =>
  Object.assign(new Error(errorMessage), { name, errorCode, errorMessage })
const refused = (number: number, text: string, errorCode = 'invalid_request') =>
  problemOfEntra(
    msal('ServerError', errorCode, `AADSTS${number}: ${text} Trace ID: 1 Correlation ID: 2`),
    null,
    host,
  )

describe('an AADSTS number has its own words', () => {
  test.each<[number, Problem['kind']]>([
    [700016, 'client-unknown'],
    [7000112, 'client-disabled'],
    [7000218, 'public-client-off'],
    [50194, 'single-tenant-client'],
    [90002, 'tenant-unknown'],
    [50011, 'redirect-missing'],
    [65004, 'consent-refused'],
    [90094, 'admin-consent-needed'],
    [50020, 'account-not-in-tenant'],
    [50057, 'account-disabled'],
    [500200, 'personal-account'],
    [53003, 'blocked-by-policy'],
    [50105, 'blocked-by-policy'],
  ])('AADSTS%i → %s', (number, kind) => {
    expect(refused(number, 'Something.')).toEqual({ kind, next: 'person', code: `AADSTS${number}` })
  })

  test('one that nobody foresaw is told in Entra’s words, without its trace', () => {
    expect(refused(9999999, 'Something new.')).toEqual({
      kind: 'entra-refused',
      next: 'person',
      code: 'AADSTS9999999',
      detail: 'AADSTS9999999: Something new.',
    })
  })
})

describe('who has to do something', () => {
  const network: Problem = { kind: 'timed-out', next: 'retries', host, afterMs: 1 }

  test.each<[string, unknown, Problem | null, Problem['kind']]>([
    [
      'interaction required',
      msal('InteractionRequiredAuthError', 'interaction_required'),
      null,
      'sign-in-needed',
    ],
    [
      'a plain invalid_grant',
      msal('ServerError', 'invalid_grant', 'AADSTS700082: expired'),
      null,
      'sign-in-needed',
    ],
    ['no tokens', msal('InteractionRequiredAuthError', 'no_tokens_found'), null, 'sign-in-needed'],
    ['denied', msal('ServerError', 'access_denied'), null, 'consent-refused'],
    ['no network', msal('NetworkError', 'network_error'), network, 'timed-out'],
    ['temporarily unavailable', msal('ServerError', 'temporarily_unavailable'), null, 'server-error'],
    ['MSAL broken', new TypeError('x is not a function'), null, 'unexpected'],
    ['not even an error', 'oops', null, 'unexpected'],
  ])('%s', (_name, error, lastOfNetwork, kind) => {
    expect(problemOfEntra(error, lastOfNetwork, host).kind).toBe(kind)
  })
})

test('a message that MSAL quotes what it could not read in is not told', () => {
  const error = msal('ClientAuthError', 'token_parsing_error', 'Unexpected token in eyJhbGciOiJSUzI1NiJ9')
  expect(problemOfEntra(error, null, host)).toEqual({
    kind: 'unexpected',
    next: 'retries',
    detail: 'ClientAuthError: token_parsing_error',
  })
})

test.each([
  ['access_denied', 'AADSTS65004: No.', 'consent-refused'],
  ['access_denied', '', 'consent-refused'],
  ['temporarily_unavailable', '', 'server-error'],
  ['login_required', '', 'sign-in-needed'],
  ['x', 'whatever', 'entra-refused'],
])('the error %s with “%s”, sent back by the page, is %s', (error, description, kind) => {
  expect(problemOfRefusal(error, description, host)).toMatchObject({ kind })
})
