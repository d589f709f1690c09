// The MSAL client and its token cache: tasks run one after another, and the tokens they obtain are stored afterwards.
import type { AccountInfo, INetworkModule, PublicClientApplication } from '@azure/msal-node'
import { type Answer, failed, ok, unexpected } from '../../model/problems/problem.ts'
import type { Clock } from '../../model/timing/clock.ts'
import type { TokenCache, TokenReading } from '../../model/token-store.ts'
import { clouds, type Registration } from '../clouds.ts'
import type { Network } from '../network/network.ts'
import { type Flow, problemOfEntra } from './entra-errors.ts'
import { cachedAccountFor } from './msal-accounts.ts'
import { msalNetwork } from './msal-network.ts'

/** Calls of MSAL; an error they throw becomes a problem. The tokens that they obtain are stored when the task ends. */
type MsalTask<Value> = (msal: PublicClientApplication, newTokens: NewTokens) => Promise<Answer<Value>>

/** Changes what happens to the tokens that a task obtains. */
export interface NewTokens {
  /** Stores none of them, in memory or on disk. */
  discard(): void
  /** The same; calling the returned function later replaces the stored tokens with them after all. It never rejects. */
  setAside(): () => Promise<void>
}

export interface MsalClient {
  /** Runs the task with the stored tokens. Once `signal` is aborted it sends no more requests. Never rejects. */
  run<Value>(task: MsalTask<Value>, signal?: AbortSignal): Promise<Answer<Value>>
  /** The same for a sign-in, which starts with an empty cache: the tokens it obtains replace the stored ones. */
  runForSignIn<Value>(task: MsalTask<Value>, signal: AbortSignal): Promise<Answer<Value>>
  /** Runs a task that neither needs nor obtains tokens, without waiting for other tasks. Never rejects. */
  runWithoutTokens<Value>(task: MsalTask<Value>, signal: AbortSignal): Promise<Answer<Value>>
  /** As `cachedAccountFor`, from the stored tokens if they can be read. Does not wait for tasks. */
  cachedAccount(): Promise<AccountInfo | null>
  /** Resolves once all queued tasks have ended; the next task reads the token cache again. Never rejects. */
  reload(): Promise<void>
}

export interface MsalClientParts {
  registration: Registration
  network: Network
  tokenCache: TokenCache
  clock: Pick<Clock, 'nowMs' | 'monotonicMs'>
  /** Entra refused a request, and requires a sign-in that requests these claims. */
  onClaimsRequired: (claims: string) => void
}

/** MSAL's cache as JSON; null for an empty one. */
interface SerializedCache {
  json: string | null
}
const emptyCache: SerializedCache = { json: null }

export function createMsalClient({
  registration,
  network,
  tokenCache,
  clock,
  onClaimsRequired,
}: MsalClientParts): MsalClient {
  const { loginHost } = clouds[registration.cloud]
  const networkForTask = msalNetwork(network, clock)
  /** What is stored; null until it was read. */
  let stored: SerializedCache | null = null
  let lastTask: Promise<unknown> = Promise.resolve()

  async function readStored(): Promise<Answer<SerializedCache>> {
    if (stored) return ok(stored)
    let reading: TokenReading
    try {
      reading = await tokenCache.read()
    } catch (error) {
      return failed(unexpected(error))
    }
    // Not remembered: a keyring may answer the next time, and a damaged file was renamed.
    if (reading.kind === 'locked') return failed({ kind: 'keyring-locked', next: 'person' })
    if (reading.kind === 'silent') return failed({ kind: 'keyring-silent', next: 'retries' })
    if (reading.kind === 'unreadable')
      return failed({ kind: 'tokens-unreadable', next: 'person', keptAs: reading.keptAs })
    stored = { json: reading.kind === 'tokens' ? reading.json : null }
    return ok(stored)
  }

  async function runAndStore<Value>(
    before: SerializedCache,
    task: MsalTask<Value>,
    signal: AbortSignal | null,
  ): Promise<Answer<Value>> {
    const working = { ...before }
    let discarded = false
    const newTokens: NewTokens = {
      discard() {
        discarded = true
      },
      setAside() {
        discarded = true
        return async () => {
          await enqueue(async () => ok(await store(working)))
        }
      },
    }
    const answer = await attempt(working, task, signal, newTokens, signal ? 'interactive' : 'silent')
    if (!discarded && working.json !== before.json) await store(working)
    return answer
  }

  async function store(cache: SerializedCache) {
    stored = cache
    if (cache.json !== null) await tokenCache.write(cache.json)
  }

  async function attempt<Value>(
    cache: SerializedCache,
    task: MsalTask<Value>,
    signal: AbortSignal | null,
    newTokens: NewTokens,
    flow: Flow,
  ): Promise<Answer<Value>> {
    const { client, lastProblem, claimsRequired } = networkForTask(signal)
    try {
      return await task(await openMsal(cache, client), newTokens)
    } catch (error) {
      const claims = claimsRequired()
      if (claims !== null) onClaimsRequired(claims)
      return failed(problemOfEntra(error, lastProblem(), loginHost, flow))
    }
  }

  /**
   * A new client for each task: MSAL remembers a refusal of the token endpoint for a minute, even for a sign-in that was
   * just completed (ThrottlingUtils, msal-common 16). Loaded lazily: the demo and a first start do not need it.
   */
  async function openMsal(
    serialized: SerializedCache,
    networkClient: INetworkModule,
  ): Promise<PublicClientApplication> {
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
            if (serialized.json !== null) cache.deserialize(serialized.json)
          },
          async afterCacheAccess({ cacheHasChanged, tokenCache: cache }) {
            if (cacheHasChanged) serialized.json = cache.serialize()
          },
        },
      },
    })
  }

  /** Sequential: of two tasks on the same tokens the later one would undo the earlier one. */
  function enqueue<Value>(task: () => Promise<Answer<Value>>): Promise<Answer<Value>> {
    const result = lastTask.then(task).catch((error: unknown) => failed<Value>(unexpected(error)))
    lastTask = result
    return result
  }

  return {
    run: (task, signal) =>
      enqueue(async () => {
        const cache = await readStored()
        return cache.ok ? runAndStore(cache.value, task, signal ?? null) : cache
      }),
    runForSignIn: (task, signal) => enqueue(() => runAndStore(emptyCache, task, signal)),
    runWithoutTokens: (task, signal) =>
      attempt(emptyCache, task, signal, { discard() {}, setAside: () => async () => {} }, 'interactive'),
    async cachedAccount() {
      const cache = await readStored()
      if (!cache.ok || cache.value.json === null) return null
      const msal = await openMsal({ ...cache.value }, networkForTask(null).client)
      return await cachedAccountFor(registration.clientId, msal)
    },
    async reload() {
      await enqueue(async () => {
        stored = null
        return ok(undefined)
      })
    },
  }
}
