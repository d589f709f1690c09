// One request of an output and the request after a redirect. Pure.
import type { HeaderValues } from '../../../model/external-outputs/web-request-text.ts'

export interface HttpRequest {
  method: string
  url: URL
  headers: HeaderValues
  /** Null without a body. */
  body: string | null
}

/** The beginning of an answer: all that is needed of it. */
export interface HttpAnswer {
  status: number
  /** The address of a redirect, also relative. */
  location: string | null
  /** Resolves when the rest was read or dropped. Never rejects. */
  end: Promise<void>
}

/**
 * Sends one request, without following a redirect. Rejects if there is no answer. After `signal` is aborted it ends soon, and
 * the rest of an answer is dropped.
 */
export type SendRequest = (request: HttpRequest, signal: AbortSignal) => Promise<HttpAnswer>

/** More of an answer is not read. Bytes. */
export const LONGEST_ANSWER = 64 * 1024

export const isRedirect = (status: number): boolean => [301, 302, 303, 307, 308].includes(status)

/**
 * The request after a redirect ("Fetch Standard", HTTP-redirect fetch); null if it must not be followed: to another host or
 * port, which must not get the headers, or from https to http. From the default port of http that of https may follow.
 */
export function redirected(
  { method, url, headers, body }: HttpRequest,
  { status, location }: Pick<HttpAnswer, 'status' | 'location'>,
): HttpRequest | null {
  if (!isRedirect(status) || location === null || !URL.canParse(location, url)) return null
  const next = new URL(location, url)
  if (next.hostname !== url.hostname || next.port !== url.port || next.username || next.password) return null
  if (next.protocol !== url.protocol && next.protocol !== 'https:') return null
  const becomesGet =
    (status === 303 && method !== 'GET') || ((status === 301 || status === 302) && method === 'POST')
  if (!becomesGet) return { method, url: next, headers, body }
  const kept = Object.entries(headers).filter(([name]) => !name.startsWith('content-'))
  return { method: 'GET', url: next, headers: Object.fromEntries(kept), body: null }
}
