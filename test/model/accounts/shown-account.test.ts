// Which account the outputs and the window show: by urgency over every pair of lights, by choice, and without a user.
import { describe, expect, test } from 'vitest'
import { type AccountState, firstAccountState } from '../../../app/model/account-state.ts'
import type { AccountId } from '../../../app/model/accounts/account-id.ts'
import {
  accountsInUse,
  mostUrgent,
  openedAccountIn,
  shownAccountIn,
  urgencyOrder,
  windowAccountIn,
} from '../../../app/model/accounts/shown-account.ts'
import { lightOf, type Shape } from '../../../app/model/light.ts'
import { FIRST_ACCOUNT, MOST_URGENT } from '../../../app/model/names.ts'
import { defaultSettings } from '../../../app/model/settings.ts'
import { type AppState, createAppStore, firstState } from '../../../app/model/state.ts'
import { following, presence, signedIn } from '../states.ts'

const SECOND = 'a0000000-0000-4000-8000-000000000002'

/** Graph's answer for each light of a presence. */
const answers: Partial<Record<Shape, Parameters<typeof presence>>> = {
  presenting: ['Busy', 'Presenting'],
  'do-not-disturb': ['DoNotDisturb'],
  'in-a-call': ['Busy', 'InACall'],
  busy: ['Busy'],
  available: ['Available'],
  'be-right-back': ['BeRightBack'],
  away: ['Away'],
  'out-of-office': ['Away', 'OutOfOffice', true],
  offline: ['Offline'],
  unknown: ['PresenceUnknown'],
}

/** An account with the light; null for a pause, which is that of all accounts. */
function accountWith(shape: Shape): Pick<AccountState, 'session' | 'following'> | null {
  const answer = answers[shape]
  if (answer) return following(presence(...answer))
  if (shape === 'paused') return null
  const problem = { kind: 'sign-in-needed', next: 'person', code: null } as const
  return shape === 'attention'
    ? { ...signedIn, session: { kind: 'signed-out', problem } }
    : { ...signedIn, session: { kind: 'signing-in' } }
}

function entry(accountId: AccountId, given: Pick<AccountState, 'session' | 'following'>): AccountState {
  return { ...firstAccountState, accountId, session: given.session, following: given.following }
}

function stateWith(
  first: Pick<AccountState, 'session' | 'following'>,
  second: Pick<AccountState, 'session' | 'following'>,
  more: Partial<AppState> = {},
): AppState {
  const state = createAppStore(firstState('0.0.0', defaultSettings, 'en')).getState()
  return { ...state, accounts: [entry(FIRST_ACCOUNT, first), entry(SECOND, second)], ...more }
}

const shapes = urgencyOrder.filter((shape) => shape !== 'paused')

describe.each(shapes.map((shape, rank) => ({ shape, rank })))('$shape', ({ shape, rank }) => {
  test('is the light of its account', () => {
    const account = accountWith(shape)
    expect(account && lightOf({ ...signedIn, ...account }).shape).toBe(shape)
  })

  test.each(shapes.map((other, otherRank) => ({ other, otherRank })))(
    'beside $other',
    ({ other, otherRank }) => {
      const [one, two] = [accountWith(shape), accountWith(other)]
      if (!one || !two) throw new Error('Without accounts')
      const [first, second] = otherRank < rank ? [SECOND, FIRST_ACCOUNT] : [FIRST_ACCOUNT, SECOND]
      expect(mostUrgent(stateWith(one, two))).toBe(first)
      expect(mostUrgent(stateWith(two, one))).toBe(otherRank === rank ? FIRST_ACCOUNT : second)
    },
  )
})

const busy = following(presence('Busy'))
const available = following(presence('Available'))

test('the demo covers no light of a user', () => {
  const demo = { ...busy, session: { kind: 'demo', pretending: null } } as const
  expect(mostUrgent(stateWith(demo, following(presence('Offline'))))).toBe(SECOND)
})

test('the chosen account is shown, and one that no longer exists counts as the most urgent', () => {
  const chosen = (shownAccount: typeof MOST_URGENT | AccountId) =>
    shownAccountIn(stateWith(available, busy, { settings: { ...defaultSettings, shownAccount } }))
  expect(chosen(MOST_URGENT)).toBe(SECOND)
  expect(chosen(FIRST_ACCOUNT)).toBe(FIRST_ACCOUNT)
  expect(chosen('a0000000-0000-4000-8000-000000000009')).toBe(SECOND)
})

test('a first account without a user is not in use beside others', () => {
  const nobody = { ...signedIn, session: { kind: 'signed-out', problem: null } } as const
  const ids = (state: AppState) => accountsInUse(state).map(({ accountId }) => accountId)
  expect(ids(stateWith(nobody, nobody))).toEqual([SECOND])
  expect(ids(stateWith(available, nobody))).toEqual([FIRST_ACCOUNT, SECOND])
})

test('the window shows its own account, and opens with one that is being signed in to', () => {
  expect(windowAccountIn(stateWith(available, busy))).toBe(SECOND)
  expect(windowAccountIn(stateWith(available, busy, { windowAccount: FIRST_ACCOUNT }))).toBe(FIRST_ACCOUNT)
  expect(openedAccountIn(stateWith(available, busy))).toBe(SECOND)
  const signingIn = { ...signedIn, session: { kind: 'signing-in' } } as const
  expect(openedAccountIn(stateWith(signingIn, busy))).toBe(FIRST_ACCOUNT)
})
