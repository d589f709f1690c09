// The window from its creation to its destruction, with the simulator's BrowserWindow and a virtual clock.
import type { EventEmitter } from 'node:events'
import { beforeEach, expect, test, vi } from 'vitest'
import { createGuard } from '../../../app/model/guard.ts'
import { lightOf } from '../../../app/model/light.ts'
import type { Page } from '../../../app/model/names.ts'
import { defaultSettings } from '../../../app/model/settings.ts'
import { type AccountStore, firstState } from '../../../app/model/state.ts'
import { createLightWindow, type LightWindow } from '../../../app/outputs/window/window.ts'
import { createDesktop, type SimulatedDesktop, type WindowCrash } from '../../../simulator/desktop/desktop.ts'
import { type SystemName, systemNames, systemOf } from '../../../simulator/desktop/system.ts'
import { createElectron } from '../../../simulator/electron/electron.ts'
import { createAccountStore } from '../../support/account-store.ts'
import { setElectron } from '../../support/electron-now.ts'
import { createVirtualClock, type VirtualClock } from '../../support/virtual-clock.ts'
// Loaded by the first window; imported here so that no test waits for it.
import '../../../app/outputs/window/window-frame.ts'

const MINUTE_MS = 60_000
vi.mock('electron', async () => (await import('../../support/electron-now.ts')).electronNow)
const electron: { now: Record<string, unknown> } = { now: {} }

let desktop: SimulatedDesktop
let clock: VirtualClock
let store: AccountStore
let window: LightWindow
let visibility: string[]
let logged: string[]
let failing: boolean
let page: () => Response | Promise<Response>

beforeEach(() => begin('gnome-x11'))

function begin(system: SystemName) {
  const { platform } = systemOf(system)
  desktop = createDesktop('unlocked', systemOf(system))
  const made = createElectron(
    {
      appPath: '/',
      mainModule: '/main.js',
      name: 'tally-light',
      version: '0.1.0',
      profile: '/nowhere',
      args: [],
      microsoft: null,
      browserIsManual: false,
      packaged: null,
      policy: null,
      exit: () => {},
    },
    desktop,
  )
  electron.now = made.electron
  setElectron(electron.now)
  made.drive.becomeReady()
  made.electron.protocol.handle('app', () => page())
  clock = createVirtualClock()
  store = createAccountStore({
    ...firstState('0.1.0', defaultSettings, 'en'),
    session: { kind: 'demo', pretending: null },
  })
  visibility = []
  failing = false
  logged = []
  page = () => new Response('<!doctype html>')
  const log = { error: (...words: unknown[]) => void logged.push(words.join(' ')) }
  window = createLightWindow({
    store,
    clock,
    built: (...names) => `/${names.join('/')}`,
    platform,
    devTools: false,
    trayBounds: () => null,
    log,
    guard: createGuard(log),
    onVisibility(signal) {
      if (failing) throw new Error('the follower is gone')
      visibility.push(signal)
    },
  })
  store.subscribe((state) => window.output.show(state, lightOf(state)))
}

const shown = () => desktop.windows[0]
const visible = () => shown()?.visible() ?? null
/** Some events of a window are emitted in the next turn of the event loop. */
const turn = () => new Promise(setImmediate)
async function clickElsewhere() {
  shown()?.act('blur')
  await turn()
}
async function crash(how: WindowCrash) {
  shown()?.crash(how)
  await turn()
}
const pin = (windowPinned: boolean) =>
  store.setState({ settings: { ...store.getState().settings, windowPinned } })
interface Made extends EventEmitter {
  webContents: EventEmitter
  setPosition(x: number, y: number): void
  hide(): void
  showInactive(): void
}
const made = () => (electron.now.BrowserWindow as { getAllWindows(): Made[] }).getAllWindows()[0]
/** Delays the page until the returned function is called. */
function delayPage() {
  let answer = (_answer: Response) => {}
  const held = new Promise<Response>((resolve) => {
    answer = resolve
  })
  page = () => held
  return () => answer(new Response('<!doctype html>'))
}
/** Loads the delayed page. */
async function loaded(load: () => void) {
  const stopped = new Promise((resolve) => made()?.webContents.once('did-stop-loading', resolve))
  load()
  await stopped
  await turn()
}
async function open() {
  window.show()
  await expect.poll(visible).toBe(true)
}

