// MSAL over the tokens kept on this computer: one task after another, and what a task brings is kept when it is used.
import type { AccountInfo, INetworkModule, PublicClientApplication } from '@azure/msal-node'
import { type Answer, failed, ok, unexpected } from '../../model/problem.ts'
import type { Clock } from '../../model/timing/clock.ts'
import { clouds, type Registration } from '../clouds.ts'
import type { Network } from '../network/network.ts'
import { type How, problemOfEntra } from './entra-errors.ts'
import { networkForMsal } from './network-for-msal.ts'
import type { TokenCache, TokenReading } from './sign-in.ts'

/** Some calls of MSAL's; what they throw becomes a problem. The tokens that they brought are kept when they end. */
export type MsalTask<Value> = (msal: PublicClientApplication, brought: Brought) => Promise<Answer<Value>>

/** What else may become of the tokens that a task brings. */
export interface Brought {
  /** Nothing of them is kept, in memory or on the disk. */
  discard(): void
  /** The same for now: what it returns keeps them after all, in place of those kept then. Never rejects. */
  setAside(): () => Promise<void>
}

export interface MsalClient {
  /** Runs the task on the tokens that are kept. Once `signal` is aborted it asks for nothing more. Never rejects. */
  run<Value>(task: MsalTask<Value>, signal?: AbortSignal): Promise<Answer<Value>>
  /** The same for a sign-in, which needs no tokens: what it brings takes the place of those kept. */
  runForSignIn<Value>(task: MsalTask<Value>, signal: AbortSignal): Promise<Answer<Value>>
  /** Runs a task that needs no tokens and brings none, without waiting for others. Never rejects. */
  runWithoutTokens<Value>(task: MsalTask<Value>, signal: AbortSignal): Promise<Answer<Value>>
  /** Whose tokens are kept, as far as they can be read; null for nobody's. Waits for no task. */
  keptAccount(): Promise<AccountInfo | null>
  /** Resolves once all tasks so far have ended; the next one reads the tokens anew. Never rejects. */
  reload(): Promise<void>
}

export interface MsalClientParts {
  registration: Registration
  network: Network
  tokenCache: TokenCache
  clock: Pick<Clock, 'nowMs' | 'monotonicMs'>
  /** Entra refused, and will not refuse a sign-in that asks for these claims. */
  onClaimsAsked: (claims: string) => void
}

/** MSAL's cache as JSON; null for none. */
interface Cached {
  json: string | null
}
const none: Cached = { json: null }

export function createMsalClient({
  registration,
  network,
  tokenCache,
  clock,
  onClaimsAsked,
}: MsalClientParts): MsalClient {
  const { loginHost } = clouds[registration.cloud]
  const networkOfTask = networkForMsal(network, clock)
  let kept: Cached | null = null
  let lastTask: Promise<unknown> = Promise.resolve()

  async function readKept(): Promise<Answer<Cached>> {
    if (kept) return ok(kept)
    let stored: TokenReading
    try {
      stored = await tokenCache.read()
    } catch (error) {
      return failed(unexpected(error))
    }
    // A keyring may answer the next time, and a damaged cache has been set aside by then.
    if (stored.kind === 'locked') return failed({ kind: 'keyring-locked', next: 'person' })
    if (stored.kind === 'silent') return failed({ kind: 'keyring-silent', next: 'retries' })
    if (stored.kind === 'unreadable')
      return failed({ kind: 'tokens-unreadable', next: 'person', keptAs: stored.keptAs })
    kept = { json: stored.kind === 'tokens' ? stored.json : null }
    return ok(kept)
  }

  async function runOn<Value>(
    before: Cached,
    task: MsalTask<Value>,
    signal: AbortSignal | null,
  ): Promise<Answer<Value>> {
    const working = { ...before }
    let discarded = false
    const brought: Brought = {
      discard() {
        discarded = true
      },
      setAside() {
        discarded = true
        return async () => {
          await inTurn(async () => ok(await keep(working)))
        }
      },
    }
    const answer = await attempt(working, task, signal, brought, signal ? 'interactive' : 'silent')
    if (!discarded && working.json !== before.json) await keep(working)
    return answer
  }

  async function keep(cached: Cached) {
    kept = cached
    if (cached.json !== null) await tokenCache.write(cached.json)
  }

  async function attempt<Value>(
    cached: Cached,
    task: MsalTask<Value>,
    signal: AbortSignal | null,
    brought: Brought,
    how: How,
  ): Promise<Answer<Value>> {
    const { client, lastProblem, claimsAsked } = networkOfTask(signal)
    try {
      return await task(await openMsal(cached, client), brought)
    } catch (error) {
      const claims = claimsAsked()
      if (claims !== null) onClaimsAsked(claims)
      return failed(problemOfEntra(error, lastProblem(), loginHost, how))
    }
  }

  /**
   * A new one for each task: MSAL remembers a refusal of the token endpoint for a minute, even for a sign-in that was
   * just completed (ThrottlingUtils, msal-common 16). Loaded on first need: the demo day and a first start go without.
   */
  async function openMsal(cached: Cached, networkClient: INetworkModule): Promise<PublicClientApplication> {
    const { PublicClientApplication: Client } = await import('@azure/msal-node')
    return new Client({
      auth: {
        clientId: registration.clientId,
        authority: `https://${loginHost}/${registration.tenant}`,
        clientCapabilities: ['CP1'],
      },
      system: { networkClient },
      cache: {
        cachePlugin: {
          async beforeCacheAccess({ tokenCache: cache }) {
            if (cached.json !== null) cache.deserialize(cached.json)
          },
          async afterCacheAccess({ cacheHasChanged, tokenCache: cache }) {
            if (cacheHasChanged) cached.json = cache.serialize()
          },
        },
      },
    })
  }

  /** One after another: of two that work on the same tokens the later one would undo the other. */
  function inTurn<Value>(act: () => Promise<Answer<Value>>): Promise<Answer<Value>> {
    const mine = lastTask.then(act).catch((error: unknown) => failed<Value>(unexpected(error)))
    lastTask = mine
    return mine
  }

  return {
    run: (task, signal) =>
      inTurn(async () => {
        const stored = await readKept()
        return stored.ok ? runOn(stored.value, task, signal ?? null) : stored
      }),
    runForSignIn: (task, signal) => inTurn(() => runOn(none, task, signal)),
    runWithoutTokens: (task, signal) =>
      attempt(none, task, signal, { discard() {}, setAside: () => async () => {} }, 'interactive'),
    async keptAccount() {
      const stored = await readKept()
      if (!stored.ok || stored.value.json === null) return null
      const msal = await openMsal({ ...stored.value }, networkOfTask(null).client)
      return (await msal.getAllAccounts())[0] ?? null
    },
    async reload() {
      await inTurn(async () => {
        kept = null
        return ok(undefined)
      })
    },
  }
}
