// Several accounts: a virtual day of two tenants, tokens, limits, the pause, adding and removing.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { shownAccountIn } from '../../../app/model/accounts/shown-account.ts'
import { lightOf } from '../../../app/model/light.ts'
import { FIRST_ACCOUNT, MOST_ACCOUNTS } from '../../../app/model/names.ts'
import type { AppState } from '../../../app/model/state.ts'
import { accountIds, accountsOf, type Tenant, tenantOf } from './tenants.ts'

const [, SECOND = '', THIRD = ''] = accountIds
const lost = { kind: 'sign-in-needed', next: 'person', code: null } as const

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'tally-light-accounts-'))
  onTestFinished(() => rmSync(path, { recursive: true, force: true }))
  return path
}

function started(tenants: readonly Tenant[], given: Parameters<typeof accountsOf>[2] = {}) {
  const world = accountsOf(folder(), tenants, given)
  onTestFinished(() => world.accounts.stop())
  return world
}

const lights = ({ accounts, pausedUntil }: AppState) =>
  accounts.map((account) => lightOf({ ...account, pausedUntil }).shape)

/** A day of two accounts; `onHour` decides what happens to the first one. Returns what the second one sent and showed. */
async function day(onHour: (hour: number, first: Tenant, world: ReturnType<typeof accountsOf>) => void) {
  const [first, second] = [tenantOf(1), tenantOf(2)]
  const world = started([first, second], { settings: { intervalSeconds: 60 } })
  const shown: string[] = []
  const firstLights = new Set<string>()
  void world.accounts.start(false)
  for (let hour = 0; hour < 24; hour++) {
    onHour(hour, first, world)
    second.presence = hour % 2 === 0 ? { availability: 'Busy', activity: 'InACall' } : presenceAvailable
    for (let minute = 0; minute < 60; minute += 5) {
      await world.clock.pass(5 * 60_000)
      const [ofFirst = '', ofSecond = ''] = lights(world.store.getState())
      firstLights.add(ofFirst)
      shown.push(ofSecond)
    }
  }
  const account = world.store.getState().accounts[1]
  return { first, second, shown, firstLights, account, history: world.accounts.of(SECOND).history.timeline() }
}
const presenceAvailable = { availability: 'Available', activity: 'Available' }

test('through a day, an account that is throttled, fails, loses its sign-in and is signed out affects no other', async () => {
  const quiet = await day(() => {})
  const troubled = await day((hour, first, { accounts }) => {
    first.status = { 2: 429, 4: 503, 6: 403 }[hour] ?? 200
    first.refusal = hour >= 8 && hour < 16 ? lost : null
    if (hour === 16) void accounts.of(FIRST_ACCOUNT).sessions.signIn()
    if (hour === 20) void accounts.signOut(FIRST_ACCOUNT)
  })
  expect([...troubled.firstLights].sort()).toEqual(['attention', 'available', 'signed-out'])
  expect(troubled.second.requests.length).toBeGreaterThan(500)
  expect(troubled.second.requests).toEqual(quiet.second.requests)
  expect(troubled.shown).toEqual(quiet.shown)
  expect(new Set(troubled.shown)).toEqual(new Set(['available', 'in-a-call']))
  expect(troubled.account).toEqual(quiet.account)
  expect(troubled.history).toEqual(quiet.history)
  for (const { account, requests } of [troubled.first, troubled.second])
    expect(new Set(requests.map(({ token }) => token))).toEqual(
      new Set([`Bearer token of ${account.username}`]),
    )
})

test('the most urgent account is shown, and a lost sign-in is the most urgent', async () => {
  const [first, second] = [tenantOf(1), tenantOf(2, { presence: { availability: 'Busy', activity: 'Busy' } })]
  const { accounts, store, clock } = started([first, second])
  void accounts.start(false)
  await clock.pass(10_000)
  expect(shownAccountIn(store.getState())).toBe(SECOND)
  first.refusal = lost
  await clock.pass(10 * 60_000)
  expect(lights(store.getState())).toEqual(['attention', 'busy'])
  expect(accounts.shown().accountId).toBe(FIRST_ACCOUNT)
})

test('a refusal for the limit slows down the accounts of the same registration and tenant, and no other', async () => {
  const first = tenantOf(1)
  const colleague = tenantOf(2)
  colleague.account = { ...colleague.account, tenantId: first.account.tenantId.toUpperCase() }
  const { accounts, clock } = started([first, colleague, tenantOf(3)])
  void accounts.start(false)
  await clock.pass(60_000)
  first.status = 429
  await clock.pass(60_000)
  const factors = accountIds
    .slice(0, 3)
    .map((id) => accounts.of(id).store.getState().settings.restraint.factor)
  expect(factors[0]).toBeGreaterThan(1)
  expect(factors[1]).toBeGreaterThan(1)
  expect(factors[2]).toBe(1)
})

test('a pause and its end concern all accounts, and the sign-out of one does not end it', async () => {
  const tenants = [tenantOf(1), tenantOf(2)]
  const { accounts, store, clock } = started(tenants)
  void accounts.start(false)
  await clock.pass(60_000)
  accounts.pause('30-min')
  expect(lights(store.getState())).toEqual(['paused', 'paused'])
  const asked = () => tenants.map(({ requests }) => requests.length)
  const before = asked()
  await clock.pass(20 * 60_000)
  expect(asked()).toEqual(before)
  void accounts.signOut(FIRST_ACCOUNT)
  await clock.pass(60_000)
  expect(store.getState().pausedUntil).not.toBeNull()
  expect(asked()).toEqual(before)
  await clock.pass(10 * 60_000)
  expect(lights(store.getState())).toEqual(['signed-out', 'available'])
  expect(tenants[1]?.requests.length).toBeGreaterThan(before[1] ?? 0)
})