test('there is no window before it is asked for, and one however often it is', async () => {
  expect(desktop.windows).toEqual([])
  window.show()
  window.show()
  await open()
  expect(desktop.windows.length).toBe(1)
  expect(visibility.at(-1)).toBe('window-shown')
})

test('hidden while it is created, it is not shown', async () => {
  const load = delayPage()
  window.show()
  window.hide()
  await expect.poll(() => desktop.windows.length).toBe(1)
  const ready = new Promise((resolve) => made()?.once('ready-to-show', resolve))
  load()
  await ready
  expect(visible()).toBe(false)
  await open()
})

test.each<SystemName>(['gnome-wayland', 'kde', 'sway'])(
  'on %s nothing is painted while it is hidden: it is shown a second after its page has loaded',
  async (system) => {
    begin(system)
    const load = delayPage()
    window.show()
    await expect.poll(() => desktop.windows.length).toBe(1)
    await clock.pass(400)
    await loaded(load)
    await clock.pass(999)
    expect(visible()).toBe(false)
    await clock.pass(1)
    expect(visible()).toBe(true)
    expect(visibility).toEqual(['window-shown'])
  },
)

const pages: readonly [what: string, page: typeof page][] = [
  ['never loads', () => new Promise<Response>(() => {})],
  ['fails to load', () => Promise.reject(new Error('no page'))],
  ['loads at once', () => new Response('<!doctype html>')],
]
test.each(systemNames.flatMap((system) => pages.map((one) => [system, ...one] as const)))(
  'on %s it is visible within two seconds if its page %s',
  async (system, _what, answer) => {
    begin(system)
    page = answer
    window.show()
    await expect.poll(() => desktop.windows.length).toBe(1)
    made()?.removeAllListeners('ready-to-show')
    await clock.pass(2000)
    expect(visible()).toBe(true)
    expect(visibility).toEqual(['window-shown'])
  },
)

test.each(systemNames)(
  'minimised on %s it is in the taskbar only, and shown when it is asked for',
  async (system) => {
    begin(system)
    window.showMinimized()
    await expect.poll(() => shown()?.minimized()).toBe(true)
    await clock.pass(MINUTE_MS)
    expect(visible()).toBe(false)
    window.show()
    expect([visible(), shown()?.minimized()]).toEqual([true, false])
    expect(visibility.at(-1)).toBe('window-shown')
  },
)

test('minimised, it can be restored from the taskbar too', async () => {
  window.showMinimized()
  await expect.poll(() => shown()?.minimized()).toBe(true)
  shown()?.act('restore')
  expect(visible()).toBe(true)
  window.showMinimized()
  expect(visible()).toBe(true)
})

test('hidden within that second, it is not shown', async () => {
  begin('gnome-wayland')
  const load = delayPage()
  window.show()
  await expect.poll(() => desktop.windows.length).toBe(1)
  await loaded(load)
  window.hide()
  await clock.pass(MINUTE_MS)
  expect(visible()).toBe(false)
})

test('destroying it while its page loads is not logged; a page that fails to load is', async () => {
  const load = delayPage()
  window.show()
  await expect.poll(() => desktop.windows.length).toBe(1)
  shown()?.act('destroy')
  load()
  // An error of the first one would be logged before the next one is there.
  page = () => new Response('<!doctype html>')
  await open()
  expect(logged).toEqual([])
  shown()?.act('destroy')
  page = () => Promise.reject(new Error('no page'))
  window.show()
  await expect.poll(() => logged.join()).toContain("The window's page did not load")
})

test('a click elsewhere hides it, and so does closing; neither destroys it', async () => {
  await open()
  await clickElsewhere()
  expect(visible()).toBe(false)
  await open()
  shown()?.act('close')
  expect(visible()).toBe(false)
  expect(desktop.windows.length).toBe(1)
  expect(visibility).toEqual(['window-shown', 'window-hidden', 'window-shown', 'window-hidden'])
})

test('pinned, it stays after a click elsewhere; unpinned, it is hidden', async () => {
  await open()
  pin(true)
  await clickElsewhere()
  expect(visible()).toBe(true)
  pin(false)
  shown()?.act('focus')
  await clickElsewhere()
  expect(visible()).toBe(false)
})

