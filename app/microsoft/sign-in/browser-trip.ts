// One trip through the person's browser to Entra and back, by the authorization code flow with PKCE: it can be ended at
// any moment, and then nothing of it is left.
import { randomBytes } from 'node:crypto'
import type { AuthenticationResult, AuthorizationUrlRequest } from '@azure/msal-node'
import { type Answer, failed, ok, type Problem, unexpected } from '../../model/problem.ts'
import type { Clock } from '../../model/timing/clock.ts'
import type { BrowserPages } from './browser-page.ts'
import { problemOfEntra, problemOfRefusal } from './entra-errors.ts'
import { type LoopbackListener, listenOnLoopback } from './loopback-listener.ts'
import type { Brought, MsalClient } from './msal-client.ts'

/** A trip that nobody finishes ends by itself after this time. */
const TIMEOUT_MS = 5 * 60_000
/** Characters of an address that Windows opens ("shell.openExternal": "Max 2081 characters on Windows"). */
const LONGEST_ON_WINDOWS = 2081
/** macOS names no limit, and Linux takes 128 kB as one argument (execve(2), MAX_ARG_STRLEN); web servers take less. */
const LONGEST_ELSEWHERE = 16_384

export interface BrowserTripParts {
  loginHost: string
  clock: Clock
  platform: NodeJS.Platform
  msalClient: Pick<MsalClient, 'runWithoutTokens'>
  /** Runs what redeems the code. */
  redeem: MsalClient['runForSignIn']
  /** Rejects when there is no browser. */
  openBrowser: (url: string) => Promise<void>
  /** In the language of now. */
  pages: () => BrowserPages
}

/** What is asked of Entra, besides what every trip asks. */
export type Asked = Pick<AuthorizationUrlRequest, 'scopes' | 'loginHint' | 'prompt' | 'claims'>

export interface BrowserTrip<Value> {
  /** Answers at once when the trip is cancelled or takes too long. Never rejects. */
  outcome: Promise<Answer<Value>>
  /** Entra's page, as it is given to the browser; null before that, and once it has answered. */
  pageAddress(): string | null
  cancel(): void
}

/** What is made of the tokens at the end of a trip; with a problem they are not kept. */
export type Arrival<Value> = (result: AuthenticationResult, brought: Brought) => Promise<Answer<Value>>

export function startBrowserTrip<Value>(
  { loginHost, clock, platform, msalClient, redeem, openBrowser, pages }: BrowserTripParts,
  asked: Asked,
  arrive: Arrival<Value>,
): BrowserTrip<Value> {
  const stop = new AbortController()
  const { signal } = stop
  let settle: (problem: Problem) => void = () => {}
  const ending = new Promise<Answer<never>>((resolve) => {
    settle = (problem) => resolve(failed(problem))
  })
  let isOver = false
  let awaitedPage: string | null = null

  function endWith(problem: Problem) {
    if (isOver) return
    isOver = true
    stop.abort()
    settle(problem)
  }
  const stopClock = clock.after(TIMEOUT_MS, () =>
    endWith({ kind: 'sign-in-timed-out', next: 'person', afterMs: TIMEOUT_MS }),
  )

  async function run(): Promise<Answer<Value>> {
    const secrets = { state: randomText(), nonce: randomText() }
    const listening = await listenOnLoopback({ state: secrets.state, pages: pages(), clock })
    if (!listening.ok) return listening
    const listener = listening.value
    let end: 'done' | 'failed' = 'failed'
    try {
      if (signal.aborted) return ending
      // At once, though the code may still wait for its turn to be redeemed.
      signal.addEventListener('abort', () => listener.close('failed'))
      const answer = await throughBrowser(listener, secrets)
      if (answer.ok) end = 'done'
      return answer
    } finally {
      // The page tells the truth: it is shown now that the code was redeemed.
      listener.close(end)
    }
  }

  async function throughBrowser(
    { redirectUri, answer }: LoopbackListener,
    secrets: { state: string; nonce: string },
  ): Promise<Answer<Value>> {
    const { CryptoProvider } = await import('@azure/msal-node')
    const { verifier, challenge } = await new CryptoProvider().generatePkceCodes()
    const address = await msalClient.runWithoutTokens(
      async (msal) =>
        ok(
          await msal.getAuthCodeUrl({
            ...asked,
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
    const tooLong = problemOfAddress(address.value)
    if (tooLong) return failed(tooLong)
    awaitedPage = address.value
    const problem = await open(address.value)
    if (problem) return failed(problem)
    const form = await Promise.race([answer, ending])
    awaitedPage = null
    if ('ok' in form) return form
    if (form.kind === 'refused')
      return failed(problemOfRefusal(form.error, form.description, { uri: form.uri }))
    const { code, clientInfo } = form
    return redeem(async (msal, brought) => {
      const request = { ...asked, ...secrets, redirectUri, code, clientInfo, codeVerifier: verifier }
      const result = await msal.acquireTokenByCode(request, { code, state: form.state })
      const isTaken = !isOver
      // From here on the account has signed in: there is nothing left to cancel.
      isOver = true
      const arrived = isTaken ? await arrive(result, brought) : await ending
      if (!arrived.ok) brought.discard()
      return arrived
    }, signal)
  }

  function problemOfAddress(address: string): Problem | null {
    const { protocol, host, href } = new URL(address)
    // Nothing but Entra's own page may be handed to the system: other schemes start other programs.
    if (protocol !== 'https:' || host !== loginHost)
      return unexpected(new Error(`not a sign-in page: ${host}`))
    const limit = platform === 'win32' ? LONGEST_ON_WINDOWS : LONGEST_ELSEWHERE
    const { length } = href
    return length > limit ? { kind: 'address-too-long', next: 'person', length, limit } : null
  }

  async function open(address: string): Promise<Problem | null> {
    if (isOver) return null
    try {
      await Promise.race([openBrowser(address), ending])
      return null
    } catch (error) {
      return { kind: 'browser-not-opened', next: 'person', detail: unexpected(error).detail }
    }
  }

  const finished = run().catch((error: unknown) =>
    failed<Value>(problemOfEntra(error, null, loginHost, 'interactive')),
  )
  return {
    outcome: Promise.race([ending, finished]).finally(stopClock),
    pageAddress: () => awaitedPage,
    cancel: () => endWith({ kind: 'sign-in-cancelled', next: 'person' }),
  }
}

/** 256 bits ("at least 128", RFC 6749, 10.10). */
const randomText = (): string => randomBytes(32).toString('base64url')
