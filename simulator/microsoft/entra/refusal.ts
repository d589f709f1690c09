// How Entra says no: an OAuth error with an AADSTS number, as JSON from the token endpoint or as a page.
// Source: "Microsoft Entra authentication and authorization error codes".
import { randomUUID } from 'node:crypto'
import { html, json, type Reply } from '../http.ts'
import { errorPage } from './page.ts'

export interface Refusal {
  /** An OAuth error word, such as "invalid_grant". */
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

/** The token endpoint's error body. A client that is refused gets 401, all else 400, as Entra has it. */
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
    error_description: `${describe(no)} Trace ID: ${traceId} Correlation ID: ${correlationId} Timestamp: ${timestamp}`,
    error_codes: [no.code],
    timestamp,
    trace_id: traceId,
    correlation_id: correlationId,
    error_uri: `https://${loginHost}/error?code=${no.code}`,
    ...(no.suberror === undefined ? {} : { suberror: no.suberror }),
  })
}

/** The page Entra stops at when it cannot trust the redirect URI: it has no form, so the app hears nothing. */
export const refusalPage = (no: Refusal): Reply => html(400, errorPage(describe(no)))

export const describe = (no: Refusal): string => `AADSTS${no.code}: ${no.text}`
