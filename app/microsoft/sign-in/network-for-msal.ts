// The one door to the network in the shape that MSAL wants: it is given what it can read, and what it would throw away
// is kept.
import type { INetworkModule, NetworkRequestOptions, NetworkResponse } from '@azure/msal-node'
import { z } from 'zod'
import { numberOfRefusal } from '../../model/entra-numbers.ts'
import type { Problem, ProblemOf } from '../../model/problem.ts'
import type { Clock } from '../../model/timing/clock.ts'
import { readJson } from '../../reading/json.ts'
import { readRetryAfter } from '../../reading/retry-after.ts'
import type { Network, NetworkAnswer } from '../network/network.ts'
import { isClaimsRequest } from './claims-request.ts'

type ServerTrouble = ProblemOf<'throttled' | 'server-error'>

/**
 * How Entra refuses: "Microsoft identity platform and OAuth 2.0 authorization code flow", error response. MSAL hands on the
 * first of `error_codes` alone.
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

/** Ten years: beyond what a token lives, and within what a Date holds. */
const LONGEST_LIFE_SECONDS = 10 * 365 * 24 * 3600
const secondsSchema = z.coerce.number().positive().max(LONGEST_LIFE_SECONDS)

/** "VSCHAR" without the space (RFC 6749, Appendix A.12): what a header can carry. */
const tokenSchema = z.string().regex(/^[\x21-\x7e]+$/)
/** What MSAL decodes, it takes for an object. */
const encodedObject = (part: number) =>
  z.string().refine((text) => {
    const json = readJson(Buffer.from(text.split('.')[part] ?? '', 'base64url').toString())
    return text === '' || z.looseObject({}).safeParse(json).success
  })

/** The fields of a token answer that MSAL reads without looking at their types. */
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
/** What MSAL asks besides tokens: a tenant's addresses, or which hosts are Entra's. */
const discoverySchema = z.union([
  refusalSchema,
  z.looseObject({
    authorization_endpoint: z.string().min(1),
    token_endpoint: z.string().min(1),
    issuer: z.string().min(1),
  }),
  z.looseObject({ tenant_discovery_endpoint: z.string().min(1), metadata: z.array(z.looseObject({})) }),
])

/** The network of one task of MSAL's. */
export interface NetworkOfTask {
  client: INetworkModule
  /** What the last request met, if not an answer; MSAL makes a bare `network_error` of it. */
  lastProblem(): Problem | null
  /** What the last refusal asks the next sign-in to ask for, if anything; MSAL tells it of some refusals alone. */
  claimsAsked(): string | null
}

/** Makes the network of a task; once `signal` is aborted its requests fail. */
export type NetworkForMsal = (signal: AbortSignal | null) => NetworkOfTask

export function networkForMsal(
  network: Network,
  clock: Pick<Clock, 'nowMs' | 'monotonicMs'>,
): NetworkForMsal {
  /** The login host asked to wait: what nobody clicked for is not asked again before. */
  let pause: { problem: ServerTrouble; untilMs: number } | null = null

  return (signal) => {
    let last: Problem | null = null
    let claimsAsked: string | null = null

    function fail(problem: Problem): never {
      last = problem
      throw new Error(problem.kind)
    }

    async function send<T>(
      method: 'GET' | 'POST',
      url: string,
      options?: NetworkRequestOptions,
    ): Promise<NetworkResponse<T>> {
      const leftMs = pause ? pause.untilMs - clock.monotonicMs() : 0
      // A page that a person just completed is not answered from memory.
      if (pause && leftMs > 0 && isRefresh(options?.body)) fail({ ...pause.problem, retryAfterMs: leftMs })
      const { host } = new URL(url)
      signal?.throwIfAborted()
      const asked = network.request({
        method,
        url,
        ...(options?.headers ? { headers: options.headers } : {}),
        ...(options?.body === undefined ? {} : { body: options.body }),
      })
      const answer = await (signal ? Promise.race([asked, rejectsOnAbort(signal)]) : asked)
      if (!answer.ok) return fail(answer.problem)
      const trouble = troubleIn(answer.value, host, clock.nowMs())
      pause = trouble?.retryAfterMs
        ? { problem: trouble, untilMs: clock.monotonicMs() + trouble.retryAfterMs }
        : null
      if (trouble) return fail(trouble)
      const { status, headers, json } = answer.value
      const read = (method === 'POST' ? tokenAnswerSchema : discoverySchema).safeParse(json)
      if (!read.success) return fail({ kind: 'not-an-answer', next: 'retries', host, expected: 'sign-in' })
      const { claims } = read.data
      claimsAsked = typeof claims === 'string' && isClaimsRequest(claims) ? claims : null
      // With this header MSAL would refuse the same request for a while by itself.
      const { 'retry-after': _, ...passedOn } = headers
      // What type the body has is MSAL's wish; what the schema does not check, MSAL checks itself.
      return { status, headers: passedOn, body: read.data as T }
    }

    return {
      client: {
        sendGetRequestAsync: (url, options) => send('GET', url, options),
        sendPostRequestAsync: (url, options) => send('POST', url, options),
      },
      lastProblem: () => last,
      claimsAsked: () => claimsAsked,
    }
  }
}

/** The answer of a server that is in trouble; a refusal that can be read is an answer like any other. */
function troubleIn(
  { status, headers, json }: NetworkAnswer,
  host: string,
  nowMs: number,
): ServerTrouble | null {
  const retryAfterMs = readRetryAfter(headers['retry-after'], nowMs)
  if (status === 429) return { kind: 'throttled', next: 'waits', host, retryAfterMs }
  const isAnswer = (status >= 200 && status < 300) || (status < 500 && refusalSchema.safeParse(json).success)
  return isAnswer ? null : { kind: 'server-error', next: 'retries', host, status, retryAfterMs }
}

const isRefresh = (body: string | undefined): boolean =>
  new URLSearchParams(body).get('grant_type') === 'refresh_token'

const rejectsOnAbort = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true })
  })