test('it stays during set-up and in the settings', async () => {
  await open()
  store.setState({ page: 'settings' })
  await clickElsewhere()
  expect(visible()).toBe(true)
  store.setState({ page: 'now', session: { kind: 'not-set-up' } })
  shown()?.act('focus')
  await clickElsewhere()
  expect(visible()).toBe(true)
})

test('it stays while it says that there is no tray, until it is closed', async () => {
  await open()
  store.setState({ programFailure: 'no-tray' })
  await clickElsewhere()
  expect(visible()).toBe(true)
  shown()?.act('close')
  expect([visible(), store.getState().programFailure]).toEqual([false, null])
  await open()
  await clickElsewhere()
  expect(visible()).toBe(false)
})

test('it stays while a dialog that it opened has the focus, even one that fails', async () => {
  await open()
  let fail: (reason: Error) => void = () => {}
  const dialog = window.whileOpen(
    new Promise<void>((_resolve, reject) => {
      fail = reject
    }),
  )
  await clickElsewhere()
  expect(visible()).toBe(true)
  fail(new Error('no'))
  await expect(dialog).rejects.toThrow('no')
  shown()?.act('focus')
  await clickElsewhere()
  expect(visible()).toBe(false)
})

test('a click on the icon that took its focus is recognised as the one that hid it', async () => {
  await open()
  expect(window.wasHiddenByClick()).toBe(false)
  await clickElsewhere()
  await clock.pass(250)
  expect(window.wasHiddenByClick()).toBe(true)
  await clock.pass(100)
  expect(window.wasHiddenByClick()).toBe(false)
  await open()
  window.hide()
  expect(window.wasHiddenByClick()).toBe(false)
})

test('hidden for ten minutes it is destroyed, and created again when it is asked for', async () => {
  await open()
  window.hide()
  await clock.pass(9 * MINUTE_MS)
  await open()
  const first = shown()?.id
  window.hide()
  await clock.pass(9 * MINUTE_MS)
  expect(shown()?.id).toBe(first)
  await clock.pass(MINUTE_MS)
  expect(desktop.windows).toEqual([])
  await open()
  expect(shown()?.id).not.toBe(first)
})

test.each([true, false])('covered on macOS it does not count as hidden, pinned: %s', async (pinned) => {
  begin('macos')
  pin(pinned)
  await open()
  shown()?.act('cover')
  await turn()
  await clock.pass(11 * MINUTE_MS)
  expect(desktop.windows.length).toBe(1)
  shown()?.act('uncover')
  await turn()
  expect(visibility).toEqual(['window-shown'])
})

test.each<SystemName>(['macos', 'windows', 'gnome-x11'])(
  'on %s it is not destroyed when the system hides it and shows it again',
  async (system) => {
    begin(system)
    await open()
    made()?.hide()
    await turn()
    made()?.showInactive()
    await turn()
    await clock.pass(11 * MINUTE_MS)
    expect(desktop.windows.length).toBe(1)
    expect(visibility).toEqual(['window-shown', 'window-hidden', 'window-shown'])
  },
)

interface MacApp {
  isActive(): boolean
  isHidden(): boolean
  hide(): void
}
const macApp = () => electron.now.app as MacApp

test('hidden on macOS it returns the focus, and takes it when it is shown again', async () => {
  begin('macos')
  await open()
  for (const away of [() => window.hide(), () => shown()?.act('close')]) {
    expect([macApp().isActive(), macApp().isHidden()]).toEqual([true, false])
    away()
    await turn()
    expect([macApp().isActive(), visible()]).toEqual([false, false])
    await clock.pass(MINUTE_MS)
    await open()
    expect([shown()?.focused(), desktop.windows.length]).toEqual([true, 1])
  }
  expect(visibility).toEqual(Array(3).fill(['window-shown', 'window-hidden']).flat().slice(0, 5))
})

test('hidden with the whole program on macOS, it is shown when it is asked for', async () => {
  begin('macos')
  await open()
  macApp().hide()
  await turn()
  expect(visible()).toBe(false)
  window.show()
  await turn()
  expect([visible(), shown()?.focused(), macApp().isHidden()]).toEqual([true, true, false])
})

