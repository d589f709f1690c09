// The state with its list of accounts, and the view of one account.
import { expect, test, vi } from 'vitest'
import { stateOf, viewOf } from '../../app/model/account-view.ts'
import { FIRST_ACCOUNT } from '../../app/model/names.ts'
import { defaultSettings } from '../../app/model/settings.ts'
import { accountStore, appStateSchema, createAppStore, firstState } from '../../app/model/state.ts'
import { following, presence, signedIn } from './states.ts'

const first = firstState('0.1.0', defaultSettings, 'en')

test.each([first, signedIn, following(presence('Busy'))])(
  'a conversion to the state and back changes nothing',
  (view) => {
    const state = stateOf(view)
    expect(viewOf(state, FIRST_ACCOUNT)).toEqual({ ...view, accounts: state.accounts })
    expect(appStateSchema.parse(stateOf(view))).toEqual(stateOf(view))
  },
)

test('fields of an account are only in its entry', () => {
  const whole = stateOf(signedIn)
  expect(whole.accounts).toHaveLength(1)
  expect(Object.keys(whole).filter((name) => name in whole.accounts[0])).toEqual([])
})

test('a change of the account is one change of the whole state, and equal states have the same view', () => {
  const store = createAppStore(first)
  const account = accountStore(store)
  const listener = vi.fn()
  account.subscribe(listener)
  account.setState({ session: signedIn.session, page: 'today' })
  expect(store.getState()).toMatchObject({ page: 'today', accounts: [{ session: signedIn.session }] })
  expect(listener.mock.calls).toEqual([[account.getState(), first]])
  expect(account.getState()).toBe(account.getState())
  expect(stateOf(account.getState())).toBe(store.getState())
  account.setState(({ page }) => ({ page: page === 'today' ? 'now' : 'today' }))
  expect(account.getState().page).toBe('now')
})
