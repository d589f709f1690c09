// The one door to the network, for MSAL and for Graph: time-outs, limits and mishaps become named problems.

import { type Answer, failed, ok, type Problem, safeDetail, unexpected } from '../../model/problem.ts'
import type { ProblemKind } from '../../model/problem-kinds.ts'
import type { Clock } from '../../model/timing/clock.ts'
import { createDeadlines } from '../../model/timing/deadline.ts'
import { readHttpDate } from '../../reading/http-date.ts'
import { readJson } from '../../reading/json.ts'
import { causeOfError } from './network-causes.ts'

/** No answer of Entra or Graph about one person comes near this. */
const LIMIT_BYTES = 1_000_000
const TIMEOUT_MS = 10_000
/** A clock that is off by no more is right enough for any token ("TokenValidationParameters.DefaultClockSkew"). */
const CLOCK_TOLERANCE_MS = 5 * 60_000

export interface NetworkRequest {
  method: 'GET' | 'POST'
  url: string
  headers?: Record<string, string>
  body?: string
  /** Whether a success may come without a body; else that is no answer of Microsoft's. */
  mayBeEmpty?: boolean
  /** The longest answer that is read, in bytes; LIMIT_BYTES unless told. */
  limitBytes?: number
}

export interface NetworkAnswer {
  status: number
  /** Names in lower case. */
  headers: Record<string, string>
  /** The parsed body; null for an error that came without JSON, undefined for a success that may be empty and is. */
  json: unknown
}

export interface Network {
  /** Never rejects, and answers within the time-out. An HTTP error status is an answer; everything short of a whole JSON answer is a problem. */
  request(request: NetworkRequest): Promise<Answer<NetworkAnswer>>
}

/** What the answers of Microsoft's servers tell of this computer's clock. */
export interface ServerTime {
  /** How far the clock was ahead of the server's at the last answer, ms, behind below 0; null before there was one. */
  clockOffMs(): number | null
  /** The problem, with how far the clock is off where that is more than Microsoft tolerates. */
  withClock(problem: Problem): Problem
}

export interface NetworkParts {
  /** Electron's net.fetch, which knows the system's proxy and certificates. */
  fetch: (url: string, init: RequestInit) => Promise<Response>
  /** A hint: false on some virtual adapters and VPNs that work. It names what failed; it keeps nothing from being tried. */
  isOnline: () => boolean
  /** Stands in for every Microsoft host: `https://HOST/PATH` is asked at `<microsoftUrl>/HOST/PATH`. */
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
}: NetworkParts): Network & ServerTime {
  const deadlines = createDeadlines(clock)
  let clockOffMs: number | null = null

  function noteServerTime({ headers }: NetworkAnswer) {
    const serverMs = readHttpDate(headers.date)
    if (serverMs !== null) clockOffMs = clock.nowMs() - serverMs
  }

  const withClock = (problem: Problem): Problem =>
    clockOffMs !== null && Math.abs(clockOffMs) > CLOCK_TOLERANCE_MS ? { ...problem, clockOffMs } : problem

  function noConnection(error: unknown, host: string): Problem {
    const { cause, name } = causeOfError(error)
    if (cause === 'offline') return { kind: 'offline', next: 'waits' }
    if (cause === 'not-json' || cause === 'cut-short') return { kind: cause, next: 'retries', host }
    const detail = name === null ? unexpected(error).detail : safeDetail(name)
    const problem: Problem = { kind: cause, next: 'retries', host, detail }
    return cause === 'certificate-date' ? withClock(problem) : problem
  }

  function systemSaysOffline(): boolean {
    try {
      return !isOnline()
    } catch {
      return false
    }
  }

  async function ask(
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
        // A redirect would carry a token or a code to whoever sent it; no Microsoft answer asked for here is one.
        redirect: 'error',
        signal: end,
      })
    } catch (error) {
      return failed(noConnection(error, host))
    }
    try {
      const text = await readUpTo(limitBytes, response, end)
      if (text === null) return failed({ kind: 'too-large', next: 'retries', host, limitBytes })
      if (text === '' && mayBeEmpty && response.ok) return ok({ ...bodyless(response), json: undefined })
      return understand(text, response, host)
    } catch (error) {
      if (response.status === 429 || response.status >= 500) return ok(bodyless(response))
      const { cause } = causeOfError(error)
      return failed(
        cause === 'offline'
          ? { kind: 'offline', next: 'waits' }
          : { kind: 'cut-short', next: 'retries', host },
      )
    }
  }

  return {
    async request(request) {
      const end = new AbortController()
      const host = URL.canParse(request.url) ? new URL(request.url).host : ''
      // Also where fetch itself does not see to it.
      const answer = await deadlines.within(timeoutMs, () => ask(request, end.signal), {
        ...{ kind: 'timed-out', next: 'retries', host },
        afterMs: timeoutMs,
      })
      end.abort()
      if (answer.ok) noteServerTime(answer.value)
      else if (!isAnswered(answer.problem) && systemSaysOffline())
        return failed({ kind: 'offline', next: 'waits' })
      return answer
    },
    clockOffMs: () => clockOffMs,
    withClock,
  }
}

