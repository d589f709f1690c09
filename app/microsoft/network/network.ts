// Sends all requests to Entra and Graph: time-outs, size limits and failures become named problems.

import { causeOfError } from '../../model/problems/network-causes.ts'
import {
  type Answer,
  failed,
  ok,
  type Problem,
  safeDetail,
  unexpected,
} from '../../model/problems/problem.ts'
import type { ProblemKind } from '../../model/problems/problem-kinds.ts'
import type { Clock } from '../../model/timing/clock.ts'
import { createDeadlines } from '../../model/timing/deadline.ts'
import { readHttpDate } from '../../reading/http-date.ts'
import { type NetworkAnswer, readAnswer, readUpTo, withoutBody } from './http-answer.ts'

/** Far more than any answer of Entra or Graph about one user. */
const LIMIT_BYTES = 1_000_000
const TIMEOUT_MS = 10_000
/** The clock skew that token validation tolerates ("TokenValidationParameters.DefaultClockSkew"). */
const CLOCK_TOLERANCE_MS = 5 * 60_000

export interface NetworkRequest {
  method: 'GET' | 'POST'
  url: string
  headers?: Record<string, string>
  body?: string
  /** Whether a success may have an empty body; otherwise it is not an answer of Microsoft. */
  mayBeEmpty?: boolean
  /** The longest body that is read, in bytes; LIMIT_BYTES by default. */
  limitBytes?: number
}

export interface Network {
  /**
   * Never rejects, and resolves within the time-out. An HTTP error status is an answer; anything but a complete JSON
   * answer is a problem.
   */
  request(request: NetworkRequest): Promise<Answer<NetworkAnswer>>
}

export interface NetworkParts {
  /** Electron's net.fetch, which uses the system's proxy and certificates. */
  fetch: (url: string, init: RequestInit) => Promise<Response>
  /** A hint: false on some working virtual adapters and VPNs. It only names a failure and never prevents a request. */
  isOnline: () => boolean
  /** Replaces every Microsoft host: `https://HOST/PATH` is requested from `<microsoftUrl>/HOST/PATH`. */
  microsoftUrl: string | null
  clock: Pick<Clock, 'after' | 'nowMs'>
  timeoutMs?: number
}

export function createNetwork({
  fetch,
  isOnline,
  microsoftUrl,
  clock,
  timeoutMs = TIMEOUT_MS,
}: NetworkParts) {
  const deadlines = createDeadlines(clock)
  let clockOffMs: number | null = null

  function updateClockOffset({ headers }: NetworkAnswer) {
    const serverMs = readHttpDate(headers.date)
    if (serverMs !== null) clockOffMs = clock.nowMs() - serverMs
  }

  /** Adds the clock's offset to the problem if it is more than Microsoft tolerates. */
  const withClockOffset = (problem: Problem): Problem =>
    clockOffMs !== null && Math.abs(clockOffMs) > CLOCK_TOLERANCE_MS ? { ...problem, clockOffMs } : problem

  function connectionProblem(error: unknown, host: string): Problem {
    const { cause, name } = causeOfError(error)
    if (cause === 'offline') return { kind: 'offline', next: 'waits' }
    if (cause === 'not-json' || cause === 'cut-short') return { kind: cause, next: 'retries', host }
    const detail = name === null ? unexpected(error).detail : safeDetail(name)
    const problem: Problem = { kind: cause, next: 'retries', host, detail }
    return cause === 'certificate-date' ? withClockOffset(problem) : problem
  }

  function isSystemOffline(): boolean {
    try {
      return !isOnline()
    } catch {
      return false
    }
  }

  async function send(
    { url, method, headers = {}, body, mayBeEmpty = false, limitBytes = LIMIT_BYTES }: NetworkRequest,
    end: AbortSignal,
  ): Promise<Answer<NetworkAnswer>> {
    const { host, pathname, search } = new URL(url)
    const target = microsoftUrl ? `${microsoftUrl.replace(/\/$/, '')}/${host}${pathname}${search}` : url
    let response: Response
    try {
      response = await fetch(target, {
        method,
        headers: { accept: 'application/json', ...headers },
        ...(body === undefined ? {} : { body }),
        cache: 'no-store',
        credentials: 'omit',
        // A redirect could send a token or a code elsewhere; Microsoft redirects none of these requests.
        redirect: 'error',
        signal: end,
      })
    } catch (error) {
      return failed(connectionProblem(error, host))
    }
    try {
      const text = await readUpTo(limitBytes, response, end)
      if (text === null) return failed({ kind: 'too-large', next: 'retries', host, limitBytes })
      if (text === '' && mayBeEmpty && response.ok) return ok({ ...withoutBody(response), json: undefined })
      return readAnswer(text, response, host)
    } catch (error) {
      if (response.status === 429 || response.status >= 500) return ok(withoutBody(response))
      const { cause } = causeOfError(error)
      return failed(
        cause === 'offline'
          ? { kind: 'offline', next: 'waits' }
          : { kind: 'cut-short', next: 'retries', host },
      )
    }
  }

  return {
    async request(request: NetworkRequest): Promise<Answer<NetworkAnswer>> {
      const end = new AbortController()
      const host = URL.canParse(request.url) ? new URL(request.url).host : ''
      // Also ends a request whose abort fetch ignores.
      const answer = await deadlines.within(timeoutMs, () => send(request, end.signal), {
        kind: 'timed-out',
        next: 'retries',
        host,
        afterMs: timeoutMs,
      })
      end.abort()
      if (answer.ok) updateClockOffset(answer.value)
      else if (!onlineKinds.has(answer.problem.kind) && isSystemOffline())
        return failed({ kind: 'offline', next: 'waits' })
      return answer
    },
    /**
     * How far this computer's clock was ahead of the Date header of the last answer, ms, negative if behind; null before the
     * first answer.
     */
    clockOffMs: () => clockOffMs,
    withClockOffset,
  }
}

/** A server or a proxy answered, so the computer is not offline. */
const onlineKinds: ReadonlySet<ProblemKind> = new Set([
  'not-json',
  'too-large',
  'certificate-date',
  'certificate-untrusted',
  'client-certificate-wanted',
  'proxy-refused',
  'proxy-sign-in-wanted',
  'connection-refused',
])

/**
 * A fetch that logs each request, its answer and the time it took. Leaves out the query of the address and all bodies:
 * they may hold names and tokens.
 */
export const loggedFetch =
  (
    fetch: NetworkParts['fetch'],
    clock: Pick<Clock, 'monotonicMs'>,
    log: { debug: (text: string) => void },
  ): typeof fetch =>
  async (url, init) => {
    const startedMs = clock.monotonicMs()
    const { host, pathname } = new URL(url)
    const logOutcome = (outcome: string | number) => {
      const tookMs = Math.round(clock.monotonicMs() - startedMs)
      // No colon: behind ".../token" the outcome would be hidden as its value.
      log.debug(`${init.method ?? 'GET'} ${host}${pathname} → ${outcome} after ${tookMs} ms`)
    }
    try {
      const response = await fetch(url, init)
      logOutcome(response.status)
      return response
    } catch (error) {
      logOutcome('no answer')
      throw error
    }
  }
