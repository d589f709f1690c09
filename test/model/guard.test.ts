// What a listener throws is written down, and everything else goes on.

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

test('a listener hears what it is told', () => {
  const heard: unknown[] = []
  guard('It', (...words: unknown[]) => heard.push(words))('a', 1)
  expect([heard, logged]).toEqual([[['a', 1]], []])
})

test('a throw is written down, under its name', () => {
  guard('It', fails)()
  expect(logged).toEqual([['It failed; the program goes on', fault]])
})

test('so is a rejection', async () => {
  guard('It', async () => fails())()
  await Promise.resolve()
  await expect.poll(() => logged).toEqual([['It failed; the program goes on', fault]])
})

test('a subscriber that throws neither fails who set the state nor keeps the others from hearing', () => {
  const store = accountStore(guardedStore(createAppStore(firstState('0.1.0', defaultSettings, 'en')), guard))
  const heard: string[] = []
  const stops = [
    store.subscribe(() => heard.push('first')),
    store.subscribe(fails),
    store.subscribe(({ page }, before) => heard.push(`${before.page} → ${page}`)),
  ]
  store.setState({ page: 'today' })
  expect(store.getState().page).toBe('today')
  expect(heard).toEqual(['first', 'now → today'])
  expect(logged).toEqual([['A subscriber of the state failed; the program goes on', fault]])
  for (const stop of stops) stop()
  store.setState({ page: 'now' })
  expect(heard).toHaveLength(2)
})

test('a timer that throws has run; it can still be called off before', async () => {
  const clock = createVirtualClock()
  const guarded = guardedClock(clock, guard)
  guarded.after(1000, fails)
  guarded.after(1000, fails)()
  await clock.pass(1000)
  expect(logged).toEqual([['A timer failed; the program goes on', fault]])
  expect([guarded.nowMs(), guarded.monotonicMs()]).toEqual([clock.nowMs(), clock.monotonicMs()])
})
