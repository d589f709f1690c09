// The one door to the network, for MSAL and for Graph: time-outs, limits and mishaps become named problems.

import type { Clock } from '../presence/clock.ts'
import { createDeadlines } from '../presence/deadline.ts'
import { readJson } from '../reading/json.ts'
import { type Answer, failed, ok, type Problem, unexpected } from './problem.ts'

/** No answer of Entra or Graph about one person comes near this. */
const LIMIT_BYTES = 1_000_000
const TIMEOUT_MS = 10_000

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

export interface NetworkParts {
  /** Electron's net.fetch, which knows the system's proxy and certificates. */
  fetch: (url: string, init: RequestInit) => Promise<Response>
  isOnline: () => boolean
  /** Stands in for every Microsoft host: `https://HOST/PATH` is asked at `<microsoftUrl>/HOST/PATH`. */
  microsoftUrl: string | null
  clock: Pick<Clock, 'after'>
  timeoutMs?: number
}

export function createNetwork({
  fetch,
  isOnline,
  microsoftUrl,
  clock,
  timeoutMs = TIMEOUT_MS,
}: NetworkParts): Network {
  const deadlines = createDeadlines(clock)

  async function ask(
    { url, method, headers = {}, body, mayBeEmpty = false, limitBytes = LIMIT_BYTES }: NetworkRequest,
    end: AbortSignal,
  ): Promise<Answer<NetworkAnswer>> {
    const { host, pathname, search } = new URL(url)
    const target = microsoftUrl ? `${microsoftUrl.replace(/\/$/, '')}/${host}${pathname}${search}` : url
    if (!isOnline()) return failed({ kind: 'offline', next: 'waits' })
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
      const detail = mishapCode(error)
      return failed(knownMishap(error, host) ?? { kind: 'unreachable', next: 'retries', host, detail })
    }
    try {
      const text = await readUpTo(limitBytes, response, end)
      if (text === null) return failed({ kind: 'too-large', next: 'retries', host, limitBytes })
      if (text === '' && mayBeEmpty && response.ok) return ok({ ...bodyless(response), json: undefined })
      return understand(text, response, host)
    } catch (error) {
      if (response.status === 429 || response.status >= 500) return ok(bodyless(response))
      return failed(knownMishap(error, host) ?? { kind: 'cut-short', next: 'retries', host })
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
      return answer
    },
  }
}

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

function knownMishap(error: unknown, host: string): Problem | null {
  const words = everyMessage(error)
  if (/ERR_INTERNET_DISCONNECTED/.test(words)) return { kind: 'offline', next: 'waits' }
  // Chromium and Node word it differently: "redirect policy was 'error'", "unexpected redirect".
  if (/\bredirect\b/i.test(words)) return { kind: 'not-json', next: 'retries', host }
  return null
}

/** "net::ERR_NAME_NOT_RESOLVED" of Chromium, "ECONNREFUSED" of Node: what an administrator would search for. */
function mishapCode(error: unknown): string {
  const words = everyMessage(error)
  return /net::ERR_\w+/.exec(words)?.[0] ?? /\bE[A-Z]{3,}\b/.exec(words)?.[0] ?? unexpected(error).detail
}

function everyMessage(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const code = 'code' in error ? String(error.code) : ''
  return `${code} ${error.message} ${error.cause === undefined ? '' : everyMessage(error.cause)}`
}
