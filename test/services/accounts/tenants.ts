// Accounts in tenants of their own, with Microsoft's answers for each under a virtual clock. Each request is recorded with the
// account whose parts sent it and the account of its token.
import { createDemoDay } from '../../../app/demo/demo-day.ts'
import { demoFortnight } from '../../../app/demo/demo-fortnight.ts'
import { createDemoTeam } from '../../../app/demo/demo-team.ts'
import { createGraph } from '../../../app/microsoft/graph/graph.ts'
import type { Microsoft } from '../../../app/microsoft/microsoft.ts'
import type { Account } from '../../../app/model/account-state.ts'
import type { AccountId } from '../../../app/model/accounts/account-id.ts'
import { FIRST_ACCOUNT } from '../../../app/model/names.ts'
import { failed, ok, type Problem } from '../../../app/model/problems/problem.ts'
import { defaultAccountSettings, defaultSettings, type Settings } from '../../../app/model/settings.ts'
import { createAppStore, firstState, type UnreadSettings } from '../../../app/model/state.ts'
import { createFollower } from '../../../app/polling/follower.ts'
import { createLocalFollower } from '../../../app/polling/local-follower.ts'
import { type AccountsParts, createAccounts } from '../../../app/services/accounts/accounts.ts'
import { openColleaguesFolder } from '../../../app/storage/colleagues-file.ts'
import { openHistoryFolder } from '../../../app/storage/history-file.ts'
import type { StoredTokens } from '../../../app/storage/token-cache.ts'
import { openWhoseLightFolder } from '../../../app/storage/whose-light-file.ts'
import { createVirtualClock, type VirtualClock } from '../../support/virtual-clock.ts'
import { signInOf } from '../session/stored-sign-in.ts'
import { settingsInMemory } from '../settings-in-memory.ts'

export const accountIds = [
  FIRST_ACCOUNT,
  ...[2, 3, 4, 5].map((number) => `a0000000-0000-4000-8000-00000000000${number}`),
] as const satisfies readonly AccountId[]

export interface Tenant {
  account: Account
  presence: { availability: string; activity: string }
  /** Whether the tokens of the last run are stored. */
  isStored: boolean
  /** Why Entra gives no tokens; null while it does. */
  refusal: Problem | null
  /** The HTTP status of Graph's answers. */
  status: number
  requests: { atMs: number; path: string; token: string }[]
}

export const tenantOf = (number: number, given: Partial<Tenant> = {}): Tenant => ({
  account: {
    name: `Person ${number}`,
    username: `person@tenant${number}.example`,
    tenantId: `00000000-0000-4000-8000-0000000000f${number}`,
  },
  presence: { availability: 'Available', activity: 'Available' },
  isStored: true,
  refusal: null,
  status: 200,
  requests: [],
  ...given,
})

/** `tenants`: by the account, in the order of `accountIds`. */
export function accountsOf(
  folder: string,
  tenants: readonly Tenant[],
  given: {
    settings?: Partial<Settings>
    clock?: VirtualClock
    stored?: number
    unreadSettings?: UnreadSettings | null
  } = {},
) {
  const clock = given.clock ?? createVirtualClock()
  const clientId = '11111111-2222-4333-8444-555555555555'
  const settings: Settings = {
    ...defaultSettings,
    clientId,
    furtherAccounts: accountIds.slice(1, given.stored ?? tenants.length).map((accountId) => {
      return { ...defaultAccountSettings, accountId, clientId }
    }),
    ...given.settings,
  }
  const store = createAppStore(firstState('0.0.0', settings, 'en'))
  const wordsNow = () => {
    throw new Error('Nothing here has a text')
  }
  const log = { info() {}, warn() {}, error() {}, debug() {}, lastLines: async () => [] }
  const computer = { idleMs: () => 0 }
  const random = () => 0.5
  /** An account that is added gets the next tenant. */
  const added = new Map<AccountId, Tenant>()
  const forgotten: AccountId[] = []

  function tenantFor(accountId: AccountId): Tenant {
    const known = tenants[accountIds.indexOf(accountId)] ?? added.get(accountId)
    const tenant = known ?? tenants[(given.stored ?? tenants.length) + added.size]
    if (!tenant) throw new Error(`No tenant for ${accountId}`)
    if (!known) added.set(accountId, tenant)
    return tenant
  }

  function connect(accountId: AccountId): Microsoft {
    const tenant = tenantFor(accountId)
    const signIn = signInOf(tenant.account, {
      storedAccount: async () => ok(tenant.isStored ? tenant.account : null),
      async signIn() {
        tenant.isStored = true
        tenant.refusal = null
        return ok(tenant.account)
      },
      async signOut() {
        tenant.isStored = false
        forgotten.push(accountId)
      },
      accessToken: async () =>
        tenant.refusal ? failed(tenant.refusal) : ok(`token of ${tenant.account.username}`),
    })
    return {
      signInFor: () => signIn,
      sourceFor: ({ cloud }, { accessToken, accountId: id }) =>
        createGraph({
          cloud,
          accessToken,
          accountId: id,
          nowMs: clock.nowMs,
          version: () => 'v1.0',
          network: {
            async request({ url, headers }) {
              const token = headers?.authorization ?? ''
              tenant.requests.push({ atMs: clock.nowMs(), path: new URL(url).pathname, token })
              const json = {
                ...tenant.presence,
                outOfOfficeSettings: { isOutOfOffice: false, message: null },
              }
              return ok({ status: tenant.status, headers: {}, json: tenant.status === 200 ? json : null })
            },
          },
        }),
      pageAddress: () => null,
      findTenant: async () => failed({ kind: 'offline', next: 'waits' }),
      clockOffMs: () => null,
    }
  }

  /** The accounts whose tokens were kept, at each start. */
  const kept: (readonly string[])[] = []
  const tokens = (): StoredTokens => ({
    read: async () => ({ kind: 'empty' }),
    write: async () => {},
    forget: async () => {},
    keptIn: async () => 'keyring',
    left: () => [],
    subscribe: () => () => {},
    stop() {},
  })
  const parts: AccountsParts = {
    store,
    clock,
    log,
    wordsNow,
    random,
    demoFortnight,
    settings: settingsInMemory(store),
    profile: {
      tokenCacheOf: tokens,
      keepTokensOf: (ids) => void kept.push(ids),
      historyFolder: openHistoryFolder(`${folder}/history`),
      colleaguesFolder: openColleaguesFolder(`${folder}/colleagues`, clock.nowMs),
      whoseLightFolder: openWhoseLightFolder(`${folder}/whose-light`),
    },
    connect: (_tokenCache, account) => connect(account.getState().accountId),
    follow: (follow) => createFollower({ ...follow, clock, computer, random }),
    followLocal: (follow) => createLocalFollower({ ...follow, clock, computer }),
    createDemoDay: () => createDemoDay(clock),
    createDemoTeam: () => createDemoTeam(clock),
    saveFile: async () => null,
    onHistory() {},
    onSetUpNeeded() {},
    show: () => () => {},
  }
  store.setState({ unreadSettings: given.unreadSettings ?? null })
  return { accounts: createAccounts(parts), store, clock, forgotten, kept }
}
