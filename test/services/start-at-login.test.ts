// Start at login in the state: read again before it may be shown.
import { expect, test } from 'vitest'
import type { LoginStart } from '../../app/model/login-start.ts'
import { defaultSettings } from '../../app/model/settings.ts'
import { firstState } from '../../app/model/state.ts'
import { createStartAtLogin } from '../../app/services/start-at-login.ts'
import { createAccountStore } from '../support/account-store.ts'
import { createVirtualClock } from '../support/virtual-clock.ts'

const on: LoginStart = { kind: 'on' }
const off: LoginStart = { kind: 'off' }
const heldBack: LoginStart = { kind: 'held-back', by: 'windows' }

/** A system that changes its login item, unless it `refuses`, or ignores it (macOS and Windows report no failure). */
function begin(first: LoginStart = off) {
  const clock = createVirtualClock()
  const store = createAccountStore(firstState('0.1.0', defaultSettings, 'en'))
  const system = { start: first, refuses: false, ignores: false, repairs: 0, fails: false }
  const lines: unknown[] = []
  const startAtLogin = createStartAtLogin({
    store,
    clock,
    log: { warn: (...line) => void lines.push(line) },
    loginItem: {
      async read() {
        if (system.fails) throw new Error('EIO')
        return system.start
      },
      async set(wanted) {
        if (system.refuses) throw new Error('EACCES')
        if (system.start !== heldBack && !system.ignores) system.start = wanted ? on : off
      },
      async repair() {
        system.repairs += 1
        if (system.fails) throw new Error('EROFS')
      },
    },
  })
  return { clock, store, system, lines, startAtLogin, shown: () => store.getState().openAtLogin }
}

test('is read at the start, after the repair, and anew each minute', async () => {
  const { startAtLogin, system, shown, clock } = begin(on)
  await startAtLogin.start()
  expect(system.repairs).toBe(1)
  expect(shown()).toEqual(on)
  system.start = heldBack
  await clock.pass(60_000)
  expect(shown()).toEqual(heldBack)
  startAtLogin.stop()
  expect(clock.waiting()).toBe(0)
})

test('is read again when the window or its settings are shown', async () => {
  const { startAtLogin, system, shown, clock, store } = begin()
  await startAtLogin.start()
  system.start = heldBack
  startAtLogin.signal('window-shown')
  await clock.pass(0)
  expect(shown()).toEqual(heldBack)
  system.start = on
  store.setState({ page: 'settings' })
  await clock.pass(0)
  expect(shown()).toEqual(on)
  system.start = heldBack
  store.setState({ settingsPage: 'more' })
  await clock.pass(0)
  expect(shown()).toEqual(heldBack)
})

test('the state does not change while the system’s answer is the same', async () => {
  const { startAtLogin, system, clock, store } = begin(on)
  await startAtLogin.start()
  let changes = 0
  store.subscribe(() => void changes++)
  system.start = { kind: 'on' }
  await clock.pass(600_000)
  expect(changes).toBe(0)
})

test('after a change the state has the answer of the system; a refusal rejects', async () => {
  const { startAtLogin, system, shown } = begin()
  await startAtLogin.start()
  await startAtLogin.set(true)
  expect(shown()).toEqual(on)
  system.refuses = true
  await expect(startAtLogin.set(false)).rejects.toThrow('EACCES')
  expect(shown()).toEqual(on)
  system.refuses = false
  system.start = heldBack
  await startAtLogin.set(true)
  expect(shown()).toEqual(heldBack)
})

test.each([on, off])('a system that stays at %j, and names no reason, refuses', async (first) => {
  const { startAtLogin, system, shown } = begin(first)
  await startAtLogin.start()
  system.ignores = true
  await startAtLogin.set(first === on)
  await expect(startAtLogin.set(first !== on)).rejects.toThrow(first.kind)
  expect(shown()).toEqual(first)
})

test('a change that the system holds back is never in the state', async () => {
  const { startAtLogin, store } = begin(heldBack)
  await startAtLogin.start()
  const starts: LoginStart[] = []
  store.subscribe(({ openAtLogin }) => void starts.push(openAtLogin))
  await startAtLogin.set(true)
  expect(starts).toEqual([])
})

test('a failed repair or reading is logged, and the reading is tried again', async () => {
  const { startAtLogin, system, shown, clock, lines } = begin(on)
  system.fails = true
  await startAtLogin.start()
  expect(lines).toHaveLength(2)
  system.fails = false
  await clock.pass(60_000)
  expect(shown()).toEqual(on)
})
