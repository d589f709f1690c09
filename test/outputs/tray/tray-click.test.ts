// A click on the icon shows the window, or hides it if it is in front: on every system, from every state.
import { expect, onTestFinished, test, vi } from 'vitest'
import { createGuard } from '../../../app/model/guard.ts'
import { defaultSettings } from '../../../app/model/settings.ts'
import { firstState } from '../../../app/model/state.ts'
import { showState } from '../../../app/outputs/show-state.ts'
import { createTrayOutput } from '../../../app/outputs/tray/tray-output.ts'
import { createLightWindow } from '../../../app/outputs/window/window.ts'
import { type SystemName, systemNames, systemOf } from '../../../simulator/desktop/system.ts'
import { wordsIn } from '../../../words/words.ts'
import { standIn, turn } from '../../simulator/electron-behaviours/stand-in.ts'
import { createAccountStore } from '../../support/account-store.ts'
import { setElectron } from '../../support/electron-now.ts'
import { createVirtualClock } from '../../support/virtual-clock.ts'
// Loaded by the first window; imported here so that no test waits for it.
import '../../../app/outputs/window/window-frame.ts'

vi.mock('electron', async () => (await import('../../support/electron-now.ts')).electronNow)

/** Panels that take the focus when they are clicked; those of Plasma and sway do not. */
const takesFocus: ReadonlySet<SystemName> = new Set(['windows', 'gnome-x11'])

async function start(system: SystemName) {
  const simulated = standIn({ system, isChosen: true })
  setElectron(simulated)
  const { desktop, BrowserWindow } = simulated
  const clock = createVirtualClock()
  const store = createAccountStore({
    ...firstState('0.1.0', defaultSettings, 'en'),
    session: { kind: 'demo', pretending: null },
  })
  const log = { error: () => {}, warn: () => {} }
  const shared = { store, clock, guard: createGuard(log), platform: systemOf(system).platform }
  const lightWindow = createLightWindow({
    ...shared,
    log,
    devTools: false,
    onVisibility: () => {},
    built: (...names) => `/${names.join('/')}`,
    trayBounds: () => tray.bounds(),
  })
  const tray = createTrayOutput({
    ...shared,
    window: lightWindow,
    hidden: false,
    iconFolder: '/icons',
    wordsNow: () => wordsIn('en'),
    onChoose: (choice) => (choice === 'open' ? lightWindow.show() : undefined),
  })
  onTestFinished(() => tray.stop())
  showState(store, { tray, window: lightWindow.output }, shared.guard)
  lightWindow.show()
  await expect.poll(() => desktop.windows.length).toBe(1)
  lightWindow.show()
  await turn()
  const [window] = BrowserWindow.getAllWindows()
  if (!window) throw new Error('There is no window')
  async function takeFocus() {
    if (!takesFocus.has(system)) return
    desktop.windows[0]?.act('blur')
    await turn()
  }
  return {
    window,
    clock,
    hide: lightWindow.hide,
    pin: () => store.setState({ settings: { ...store.getState().settings, windowPinned: true } }),
    act: async (action: 'blur' | 'minimize' | 'cover') => {
      desktop.windows[0]?.act(action)
      await turn()
    },
    async click() {
      await takeFocus()
      desktop.tray?.click()
      await turn()
    },
    async doubleClick() {
      await takeFocus()
      desktop.tray?.doubleClick()
      await turn()
    },
  }
}
type Started = Awaited<ReturnType<typeof start>>

/** What happened to the window before the click, and whether it has the focus then. */
const states: Record<string, { act: (started: Started) => unknown; inFront: boolean; stays: boolean }> = {
  'in front': { act: () => {}, inFront: true, stays: false },
  'pinned, in front': { act: ({ pin }) => pin(), inFront: true, stays: true },
  'pinned, without the focus': {
    act: ({ pin, act }) => {
      pin()
      return act('blur')
    },
    inFront: false,
    stays: true,
  },
  'pinned, covered or on another workspace': {
    act: async ({ pin, act }) => {
      pin()
      await act('blur')
      await act('cover')
    },
    inFront: false,
    stays: true,
  },
  minimised: { act: ({ act }) => act('minimize'), inFront: false, stays: false },
  hidden: { act: ({ hide }) => hide(), inFront: false, stays: false },
}

const cases = systemNames.flatMap((system) => Object.keys(states).map((state) => [system, state] as const))

test.each(cases)('%s, window %s: one click and a second one', async (system, name) => {
  const state = states[name]
  if (!state) throw new Error(name)
  const started = await start(system)
  const { window, clock, click } = started
  await state.act(started)
  await turn()
  await clock.pass(1000)
  const isSeen = () => [window.isVisible(), window.isFocused()]
  const before = isSeen()
  await click()
  // There a click opens the menu, which has Open.
  if (system === 'macos') return expect(isSeen()).toEqual(before)
  // A pinned window that lost the focus to the panel is shown again.
  const goes = (inFront: boolean) => inFront && !(state.stays && takesFocus.has(system))
  expect(isSeen()).toEqual(goes(state.inFront) ? [false, false] : [true, true])
  await clock.pass(1000)
  await click()
  expect(isSeen()).toEqual(!goes(state.inFront) && goes(true) ? [false, false] : [true, true])
})

test.each(Object.keys(states))('windows, window %s: a double click leaves it open', async (name) => {
  const started = await start('windows')
  await states[name]?.act(started)
  await turn()
  await started.clock.pass(1000)
  await started.doubleClick()
  expect([started.window.isVisible(), started.window.isFocused()]).toEqual([true, true])
})
