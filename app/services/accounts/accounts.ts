// The accounts of the program: creates the parts of each, adds and removes them, and passes on what concerns all of them.
import { randomUUID } from 'node:crypto'
import { firstAccountState } from '../../model/account-state.ts'
import type { AccountId } from '../../model/accounts/account-id.ts'
import {
  isVacant,
  openedAccountIn,
  shownAccountIn,
  windowAccountIn,
} from '../../model/accounts/shown-account.ts'
import { FIRST_ACCOUNT, MOST_ACCOUNTS } from '../../model/names.ts'
import { defaultAccountSettings } from '../../model/settings.ts'
import type { Signal } from '../../model/signal.ts'
import type { AppState } from '../../model/state.ts'
import { DEMO, ownerOf } from '../account-owner.ts'
import type { OwnStatusCommands } from '../own-status.ts'
import { type AccountNeeds, type AccountParts, createAccountParts } from './account-parts.ts'

export type Accounts = ReturnType<typeof createAccounts>

export interface AccountsParts extends Omit<AccountNeeds, 'onLimitMet'> {
  /** Shows the account somewhere, such as in notifications. Returns what stops that. */
  show: (account: AccountParts) => () => void | Promise<void>
}

/** Creates the accounts of the settings. */
export function createAccounts(parts: AccountsParts) {
  const { store, settings, log } = parts
  const needs: AccountNeeds = { ...parts, onLimitMet }
  let isPassingOn = false

  const { furtherAccounts } = store.getState().settings
  store.setState(({ accounts: [first] }) => ({
    accounts: [first, ...furtherAccounts.map(({ accountId }) => ({ ...firstAccountState, accountId }))],
  }))
  const { accounts, unreadSettings } = store.getState()
  // Settings that could not be read may name more accounts, and the user may put them back.
  if (unreadSettings === null) parts.profile.keepTokensOf(accounts.map(({ accountId }) => accountId))
  const first = createAccountParts(needs, FIRST_ACCOUNT)
  const all = new Map<AccountId, AccountParts>([[FIRST_ACCOUNT, first]])
  for (const { accountId } of furtherAccounts) all.set(accountId, createAccountParts(needs, accountId))
  const leaving = new Set<AccountId>()
  const shows = new Map<AccountId, () => void | Promise<void>>()

  const of = (accountId: AccountId): AccountParts => all.get(accountId) ?? first

  const shown = () => of(shownAccountIn(store.getState()))

  /** While the window is open it stays with its account, whatever the outputs show. */
  function holdWindowAccount(isOpen: boolean) {
    const state = store.getState()
    if (state.accounts.length > 1)
      store.setState({ windowAccount: isOpen ? (state.windowAccount ?? openedAccountIn(state)) : null })
  }

  /** Two accounts of one registration and tenant share the limit. */
  function onLimitMet(accountId: AccountId) {
    if (isPassingOn) return
    isPassingOn = true
    const limit = limitOf(of(accountId))
    for (const one of all.values())
      if (one.accountId !== accountId && limit !== null && limitOf(one) === limit) one.sessions.limitMet()
    isPassingOn = false
  }

  async function start(account: AccountParts, demo: boolean) {
    shows.set(account.accountId, parts.show(account))
    await account.sessions.start(demo)
  }

  /** Of two accounts with one user the second is removed: everything would be asked for and kept twice. */
  function removeDuplicates(state: AppState) {
    const owners = new Set<string>()
    for (const { accountId, session } of state.accounts) {
      const owner = session.kind === 'signed-in' ? ownerOf(session) : null
      if (owner === null) continue
      if (owners.has(owner)) {
        const original = state.accounts.find((one) => ownerOf(one.session) === owner)
        queueMicrotask(() => void remove(accountId, () => original?.accountId ?? null))
      }
      owners.add(owner)
    }
  }
  const unsubscribe = store.subscribe(({ accounts }, before) => {
    if (accounts.some((one, place) => one.session !== before.accounts[place]?.session))
      removeDuplicates(store.getState())
  })

  /** Signs out, and removes what the program has of the account but its history. The first one stays, without a user. */
  async function remove(accountId: AccountId, opened: (state: AppState) => AccountId | null) {
    const account = all.get(accountId)
    if (!account || leaving.has(accountId)) return
    leaving.add(accountId)
    try {
      await removeParts(account)
      store.setState({ windowAccount: opened(store.getState()) })
    } finally {
      leaving.delete(accountId)
    }
  }

  async function removeParts(account: AccountParts) {
    const { accountId } = account
    account.unsentText.forgetAccount()
    const { session } = account.store.getState()
    await account.sessions.signOut()
    const isOther = (one: { accountId: AccountId }) => one.accountId !== accountId
    const others = store.getState().accounts.filter(isOther)
    // The choice is the user's, whose other account may stay.
    if (!others.some((one) => ownerOf(one.session) === ownerOf(session))) account.whoseLight.forget(session)
    // The window shows which files still contain tokens.
    if (account === first || account.tokensLeft().length > 0) return
    all.delete(accountId)
    await shows.get(accountId)?.()
    shows.delete(accountId)
    account.stop()
    settings.remember({ furtherAccounts: store.getState().settings.furtherAccounts.filter(isOther) })
    store.setState(({ accounts: [one, ...further] }) => ({ accounts: [one, ...further.filter(isOther)] }))
  }

  const inWindow = () => of(windowAccountIn(store.getState()))

  /** The accounts whose data a user means to erase: that of the demo in the window, or all but the demo's. */
  function erased(): AccountParts[] {
    const isDemo = (one: AccountParts) => ownerOf(one.store.getState().session) === DEMO
    const one = inWindow()
    return isDemo(one) ? [one] : [...all.values()].filter((other) => !isDemo(other))
  }

  return {
    /** The parts of the account; of the first one if it was removed. */
    of,
    shown,
    inWindow,
    all: () => [...all.values()],
    /** `demo`: the demo instead of the first account. */
    async start(demo: boolean) {
      await Promise.all([...all.values()].map((one) => start(one, demo && one === first)))
    },
    /**
     * Adds an account that nobody has signed in to yet, with the app registration of the account in the window, and shows it
     * there. One without a user is used first. Returns false if there are too many. Throws if the disk refuses.
     */
    add(): boolean {
      const state = store.getState()
      const vacant = state.accounts.find(isVacant)
      const { clientId, tenant, cloud } = inWindow().store.getState().settings
      const accountId = vacant?.accountId ?? randomUUID()
      if (!vacant) {
        if (state.accounts.length >= MOST_ACCOUNTS) return false
        const entry = { ...defaultAccountSettings, clientId, tenant, cloud, accountId }
        settings.change({ furtherAccounts: [...state.settings.furtherAccounts, entry] })
        store.setState(({ accounts: [one, ...further] }) => ({
          accounts: [one, ...further, { ...firstAccountState, accountId }],
        }))
        const account = createAccountParts(needs, accountId)
        all.set(accountId, account)
        start(account, false).catch((error: unknown) => log.warn('An added account did not start', error))
      }
      store.setState({ windowAccount: accountId, page: 'now', settingsPage: null })
      return true
    },
    /** A window that shows another account stays with it. */
    signOut: (accountId: AccountId) =>
      remove(accountId, ({ windowAccount }) => (windowAccount === accountId ? null : windowAccount)),
    /** Deletes the days of all accounts; if the window shows the demo, only its days. Rejects as `History.erase`. */
    async eraseHistory() {
      for (const one of erased()) await one.history.erase()
    },
    /** The same for the choices of whose light is shown. Throws as `WhoseLight.erase`. */
    eraseWhoseLight() {
      for (const one of erased()) one.whoseLight.erase()
    },
    /** For a click of the user. */
    checkNow() {
      for (const one of all.values()) one.sessions.checkNow()
    },
    pause: (length: Parameters<AccountParts['sessions']['pause']>[0]) => shown().sessions.pause(length),
    resume: () => shown().sessions.resume(),
    setStatus: (choice: Parameters<OwnStatusCommands['setStatus']>[0]) =>
      shown().ownStatus.commands.setStatus(choice),
    clearStatus: () => shown().ownStatus.commands.clearStatus(),
    signal(signal: Signal) {
      if (signal === 'window-shown' || signal === 'window-hidden')
        holdWindowAccount(signal === 'window-shown')
      for (const { sessions, features } of all.values())
        for (const part of [sessions, features]) part.signal(signal)
    },
    async stop() {
      unsubscribe()
      await Promise.all([...shows.values()].map((stop) => stop()))
      for (const one of all.values()) one.stop()
    },
  }
}

/** What the limit of requests belongs to; null without a user. */
function limitOf({ store }: AccountParts): string | null {
  const { session, settings } = store.getState()
  if (session.kind !== 'signed-in') return null
  return `${settings.cloud} ${settings.clientId} ${session.account.tenantId}`.toLowerCase()
}