test('accounts are added up to the limit, each with the registration of the account in the window', async () => {
  const tenants = [1, 2, 3, 4, 5].map((number) => tenantOf(number, { isStored: number === 1 }))
  const settings = { tenant: 'contoso.example' }
  const { accounts, store, clock } = started(tenants, { stored: 1, settings })
  void accounts.start(false)
  await clock.pass(1000)
  for (let count = 2; count <= MOST_ACCOUNTS; count++) {
    expect(accounts.add()).toBe(true)
    await clock.pass(1000)
    const added = accounts.inWindow()
    expect(added.store.getState()).toMatchObject({
      page: 'now',
      session: { kind: 'signed-out', problem: null },
      settings: { tenant: 'contoso.example', features: [] },
    })
    // Without a user it is not added a second time.
    expect(accounts.add()).toBe(true)
    expect(accounts.inWindow()).toBe(added)
    void added.sessions.signIn()
    await clock.pass(10_000)
    expect(added.store.getState().session.kind).toBe('signed-in')
  }
  expect(accounts.add()).toBe(false)
  expect(store.getState().settings.furtherAccounts).toHaveLength(MOST_ACCOUNTS - 1)
  expect(lights(store.getState())).toEqual(Array.from({ length: MOST_ACCOUNTS }, () => 'available'))
})

test('signing out of a further account removes it, its settings and its timers, and nothing of another', async () => {
  const { accounts, store, clock, forgotten } = started([tenantOf(1), tenantOf(2), tenantOf(3)])
  void accounts.start(false)
  await clock.pass(60_000)
  const removed = accounts.of(SECOND)
  const others = store.getState().accounts.filter(({ accountId }) => accountId !== SECOND)
  await accounts.signOut(SECOND)
  expect(forgotten).toEqual([SECOND])
  expect(store.getState().accounts).toEqual(others)
  expect(store.getState().settings.furtherAccounts.map(({ accountId }) => accountId)).toEqual([accountIds[2]])
  // Late calls change nothing, and are not those of another account.
  const state = store.getState()
  removed.store.setState({ session: { kind: 'signing-in' } })
  expect(store.getState()).toBe(state)
  expect(removed.store.getState().accountId).toBe(SECOND)
})

test('an open window stays with its account while another one is signed out', async () => {
  const tenants = [tenantOf(1), tenantOf(2), tenantOf(3)] as const
  const { accounts, store, clock } = started(tenants)
  void accounts.start(false)
  await clock.pass(1000)
  accounts.signal('window-shown')
  expect(store.getState().windowAccount).toBe(FIRST_ACCOUNT)
  await accounts.signOut(THIRD)
  tenants[1].presence = { availability: 'Busy', activity: 'Busy' }
  await clock.pass(10 * 60_000)
  expect(shownAccountIn(store.getState())).toBe(SECOND)
  expect(store.getState().windowAccount).toBe(FIRST_ACCOUNT)
})

test('a user who signs in a second time gets no second account, and keeps whose light was chosen', async () => {
  const first = tenantOf(1)
  const { accounts, store, clock, forgotten } = started([
    first,
    { ...tenantOf(2), account: first.account, isStored: false },
  ])
  void accounts.start(false)
  await clock.pass(1000)
  const { whoseLight } = accounts.of(FIRST_ACCOUNT)
  const grace = {
    id: 'a0000000-0000-4000-8000-000000000099',
    name: 'Grace',
    address: 'grace@tenant1.example',
  }
  whoseLight.showLightOf(grace)
  void accounts.of(SECOND).sessions.signIn()
  await clock.pass(1000)
  expect(whoseLight.colleagueOf(store.getState().accounts[0].session)?.person).toEqual(grace)
  whoseLight.showLightOf(null)
  await clock.pass(1000)
  expect(store.getState().accounts.map(({ accountId }) => accountId)).toEqual([FIRST_ACCOUNT])
  expect(store.getState().windowAccount).toBe(FIRST_ACCOUNT)
  expect(forgotten).toEqual([SECOND])
  expect(lights(store.getState())).toEqual(['available'])
})

test('a feature, the window and a deletion of the days are those of each account', async () => {
  const { accounts, store, clock } = started([tenantOf(1), tenantOf(2)])
  void accounts.start(false)
  await clock.pass(60_000)
  await accounts.of(SECOND).features.switchFeature({ feature: 'own-status', on: true })
  expect(store.getState().accounts.map(({ features }) => features['own-status'].kind)).toEqual(['off', 'on'])
  expect(store.getState().settings).toMatchObject({
    features: [],
    furtherAccounts: [{ features: ['own-status'] }],
  })
  accounts.signal('window-shown')
  expect(store.getState().windowAccount).toBe(FIRST_ACCOUNT)
  accounts.signal('window-hidden')
  expect(store.getState().windowAccount).toBeNull()
  expect(accounts.all().map(({ history }) => history.timeline().length)).toEqual([1, 1])
  await accounts.eraseHistory()
  expect(accounts.all().map(({ history }) => history.timeline())).toEqual([[], []])
})

test('tokens are kept only of the accounts of the settings, or of all if the settings could not be read', () => {
  expect(started([tenantOf(1), tenantOf(2)]).kept).toEqual([[FIRST_ACCOUNT, SECOND]])
  const unreadSettings = { kind: 'left', name: 'settings.json', detail: 'EACCES' } as const
  expect(started([tenantOf(1)], { unreadSettings }).kept).toEqual([])
})