/** Whether somebody answered, on the way or at its end, so that nobody can be offline. */
const isAnswered = ({ kind }: Problem): boolean => answeredKinds.has(kind)
const answeredKinds: ReadonlySet<ProblemKind> = new Set([
  'not-json',
  'too-large',
  'certificate-date',
  'certificate-untrusted',
  'client-certificate-wanted',
  'proxy-refused',
  'proxy-sign-in-wanted',
  'connection-refused',
])

/** The body as text, or null when it is longer than `limitBytes`; throws when it stops half-way. */
async function readUpTo(limitBytes: number, { body }: Response, end: AbortSignal): Promise<string | null> {
  if (!body) return ''
  const reader = body.getReader()
  // A body that nobody waits for any more is not read on, even where fetch itself does not see to it.
  const onEnd = () => void reader.cancel(end.reason).catch(() => {})
  end.addEventListener('abort', onEnd)
  const decoder = new TextDecoder()
  let text = ''
  let bytes = 0
  try {
    for (let chunk = await reader.read(); !chunk.done; chunk = await reader.read()) {
      bytes += chunk.value.byteLength
      if (bytes > limitBytes) {
        await reader.cancel()
        return null
      }
      text += decoder.decode(chunk.value, { stream: true })
    }
  } finally {
    end.removeEventListener('abort', onEnd)
  }
  return text + decoder.decode()
}

const bodyless = ({ status, headers }: Response): NetworkAnswer => ({
  status,
  headers: Object.fromEntries(headers),
  json: null,
})

function understand(text: string, response: Response, host: string): Answer<NetworkAnswer> {
  const { status } = response
  // "Proxy Authentication Required" (RFC 9110, 15.5.8): never Microsoft's own.
  if (status === 407)
    return failed({ kind: 'proxy-sign-in-wanted', next: 'retries', host, detail: 'HTTP 407' })
  const answer = (json: unknown) => ok({ ...bodyless(response), json })
  const json = readJson(text)
  if (json !== undefined) return answer(json)
  const saysJson = /\bjson\b/i.test(response.headers.get('content-type') ?? '')
  if (text === '' && status >= 400) return answer(null)
  if (saysJson && status < 400) return failed({ kind: 'cut-short', next: 'retries', host })
  // A gateway in front of Microsoft speaks HTML when it is in trouble; any other page is somebody else's
  // (511: "Network Authentication Required", RFC 6585).
  const ofTheServer = status === 429 || (status >= 500 && status !== 511)
  return ofTheServer ? answer(null) : failed({ kind: 'not-json', next: 'retries', host })
}
