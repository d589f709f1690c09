// Reads an HTTP response of Microsoft: JSON of limited size is an answer, anything else a problem.
import { type Answer, failed, ok, type ProblemOf } from '../../model/problems/problem.ts'
import { readHttpDate } from '../../reading/http-date.ts'
import { readJson } from '../../reading/json.ts'
import { readRetryAfter } from '../../reading/retry-after.ts'

export interface NetworkAnswer {
  status: number
  /** Names in lower case. */
  headers: Record<string, string>
  /** The parsed body; null for an error without JSON, undefined for a success that may be empty and is. */
  json: unknown
}

/** The body as text, or null when it is longer than `limitBytes`; throws when it is cut short. */
export async function readUpTo(
  limitBytes: number,
  { body }: Response,
  end: AbortSignal,
): Promise<string | null> {
  if (!body) return ''
  const reader = body.getReader()
  // Stops reading on abort, even if fetch does not.
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

/** The answer without its body. */
export const withoutBody = ({ status, headers }: Response): NetworkAnswer => ({
  status,
  headers: Object.fromEntries(headers),
  json: null,
})

/** The answer with the body `text`, or the problem that it is not Microsoft's JSON. */
export function readAnswer(text: string, response: Response, host: string): Answer<NetworkAnswer> {
  const { status } = response
  // "Proxy Authentication Required" (RFC 9110, 15.5.8): never from Microsoft.
  if (status === 407)
    return failed({ kind: 'proxy-sign-in-wanted', next: 'retries', host, detail: 'HTTP 407' })
  const answer = (json: unknown) => ok({ ...withoutBody(response), json })
  const json = readJson(text)
  if (json !== undefined) return answer(json)
  const isDeclaredJson = /\bjson\b/i.test(response.headers.get('content-type') ?? '')
  if (text === '' && status >= 400) return answer(null)
  if (isDeclaredJson && status < 400) return failed({ kind: 'cut-short', next: 'retries', host })
  // Microsoft's gateways answer with HTML when they fail; any other page comes from someone else
  // (511: "Network Authentication Required", RFC 6585).
  const isGatewayError = status === 429 || (status >= 500 && status !== 511)
  return isGatewayError ? answer(null) : failed({ kind: 'not-json', next: 'retries', host })
}

/**
 * How long the server asks to wait, ms; null if it does not. A date counts from the server's own Date (RFC 9110, 6.6.1), as
 * this computer's clock may be wrong.
 */
export const retryAfterIn = ({ headers }: Pick<NetworkAnswer, 'headers'>, nowMs: number): number | null =>
  readRetryAfter(headers['retry-after'], readHttpDate(headers.date) ?? nowMs)

/** The problem of an error status that says nothing about the request: the server is busy, or fails. */
export function serverProblem(
  answer: NetworkAnswer,
  host: string,
  nowMs: number,
): ProblemOf<'throttled' | 'server-error'> {
  const { status } = answer
  const retryAfterMs = retryAfterIn(answer, nowMs)
  return status === 429
    ? { kind: 'throttled', next: 'waits', host, retryAfterMs }
    : { kind: 'server-error', next: 'retries', host, status, retryAfterMs }
}