test.each<[string, (act: () => void) => void]>([
  ['after a click elsewhere, when another program has it', (act) => act()],
  ['while a dialog of its own is open', () => void window.whileOpen(new Promise(() => {}))],
])('hiding it on macOS does not change the focus: %s', async (_why, before) => {
  begin('macos')
  await open()
  const hide = vi.spyOn(macApp(), 'hide')
  before(() => shown()?.act('blur'))
  await turn()
  window.hide()
  expect([visible(), hide.mock.calls.length]).toEqual([false, 0])
})

test.each<Page>(['settings', 'now'])('hidden on the page %s', async (page) => {
  await open()
  store.setState({ page })
  window.hide()
  await clock.pass(10 * MINUTE_MS)
  expect(desktop.windows.length).toBe(page === 'settings' ? 1 : 0)
  store.setState({ page: 'now' })
  await clock.pass(10 * MINUTE_MS)
  expect(desktop.windows).toEqual([])
})

test('shown again it is beside the icon; pinned, where it was, unless that cannot be reached', async () => {
  await open()
  const beside = shown()?.bounds()
  const move = (x: number, y: number) => made()?.setPosition(x, y)
  move(100, 100)
  window.hide()
  await open()
  expect(shown()?.bounds()).toEqual(beside)
  pin(true)
  move(100, 100)
  window.hide()
  await open()
  expect(shown()?.bounds()).toMatchObject({ x: 100, y: 100 })
  move(3000, 100)
  window.hide()
  await open()
  expect(shown()?.bounds()).toEqual(beside)
})

test('after a crash the page is opened again once, and says so until it was seen', async () => {
  await open()
  const first = shown()?.id
  await crash('crash')
  expect(store.getState().programFailure).toBe('window-crashed')
  await expect.poll(visible).toBe(true)
  expect(shown()?.id).not.toBe(first)
  expect(logged).toEqual(["The window's page is gone: crashed"])
  window.hide()
  expect(store.getState().programFailure).toBe(null)
})

test('after another crash within minutes it is opened only when asked for; later by itself again', async () => {
  await open()
  await crash('crash')
  await expect.poll(visible).toBe(true)
  await clock.pass(4 * MINUTE_MS)
  await crash('hang')
  await clock.pass(MINUTE_MS)
  expect(desktop.windows).toEqual([])
  await open()
  expect(store.getState().programFailure).toBe('window-crashed')
  await clock.pass(5 * MINUTE_MS)
  await crash('hang')
  await expect.poll(visible).toBe(true)
})

test('after a crash while hidden it is created again when asked for, without a message', async () => {
  await open()
  window.hide()
  await crash('crash')
  expect(desktop.windows).toEqual([])
  expect(store.getState().programFailure).toBe(null)
  await open()
})

/** Throws at each access. */
const untouchable = new Proxy(
  {},
  {
    get: (_target, key) => {
      throw new Error(`${String(key)} cannot be read`)
    },
  },
)

test.each(['close', 'blur', 'hide', 'minimize', 'restore', 'closed'])(
  'an exception at the event %s of the window is logged',
  async (event) => {
    await open()
    failing = true
    // For a window that is still visible, as macOS emits it, nothing would be done.
    const emit = () => (event === 'hide' ? made()?.hide() : made()?.emit(event, untouchable))
    expect(emit).not.toThrow()
    failing = false
    expect(logged).toEqual([
      expect.stringMatching(/ failed; the program goes on Error: .*(?:is gone|cannot be read)/),
    ])
  },
)

test.each(['render-process-gone', 'before-input-event'])(
  'an exception at the event %s of its page is logged',
  async (event) => {
    await open()
    expect(() => made()?.webContents.emit(event, untouchable, untouchable)).not.toThrow()
    expect(logged).toEqual([expect.stringMatching(/ failed; the program goes on /)])
  },
)

test('a window that cannot be created is logged, and tried again at the next click', async () => {
  const { BrowserWindow } = electron.now
  electron.now.BrowserWindow = class {
    constructor() {
      throw new Error('no display')
    }
  }
  window.show()
  await expect.poll(() => logged).toEqual([expect.stringContaining('Opening the window failed')])
  electron.now.BrowserWindow = BrowserWindow
  await open()
})

test('an event that cannot be sent to the page is logged', async () => {
  await open()
  window.send('history', [{ light: 'busy', from: Number.NaN, until: 0 }])
  expect(logged).toEqual([expect.stringContaining('Sending to the window failed')])
})
