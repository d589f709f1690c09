// An error of a guarded listener is logged, and everything else goes on.
import { beforeEach, expect, test } from 'vitest'
import { createGuard, type Guard, guardedClock, guardedStore } from '../../app/model/guard.ts'
import { defaultSettings } from '../../app/model/settings.ts'
import { accountStore, createAppStore, firstState } from '../../app/model/state.ts'
import { createVirtualClock } from '../support/virtual-clock.ts'

let logged: unknown[][]
let guard: Guard
const fault = new Error('a fault')
const fails = () => {
  throw fault
}
beforeEach(() => {
  logged = []
  guard = createGuard({ error: (...words) => logged.push(words) })
})

test('a listener gets its arguments', () => {
  const calls: unknown[] = []
  guard('It', (...args: unknown[]) => calls.push(args))('a', 1)
  expect([calls, logged]).toEqual([[['a', 1]], []])
})

test('an exception is logged with the name of the listener', () => {
  guard('It', fails)()
  expect(logged).toEqual([['It failed; the program goes on', fault]])
})

test('a rejection is logged too', async () => {
  guard('It', async () => fails())()
  await Promise.resolve()
  await expect.poll(() => logged).toEqual([['It failed; the program goes on', fault]])
})

test('if a subscriber throws, setState returns and the other subscribers are called', () => {
  const store = accountStore(guardedStore(createAppStore(firstState('0.1.0', defaultSettings, 'en')), guard))
  const calls: string[] = []
  const stops = [
    store.subscribe(() => calls.push('first')),
    store.subscribe(fails),
    store.subscribe(({ page }, before) => calls.push(`${before.page} → ${page}`)),
  ]
  store.setState({ page: 'today' })
  expect(store.getState().page).toBe('today')
  expect(calls).toEqual(['first', 'now → today'])
  expect(logged).toEqual([['A subscriber of the state failed; the program goes on', fault]])
  for (const stop of stops) stop()
  store.setState({ page: 'now' })
  expect(calls).toHaveLength(2)
})

test('an exception of a timer is logged, and a timer can be cancelled', async () => {
  const clock = createVirtualClock()
  const guarded = guardedClock(clock, guard)
  guarded.after(1000, fails)
  guarded.after(1000, fails)()
  await clock.pass(1000)
  expect(logged).toEqual([['A timer failed; the program goes on', fault]])
  expect([guarded.nowMs(), guarded.monotonicMs()]).toEqual([clock.nowMs(), clock.monotonicMs()])
})
