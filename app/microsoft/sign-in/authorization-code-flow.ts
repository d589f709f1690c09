// One sign-in or consent in the system's browser, by the authorization code flow with PKCE. It can be cancelled at any
// moment; a cancelled flow leaves nothing behind.
import { randomBytes } from 'node:crypto'
import type { AuthenticationResult, AuthorizationUrlRequest } from '@azure/msal-node'
import { type Answer, failed, ok, type Problem, unexpected } from '../../model/problems/problem.ts'
import type { Clock } from '../../model/timing/clock.ts'
import type { BrowserPages } from './browser-page.ts'
import { problemOfEntra, problemOfRefusal } from './entra-errors.ts'
import { type LoopbackListener, listenOnLoopback } from './loopback-listener.ts'
import type { MsalClient, NewTokens } from './msal-client.ts'

/** A flow that the user does not complete ends after this time. */
const TIMEOUT_MS = 5 * 60_000
/** The longest address that Windows opens, in characters ("shell.openExternal": "Max 2081 characters on Windows"). */
const LONGEST_ON_WINDOWS = 2081
/** macOS states no limit, and Linux takes 128 kB in one argument (execve(2), MAX_ARG_STRLEN); web servers take less. */
const LONGEST_ELSEWHERE = 16_384

export interface AuthorizationCodeFlowParts {
  loginHost: string
  clock: Clock
  platform: NodeJS.Platform
  msalClient: Pick<MsalClient, 'runWithoutTokens'>
  /** Runs the task that redeems the code. */
  redeem: MsalClient['runForSignIn']
  /** Opens a page of Entra in the system's browser, unless `signal` is aborted; rejects when there is no browser. */
  openBrowser: (url: string, signal: AbortSignal) => Promise<void>
  /** In the current language. */
  pages: () => BrowserPages
}

/** The part of the request that differs between flows. */
export type FlowRequest = Pick<AuthorizationUrlRequest, 'scopes' | 'loginHint' | 'prompt' | 'claims'>

/** The result of redeeming the code, and the claims that were requested with it. */
export interface RedeemedCode {
  result: AuthenticationResult
  claims: string | null
}

/** Handles the tokens of a flow; if it answers a problem they are discarded. */
export type OnRedeemed<Value> = (redeemed: RedeemedCode, newTokens: NewTokens) => Promise<Answer<Value>>

export interface AuthorizationCodeFlow<Value> {
  /** Resolves at once when the flow is cancelled or times out. Never rejects. */
  outcome: Promise<Answer<Value>>
  /** Address of Entra's page in the browser; null before it is opened, and once Entra has answered. */
  pageAddress(): string | null
  cancel(): void
}

export function startAuthorizationCodeFlow<Value>(
  { loginHost, clock, platform, msalClient, redeem, openBrowser, pages }: AuthorizationCodeFlowParts,
  flowRequest: FlowRequest,
  onRedeemed: OnRedeemed<Value>,
): AuthorizationCodeFlow<Value> {
  const stop = new AbortController()
  const { signal } = stop
  let resolveEarly: (problem: Problem) => void = () => {}
  const endedEarly = new Promise<Answer<never>>((resolve) => {
    resolveEarly = (problem) => resolve(failed(problem))
  })
  let isOver = false
  let openPage: string | null = null

  function endEarly(problem: Problem) {
    if (isOver) return
    isOver = true
    stop.abort()
    resolveEarly(problem)
  }
  const cancelTimeout = clock.after(TIMEOUT_MS, () =>
    endEarly({ kind: 'sign-in-timed-out', next: 'person', afterMs: TIMEOUT_MS }),
  )

  async function run(): Promise<Answer<Value>> {
    const secrets = { state: randomText(), nonce: randomText() }
    const listening = await listenOnLoopback({ state: secrets.state, pages: pages(), clock })
    if (!listening.ok) return listening
    const listener = listening.value
    let end: 'done' | 'failed' = 'failed'
    try {
      if (signal.aborted) return endedEarly
      // Closes the port at once, even while the code is still queued to be redeemed.
      signal.addEventListener('abort', () => listener.close('failed'))
      const answer = await signInWith(listener, secrets)
      if (answer.ok) end = 'done'
      return answer
    } finally {
      // Only now, after the code was redeemed, can the page in the browser report the true outcome.
      listener.close(end)
    }
  }

  async function signInWith(
    { redirectUri, answer }: LoopbackListener,
    secrets: { state: string; nonce: string },
  ): Promise<Answer<Value>> {
    const { CryptoProvider } = await import('@azure/msal-node')
    const { verifier, challenge } = await new CryptoProvider().generatePkceCodes()
    const address = await msalClient.runWithoutTokens(
      async (msal) =>
        ok(
          await msal.getAuthCodeUrl({
            ...flowRequest,
            ...secrets,
            redirectUri,
            responseMode: 'form_post',
            codeChallenge: challenge,
            codeChallengeMethod: 'S256',
          }),
        ),
      signal,
    )
    if (!address.ok) return address
    const unusable = problemOfAddress(address.value)
    if (unusable) return failed(unusable)
    openPage = address.value
    const problem = await open(address.value)
    if (problem) return failed(problem)
    const form = await Promise.race([answer, endedEarly])
    openPage = null
    if ('ok' in form) return form
    if (form.kind === 'refused')
      return failed(problemOfRefusal(form.error, form.description, { uri: form.uri }))
    const { code, clientInfo } = form
    return redeem(async (msal, newTokens) => {
      const request = { ...flowRequest, ...secrets, redirectUri, code, clientInfo, codeVerifier: verifier }
      const result = await msal.acquireTokenByCode(request, { code, state: form.state })
      const wasOver = isOver
      // From here on the account is signed in, and a cancel comes too late.
      isOver = true
      const redeemed = { result, claims: flowRequest.claims ?? null }
      const handled = wasOver ? await endedEarly : await onRedeemed(redeemed, newTokens)
      if (!handled.ok) newTokens.discard()
      return handled
    }, signal)
  }

  function problemOfAddress(address: string): Problem | null {
    const { protocol, host, href } = new URL(address)
    // Only Entra's own page may be passed to the system: other schemes start other programs.
    if (protocol !== 'https:' || host !== loginHost)
      return unexpected(new Error(`not a sign-in page: ${host}`))
    const limit = platform === 'win32' ? LONGEST_ON_WINDOWS : LONGEST_ELSEWHERE
    const { length } = href
    return length > limit ? { kind: 'address-too-long', next: 'person', length, limit } : null
  }

  async function open(address: string): Promise<Problem | null> {
    if (isOver) return null
    try {
      await Promise.race([openBrowser(address, signal), endedEarly])
      return null
    } catch (error) {
      return { kind: 'browser-not-opened', next: 'person', detail: unexpected(error).detail }
    }
  }

  const completed = run().catch((error: unknown) =>
    failed<Value>(problemOfEntra(error, null, loginHost, 'interactive')),
  )
  return {
    outcome: Promise.race([endedEarly, completed]).finally(cancelTimeout),
    pageAddress: () => openPage,
    cancel: () => endEarly({ kind: 'sign-in-cancelled', next: 'person' }),
  }
}

/** 256 bits ("at least 128", RFC 6749, 10.10). */
const randomText = () => randomBytes(32).toString('base64url')
