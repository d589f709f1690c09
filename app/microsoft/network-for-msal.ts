// The one door to the network in the shape that MSAL wants, keeping what MSAL would throw away.
import type { INetworkModule, NetworkRequestOptions, NetworkResponse } from '@azure/msal-node'
import { readRetryAfter } from '../reading/retry-after.ts'
import type { Network } from './network.ts'
import type { Problem } from './problem.ts'

/** How long MSAL blocks a request when the server does not say (ThrottlingUtils, msal-common 16). */
const MSAL_BLOCK_MS = 60_000

export interface NetworkForMsal {
  client: INetworkModule
  /** What the last request met, if not an answer; MSAL makes a bare `network_error` of it. */
  lastProblem(): Problem | null
  forgetProblem(): void
}

export function networkForMsal(network: Network, nowMs: () => number): NetworkForMsal {
  let last: Problem | null = null
  /** After a 429 or 5xx MSAL blocks the same request in memory, without asking again; this says why. */
  let blocked: { problem: Problem; untilMs: number } | null = null

  async function send<T>(
    method: 'GET' | 'POST',
    url: string,
    options?: NetworkRequestOptions,
  ): Promise<NetworkResponse<T>> {
    const answer = await network.request({
      method,
      url,
      ...(options?.headers ? { headers: options.headers } : {}),
      ...(options?.body === undefined ? {} : { body: options.body }),
    })
    if (!answer.ok) {
      last = answer.problem
      throw new Error(answer.problem.kind)
    }
    const { status, headers, json } = answer.value
    const { host } = new URL(url)
    const retryAfterMs = readRetryAfter(headers['retry-after'], nowMs())
    if (status === 429 || status >= 500) {
      last =
        status === 429
          ? { kind: 'throttled', needs: 'time', host, retryAfterMs }
          : { kind: 'server-error', needs: 'time', host, status, retryAfterMs }
      blocked = { problem: last, untilMs: nowMs() + (retryAfterMs ?? MSAL_BLOCK_MS) }
    }
    // MSAL reads fields of the body without looking whether there is one. What it finds there it checks itself.
    const body = (json !== null && typeof json === 'object' ? json : {}) as T
    return { status, headers, body }
  }

  return {
    client: {
      sendGetRequestAsync: (url, options) => send('GET', url, options),
      sendPostRequestAsync: (url, options) => send('POST', url, options),
    },
    lastProblem: () => last ?? (blocked && nowMs() < blocked.untilMs ? blocked.problem : null),
    forgetProblem() {
      last = null
    },
  }
}
