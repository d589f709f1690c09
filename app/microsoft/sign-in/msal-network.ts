// The network module that MSAL requires: answers are validated before MSAL reads them, and the problem that MSAL would
// drop is kept.
import type { INetworkModule, NetworkRequestOptions, NetworkResponse } from '@azure/msal-node'
import { z } from 'zod'
import { numberOfRefusal } from '../../model/problems/entra-numbers.ts'
import type { Problem } from '../../model/problems/problem.ts'
import type { Clock } from '../../model/timing/clock.ts'
import { beginWait, leftOfWait, type Wait } from '../../model/timing/wait.ts'
import { readJson } from '../../reading/json.ts'
import { type NetworkAnswer, serverProblem } from '../network/http-answer.ts'
import type { Network } from '../network/network.ts'
import { isClaimsRequest } from './claims-request.ts'

/**
 * Entra's error response: "Microsoft identity platform and OAuth 2.0 authorization code flow". MSAL passes on
 * only the first of `error_codes`.
 */
const refusalSchema = z
  .object({
    error: z.string().min(1),
    error_description: z.string().optional().catch(undefined),
    error_codes: z.array(z.number()).catch([]),
    error_uri: z.string().catch(''),
    suberror: z.string().optional().catch(undefined),
    claims: z.string().optional().catch(undefined),
    timestamp: z.string().optional().catch(undefined),
    trace_id: z.string().optional().catch(undefined),
    correlation_id: z.string().optional().catch(undefined),
  })
  .transform(({ error_codes: codes, error_uri: uri, ...refusal }) => {
    const number = numberOfRefusal({ codes, uri, description: refusal.error_description ?? '' })
    return { ...refusal, ...(number === null ? {} : { error_codes: [number] }) }
  })

/** Ten years: longer than any token is valid, and within the range of a Date. */
const LONGEST_LIFETIME_SECONDS = 10 * 365 * 24 * 3600
const secondsSchema = z.coerce.number().positive().max(LONGEST_LIFETIME_SECONDS)

/** "VSCHAR" without the space (RFC 6749, Appendix A.12): what is valid in a header. */
const tokenSchema = z.string().regex(/^[\x21-\x7e]+$/)
/** MSAL decodes this part and assumes that it is an object. */
const encodedObject = (part: number) =>
  z.string().refine((text) => {
    const json = readJson(Buffer.from(text.split('.')[part] ?? '', 'base64url').toString())
    return text === '' || z.looseObject({}).safeParse(json).success
  })

/** The fields of a token response that MSAL reads without checking their types. */
const tokensSchema = z.looseObject({
  access_token: tokenSchema,
  expires_in: secondsSchema,
  ext_expires_in: secondsSchema.optional().catch(undefined),
  refresh_in: secondsSchema.optional().catch(undefined),
  refresh_token_expires_in: secondsSchema.optional().catch(undefined),
  token_type: z.string().optional(),
  scope: z.string().optional(),
  refresh_token: z.string().optional(),
  id_token: encodedObject(1).optional(),
  client_info: encodedObject(0).optional(),
  foci: z.string().optional(),
})

const tokenAnswerSchema = z.union([refusalSchema, tokensSchema])
/** A sign-in always requests the scope `openid`, so its answer names the account. */
const signInAnswerSchema = z.union([
  refusalSchema,
  tokensSchema.extend({ id_token: encodedObject(1).min(1) }),
])
/** MSAL's other requests: the endpoints of a tenant, or the list of Entra's hosts. */
const discoverySchema = z.union([
  refusalSchema,
  z.looseObject({
    authorization_endpoint: z.string().min(1),
    token_endpoint: z.string().min(1),
    issuer: z.string().min(1),
  }),
  z.looseObject({ tenant_discovery_endpoint: z.string().min(1), metadata: z.array(z.looseObject({})) }),
])

/** Returns a function that creates the network module of one MSAL task; once `signal` is aborted its requests fail. */
export function msalNetwork(network: Network, clock: Pick<Clock, 'nowMs' | 'monotonicMs'>) {
  /** The Retry-After of the login host: no token is refreshed before it has passed. */
  let pause: { problem: ReturnType<typeof serverProblem>; wait: Wait } | null = null

  return (signal: AbortSignal | null) => {
    let last: Problem | null = null
    let claimsRequired: string | null = null

    function fail(problem: Problem): never {
      last = problem
      throw new Error(problem.kind)
    }

    async function send<T>(
      method: 'GET' | 'POST',
      url: string,
      options?: NetworkRequestOptions,
    ): Promise<NetworkResponse<T>> {
      const remainingMs = pause ? leftOfWait(clock, pause.wait) : 0
      // A sign-in that the user has just completed is sent in any case.
      if (pause && remainingMs > 0 && isRefresh(options?.body))
        fail({ ...pause.problem, retryAfterMs: remainingMs })
      const { host } = new URL(url)
      signal?.throwIfAborted()
      const request = network.request({
        method,
        url,
        ...(options?.headers ? { headers: options.headers } : {}),
        ...(options?.body === undefined ? {} : { body: options.body }),
      })
      const answer = await (signal ? Promise.race([request, rejectsOnAbort(signal)]) : request)
      if (!answer.ok) return fail(answer.problem)
      const serverProblem = serverProblemOf(answer.value, host, clock.nowMs())
      pause = serverProblem?.retryAfterMs
        ? { problem: serverProblem, wait: beginWait(clock, serverProblem.retryAfterMs) }
        : null
      if (serverProblem) return fail(serverProblem)
      const { status, headers, json } = answer.value
      const read = schemaFor(method, options?.body).safeParse(json)
      if (!read.success) return fail({ kind: 'not-an-answer', next: 'retries', host, expected: 'sign-in' })
      const { claims } = read.data
      claimsRequired = typeof claims === 'string' && isClaimsRequest(claims) ? claims : null
      // MSAL would throttle the same request by itself because of this header.
      const { 'retry-after': _, ...passedOn } = headers
      // MSAL states the type of the body, and itself checks what the schema does not.
      return { status, headers: passedOn, body: read.data as T }
    }

    const client: INetworkModule = {
      sendGetRequestAsync: (url, options) => send('GET', url, options),
      sendPostRequestAsync: (url, options) => send('POST', url, options),
    }
    return {
      client,
      /** The problem of the last request that got no answer; MSAL reduces it to `network_error`. */
      lastProblem: () => last,
      /** The claims that the last refusal requires of the next sign-in, or null; MSAL passes them on for some errors only. */
      claimsRequired: () => claimsRequired,
    }
  }
}

/** The problem of a server error; null for a success and for a valid error response of Entra. */
function serverProblemOf(answer: NetworkAnswer, host: string, nowMs: number) {
  const { status, json } = answer
  const isRefusal = status < 500 && status !== 429 && refusalSchema.safeParse(json).success
  return (status >= 200 && status < 300) || isRefusal ? null : serverProblem(answer, host, nowMs)
}

function schemaFor(method: 'GET' | 'POST', body: string | undefined) {
  if (method === 'GET') return discoverySchema
  return isRefresh(body) ? tokenAnswerSchema : signInAnswerSchema
}

const isRefresh = (body: string | undefined) =>
  new URLSearchParams(body).get('grant_type') === 'refresh_token'

const rejectsOnAbort = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true })
  })
