// The menu of several accounts: none for one, whose light is shown, and an account that needs its user.
import { expect, test } from 'vitest'
import type { AccountState } from '../../../app/model/account-state.ts'
import { viewOf } from '../../../app/model/account-view.ts'
import { lightOf } from '../../../app/model/light.ts'
import { FIRST_ACCOUNT, MOST_URGENT } from '../../../app/model/names.ts'
import { type AppState, createAppStore } from '../../../app/model/state.ts'
import { accountEntries } from '../../../app/outputs/tray/account-menu.ts'
import { trayView } from '../../../app/outputs/tray/tray-view.ts'
import { accountNameIn } from '../../../words/account-list.ts'
import { wordsIn } from '../../../words/words.ts'
import { account, following, presence } from '../../model/states.ts'

const SECOND = 'a0000000-0000-4000-8000-000000000002'
const words = wordsIn('en')
const NOW = Date.parse('2026-11-23T11:00:00')

function stateWith(second: Partial<AccountState>): AppState {
  const state = createAppStore(following(presence('Available'))).getState()
  const [first] = state.accounts
  return { ...state, accounts: [first, { ...first, accountId: SECOND, ...second }] }
}
const signedInAs = (own: Partial<typeof account>) =>
  ({ session: { kind: 'signed-in', account: { ...account, ...own } } }) as const
const bo = signedInAs({ username: 'bo@fabrikam.com', tenantId: 'fabrikam' })
const entriesOf = (state: AppState) => accountEntries(viewOf(state, FIRST_ACCOUNT), words, NOW)
const withProblem = {
  ...bo,
  following: {
    ...following(presence('Busy')).following,
    problem: { kind: 'sign-in-needed', next: 'person', code: null },
  },
} as const

test('one account has no entries and no name', () => {
  const state = createAppStore(following(presence('Busy'))).getState()
  expect(entriesOf(state)).toEqual([])
  expect(accountNameIn(viewOf(state, FIRST_ACCOUNT), words, NOW)).toBeNull()
})

test('each account has its light, and the choice is checked', () => {
  const state = stateWith({ ...bo, following: following(presence('Busy', 'InACall')).following })
  expect(entriesOf(state)).toEqual([
    {
      kind: 'submenu',
      id: 'accounts',
      label: 'Accounts',
      entries: [
        {
          kind: 'switch',
          id: 'follow-most-urgent',
          label: 'The most urgent',
          on: true,
          choice: { kind: 'follow-account', account: MOST_URGENT },
        },
        {
          kind: 'switch',
          id: 'follow-first',
          label: 'anna@contoso.com: Available',
          on: false,
          choice: { kind: 'follow-account', account: FIRST_ACCOUNT },
        },
        {
          kind: 'switch',
          id: `follow-${SECOND}`,
          label: 'bo@fabrikam.com: In a call',
          on: false,
          choice: { kind: 'follow-account', account: SECOND },
        },
      ],
    },
  ])
  const chosen = { ...state, settings: { ...state.settings, shownAccount: SECOND } }
  expect(
    JSON.stringify(entriesOf(chosen))
      .match(/"on":(true|false)/g)
      ?.join(),
  ).toBe('"on":false,"on":false,"on":true')
})

test('an account that needs its user has an entry that opens it, unless its light is shown', () => {
  const state = stateWith(withProblem)
  const attention = (of: typeof FIRST_ACCOUNT | typeof SECOND) =>
    accountEntries(viewOf(state, of), words, NOW).filter(({ kind }) => kind === 'choice')
  expect(attention(FIRST_ACCOUNT)).toMatchObject([
    { choice: { kind: 'open-account', account: SECOND, page: 'now' } },
  ])
  expect(attention(SECOND)).toEqual([])
})

test('accounts with one address are told apart by their tenants, and one without a user by its number', () => {
  const names = (state: AppState) =>
    [FIRST_ACCOUNT, SECOND].map((id) => accountNameIn(viewOf(state, id), words, NOW))
  expect(names(stateWith(bo))).toEqual(['anna@contoso.com', 'bo@fabrikam.com'])
  const [one = '', other = ''] = names(stateWith(signedInAs({ tenantId: 'fabrikam' })))
  expect(
    [one, other].map((name) => /contoso|fabrikam/.exec(name?.replace('anna@contoso.com', '') ?? '')?.[0]),
  ).toEqual(['contoso', 'fabrikam'])
  expect(names(stateWith({ session: { kind: 'signing-in' } }))).toEqual(['anna@contoso.com', 'Account 2'])
})

const busyToday = { following: following(presence('Busy')).following }

test('the tooltip and the first line of the menu name the account, on Windows if there is room', () => {
  const shown = (username: string, platform: NodeJS.Platform) => {
    const view = viewOf(stateWith({ ...signedInAs({ username }), ...busyToday }), SECOND)
    const { tooltip, menu } = trayView(view, lightOf(view), words, NOW, platform)
    return { tooltip, line: menu[0] }
  }
  const line = (label: string) => ({ kind: 'line', id: 'status', label })
  const named = 'Busy · since 10:42 · bo@fabrikam.com'
  for (const platform of ['win32', 'darwin', 'linux'] as const)
    expect(shown('bo@fabrikam.com', platform)).toEqual({ tooltip: named, line: line(named) })
  for (let length = 1; length < 200; length += 1) {
    const whole = `Busy · since 10:42 · ${'b'.repeat(length)}`
    const { tooltip } = shown('b'.repeat(length), 'win32')
    expect(tooltip).toBe(whole.length <= 127 ? whole : 'Busy · since 10:42')
    expect(shown('b'.repeat(length), 'linux').tooltip).toBe(whole)
  }
})
