// The driver of web requests: one request for each light.
import type { PlaceholderValues } from '../../../model/external-outputs/placeholders.ts'
import {
  addressIn,
  bodyIn,
  headersIn,
  webRequestProblem,
} from '../../../model/external-outputs/web-request-text.ts'
import { causeOfError } from '../../../model/problems/network-causes.ts'
import { type Problem, safeDetail, unexpected } from '../../../model/problems/problem.ts'
import { certificateProblem } from '../certificate-problem.ts'
import { type CreateDriver, type DriverParts, OutputError } from '../output-driver.ts'
import { placeholderValues } from '../placeholder-values.ts'
import { PublicAddress } from './private-address.ts'
import { createPrivateRequest } from './private-request.ts'
import { type HttpAnswer, type HttpRequest, isRedirect, redirected, type SendRequest } from './redirects.ts'
import { createSecureRequest, type RequestNet } from './secure-request.ts'

/** With all redirects. */
const TIMEOUT_MS = 10_000
const MOST_REDIRECTS = 3

/** The drivers of web requests: http only to private addresses, https by `net` to any host with a trusted certificate. */
export const webRequestDriver =
  (net: RequestNet): CreateDriver<'web-request'> =>
  ({ target, secrets, clock, guard }) => {
    const overHttp = createPrivateRequest(guard)
    const overHttps = createSecureRequest(net, guard)
    /** The last request; the rest of its answer may still be on its way. */
    let last = new AbortController()

    const sendOnce: SendRequest = (request, signal) =>
      (request.url.protocol === 'https:' ? overHttps : overHttp)(request, signal)

    return {
      async send(message, signal) {
        last.abort()
        last = new AbortController()
        const request = requestOf(target, secrets, placeholderValues(message))
        const { host } = request.url
        const end = last
        let isLate = false
        const stopTimer = clock.after(TIMEOUT_MS, () => {
          isLate = true
          end.abort()
        })
        end.signal.addEventListener('abort', stopTimer, { once: true })
        let answer: HttpAnswer
        try {
          answer = await followed(request, sendOnce, AbortSignal.any([signal, end.signal]))
        } catch (error) {
          stopTimer()
          throw new OutputError(
            isLate
              ? { kind: 'output-timed-out', next: 'retries', host, afterMs: TIMEOUT_MS }
              : connectionProblem(error, host),
          )
        }
        answer.end.then(stopTimer)
        const problem = answerProblem(answer, request.url)
        if (problem) throw new OutputError(problem)
      },
      stop: () => last.abort(),
    }
  }

function requestOf(
  { method, body: bodyTemplate }: DriverParts<'web-request'>['target'],
  { address, headers: lines = '' }: DriverParts<'web-request'>['secrets'],
  values: PlaceholderValues,
): HttpRequest {
  if (address === undefined) throw new OutputError({ kind: 'output-secret-missing', next: 'person' })
  const template = method === 'GET' ? '' : bodyTemplate
  const problem = webRequestProblem({ address, headers: lines, body: template })
  if (problem) throw new OutputError(problem)
  const url = addressIn(address, values)
  const headers = headersIn(lines, values)
  const body = bodyIn(template, values)
  if (!url || !headers || body === null) throw new Error('a checked request cannot be filled')
  return {
    method,
    body: body === '' ? null : body,
    url: withoutCredentials(url),
    headers: {
      'user-agent': 'Tally Light',
      ...(body === '' ? {} : { 'content-type': 'application/json' }),
      ...basicAuthorization(url),
      ...headers,
    },
  }
}

function withoutCredentials(url: URL): URL {
  const bare = new URL(url)
  bare.username = ''
  bare.password = ''
  return bare
}

/** The user name and password in an address as a header ("The 'Basic' HTTP Authentication Scheme", RFC 7617). */
function basicAuthorization({ username, password }: URL): { authorization?: string } {
  if (username === '' && password === '') return {}
  const bytes = Buffer.from([username, password].map(percentDecoded).join(':'))
  return { authorization: `Basic ${bytes.toString('base64')}` }
}

/** A percent sign that encodes nothing stays. */
const percentDecoded = (text: string) =>
  text.replace(/(?:%[\da-f]{2})+/gi, (bytes) => Buffer.from(bytes.replaceAll('%', ''), 'hex').toString())

/** The answer after at most `MOST_REDIRECTS` redirects; the redirect itself if it must not be followed. */
async function followed(request: HttpRequest, send: SendRequest, signal: AbortSignal): Promise<HttpAnswer> {
  let current = request
  for (let hops = 0; ; hops += 1) {
    const answer = await send(current, signal)
    const next = hops < MOST_REDIRECTS ? redirected(current, answer) : null
    if (!next) return answer
    current = next
  }
}

function connectionProblem(error: unknown, host: string): Problem {
  if (error instanceof PublicAddress) return { kind: 'output-address-public', next: 'person', host }
  const { cause, name } = causeOfError(error)
  const detail = name === null ? unexpected(error).detail : safeDetail(name)
  return name !== null && (cause === 'certificate-untrusted' || cause === 'certificate-date')
    ? certificateProblem(name, host, detail)
    : { kind: 'output-unreachable', next: 'retries', host, detail }
}

/** Null for a success. Names the host of a redirect, but not its address, which can contain a token. */
function answerProblem({ status, location }: HttpAnswer, url: URL): Problem | null {
  const { host } = url
  if (status >= 200 && status < 300) return null
  if (status === 401 || status === 403) return { kind: 'output-access-refused', next: 'person', host }
  const target =
    isRedirect(status) && location !== null && URL.canParse(location, url) ? new URL(location, url) : null
  const detail = target ? `HTTP ${status} → ${target.protocol}//${target.host}` : `HTTP ${status}`
  return { kind: 'output-refused', next: 'retries', host, detail: safeDetail(detail) }
}
