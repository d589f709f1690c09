// Entra's refusals: an OAuth error with an AADSTS number, as JSON of the token endpoint or as a page.
// Source: "Microsoft Entra authentication and authorization error codes".
import { randomUUID } from 'node:crypto'
import { html, json, type Reply } from '../http.ts'
import { errorPage } from './entra-page.ts'

export interface Refusal {
  /** The OAuth error, such as "invalid_grant". */
  readonly error: string
  /** The number after "AADSTS". */
  readonly code: number
  readonly text: string
  readonly suberror?: string
}

export function refusal(error: string, code: number, text: string, suberror?: string): Refusal {
  return { error, code, text, ...(suberror === undefined ? {} : { suberror }) }
}

export const isRefusal = (value: object): value is Refusal => 'error' in value && 'code' in value

/** The token endpoint's error response: 401 for `invalid_client`, else 400, as Entra does. */
export function refusalReply(
  no: Refusal,
  now: number,
  loginHost: string,
  correlationId: string = randomUUID(),
): Reply {
  const timestamp = `${new Date(now).toISOString().slice(0, 19).replace('T', ' ')}Z`
  const traceId = randomUUID()
  return json(no.error === 'invalid_client' ? 401 : 400, {
    error: no.error,
    error_description: `${describeRefusal(no)} Trace ID: ${traceId} Correlation ID: ${correlationId} Timestamp: ${timestamp}`,
    error_codes: [no.code],
    timestamp,
    trace_id: traceId,
    correlation_id: correlationId,
    error_uri: `https://${loginHost}/error?code=${no.code}`,
    ...(no.suberror === undefined ? {} : { suberror: no.suberror }),
  })
}

/** The page for a redirect URI that is not trusted. It has no form, so the app gets no answer. */
export const refusalPage = (no: Refusal): Reply => html(400, errorPage(describeRefusal(no)))

export const describeRefusal = (no: Refusal): string => `AADSTS${no.code}: ${no.text}`
