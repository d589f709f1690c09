// The outputs: each gets the state and its light, whatever becomes of the others.
import { expect, test } from 'vitest'
import { stateOf, viewOf } from '../../app/model/account-view.ts'
import { createGuard } from '../../app/model/guard.ts'
import { type Light, lightOf } from '../../app/model/light.ts'
import type { AccountView } from '../../app/model/state.ts'
import { createChangeLog } from '../../app/outputs/log/change-log.ts'
import type { Output } from '../../app/outputs/output.ts'
import { showState } from '../../app/outputs/show-state.ts'
import { following, presence } from '../model/states.ts'
import { createAccountStore } from '../support/account-store.ts'

/** As a store has it, with the account in its list too. */
const inStore = (view: AccountView) => viewOf(stateOf(view), view.accountId)
const busy = inStore(following(presence('Busy')))
const away = inStore(following(presence('Away')))

/** Keeps what it was shown. */
function recording() {
  const shown: { state: AccountView; light: Light }[] = []
  let stopped = 0
  const output: Output = {
    show: (state, light) => void shown.push({ state, light }),
    stop: () => void stopped++,
  }
  return { output, shown, lights: () => shown.map(({ light }) => light.name), stopped: () => stopped }
}

function start(outputs: Record<string, Output>) {
  const store = createAccountStore(busy)
  const errors: string[] = []
  const guard = createGuard({ error: (...words) => void errors.push(words.join(' ')) })
  return { store, errors, stop: showState(store, outputs, guard) }
}

test('each output is shown the first state and each later one, with one light for all', () => {
  const [first, second] = [recording(), recording()]
  const { store, stop } = start({ first: first.output, second: second.output })
  store.setState(away)
  expect(first.shown).toEqual([busy, away].map((state) => ({ state, light: lightOf(state) })))
  expect(first.shown.map(({ light }, at) => light === second.shown[at]?.light)).toEqual([true, true])
  stop()
  store.setState(busy)
  expect([first.lights(), first.stopped(), second.stopped()]).toEqual([['busy', 'away'], 1, 1])
})

test('an output that throws, or rejects, keeps the others neither from showing nor from stopping', async () => {
  const fail = () => {
    throw new Error('no display')
  }
  const last = recording()
  const rejects: Output = { show() {}, stop: () => Promise.reject(new Error('no disk')) }
  const { store, errors, stop } = start({ fails: { show: fail, stop: fail }, rejects, last: last.output })
  store.setState(away)
  stop()
  await Promise.resolve()
  expect([last.lights(), last.stopped()]).toEqual([['busy', 'away'], 1])
  const shown = 'Output fails failed; the program goes on Error: no display'
  expect(errors).toEqual([
    ...[shown, shown],
    'Stopping output fails failed; the program goes on Error: no display',
    'Stopping output rejects failed; the program goes on Error: no disk',
  ])
})

test('when an output changes the state, the ones after it are not shown the old state later', () => {
  const last = recording()
  const changing: Output = {
    show: (state) => state === busy && store.setState(away),
    stop() {},
  }
  const store = createAccountStore(busy)
  showState(store, { changing, last: last.output }, createGuard({ error: () => {} }))
  expect(last.lights()).toEqual(['away'])
})

test('the log has a line for each change of the light, with its reason', () => {
  const lines: unknown[][] = []
  const line = (...words: unknown[]) => void lines.push(words)
  const { store } = start({ log: createChangeLog({ debug: line, info: line, warn: line }) })
  expect(lines).toEqual([])
  store.setState(away)
  store.setState({ page: 'today' })
  const problem = { kind: 'sign-in-needed', next: 'person', code: null } as const
  store.setState({ following: { ...away.following, problem, nextCheckAt: 0 } })
  expect(lines).toEqual([
    ['Light busy → away: Away/Away'],
    ['Light away → attention: sign-in-needed'],
    ['Next check at 1970-01-01T00:00:00.000Z'],
    ['Problem', problem],
  ])
})
