// The window's life, with the simulator's BrowserWindow and a clock that does not wait.
import type { EventEmitter } from 'node:events'
import { beforeEach, expect, test, vi } from 'vitest'
import { createGuard } from '../../../app/model/guard.ts'
import { lightOf } from '../../../app/model/light.ts'
import type { Page } from '../../../app/model/names.ts'
import { defaultSettings } from '../../../app/model/settings.ts'
import { type AppStore, createAppStore, firstState } from '../../../app/model/state.ts'
import { createLightWindow, type LightWindow } from '../../../app/outputs/window/window.ts'
import { createDesktop, type SimulatedDesktop, type WindowCrash } from '../../../simulator/desktop/desktop.ts'
import { type SystemName, systemNames, systemOf } from '../../../simulator/desktop/system.ts'
import { createElectron } from '../../../simulator/electron/electron.ts'
import { setElectron } from '../../support/electron-now.ts'
import { createVirtualClock, type VirtualClock } from '../../support/virtual-clock.ts'
// The first window loads it, and should not be waited for meanwhile.
import '../../../app/outputs/window/window-frame.ts'

const MINUTE_MS = 60_000
vi.mock('electron', async () => (await import('../../support/electron-now.ts')).electronNow)
const electron: { now: Record<string, unknown> } = { now: {} }

let desktop: SimulatedDesktop
let clock: VirtualClock
let store: AppStore
let window: LightWindow
let looks: string[]
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
  store = createAppStore({
    ...firstState('0.1.0', defaultSettings, 'en'),
    session: { kind: 'demo', pretending: null },
  })
  looks = []
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
    onVisibility(look) {
      if (failing) throw new Error('the follower is gone')
      looks.push(look)
    },
  })
  store.subscribe((state) => window.output.show(state, lightOf(state)))
}

const shown = () => desktop.windows[0]
const visible = () => shown()?.visible() ?? null
/** Windows tell some of what happens to them in the next turn. */
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
/** Holds the page back until the returned function is called. */
function holdPage() {
  let come = (_answer: Response) => {}
  const held = new Promise<Response>((resolve) => {
    come = resolve
  })
  page = () => held
  return () => come(new Response('<!doctype html>'))
}
/** Lets the page come that was held back. */
async function loaded(come: () => void) {
  const stopped = new Promise((resolve) => made()?.webContents.once('did-stop-loading', resolve))
  come()
  await stopped
  await turn()
}
async function open() {
  window.show()
  await expect.poll(visible).toBe(true)
}

test('there is none before it is wanted, and one however often it is', async () => {
  expect(desktop.windows).toEqual([])
  window.show()
  window.show()
  await open()
  expect(desktop.windows.length).toBe(1)
  expect(looks.at(-1)).toBe('window-shown')
})

test('sent away while it was being made, it does not come', async () => {
  const come = holdPage()
  window.show()
  window.hide()
  await expect.poll(() => desktop.windows.length).toBe(1)
  const ready = new Promise((resolve) => made()?.once('ready-to-show', resolve))
  come()
  await ready
  expect(visible()).toBe(false)
  await open()
})

test.each<SystemName>(['gnome-wayland', 'kde', 'sway'])(
  'on %s nothing is painted while it is hidden: it comes a second after its page',
  async (system) => {
    begin(system)
    const come = holdPage()
    window.show()
    await expect.poll(() => desktop.windows.length).toBe(1)
    await clock.pass(400)
    await loaded(come)
    await clock.pass(999)
    expect(visible()).toBe(false)
    await clock.pass(1)
    expect(visible()).toBe(true)
    expect(looks).toEqual(['window-shown'])
  },
)

const pages: readonly [what: string, page: typeof page][] = [
  ['never comes', () => new Promise<Response>(() => {})],
  ['cannot be had', () => Promise.reject(new Error('no page'))],
  ['is there', () => new Response('<!doctype html>')],
]
test.each(systemNames.flatMap((system) => pages.map((one) => [system, ...one] as const)))(
  'on %s it is seen within two seconds though its page %s',
  async (system, _what, answer) => {
    begin(system)
    page = answer
    window.show()
    await expect.poll(() => desktop.windows.length).toBe(1)
    made()?.removeAllListeners('ready-to-show')
    await clock.pass(2000)
    expect(visible()).toBe(true)
    expect(looks).toEqual(['window-shown'])
  },
)

test.each(systemNames)(
  'minimised on %s it is in the taskbar alone, and comes when it is wanted',
  async (system) => {
    begin(system)
    window.showMinimized()
    await expect.poll(() => shown()?.minimized()).toBe(true)
    await clock.pass(MINUTE_MS)
    expect(visible()).toBe(false)
    window.show()
    expect([visible(), shown()?.minimized()]).toEqual([true, false])
    expect(looks.at(-1)).toBe('window-shown')
  },
)

test('minimised it comes from the taskbar too', async () => {
  window.showMinimized()
  await expect.poll(() => shown()?.minimized()).toBe(true)
  shown()?.act('restore')
  expect(visible()).toBe(true)
  window.showMinimized()
  expect(visible()).toBe(true)
})

test('sent away within that second, it does not come', async () => {
  begin('gnome-wayland')
  const come = holdPage()
  window.show()
  await expect.poll(() => desktop.windows.length).toBe(1)
  await loaded(come)
  window.hide()
  await clock.pass(MINUTE_MS)
  expect(visible()).toBe(false)
})

test('let go while its page was loading, it is no failure; one that has no page is', async () => {
  const come = holdPage()
  window.show()
  await expect.poll(() => desktop.windows.length).toBe(1)
  shown()?.act('destroy')
  come()
  // What is to be said of the first is said before the next one is there.
  page = () => new Response('<!doctype html>')
  await open()
  expect(logged).toEqual([])
  shown()?.act('destroy')
  page = () => Promise.reject(new Error('no page'))
  window.show()
  await expect.poll(() => logged.join()).toContain("The window's page did not load")
})

test('a click elsewhere hides it; closing does too, and neither ends it', async () => {
  await open()
  await clickElsewhere()
  expect(visible()).toBe(false)
  await open()
  shown()?.act('close')
  expect(visible()).toBe(false)
  expect(desktop.windows.length).toBe(1)
  expect(looks).toEqual(['window-shown', 'window-hidden', 'window-shown', 'window-hidden'])
})

test('pinned it stays, and goes again when the pin is out', async () => {
  await open()
  pin(true)
  await clickElsewhere()
  expect(visible()).toBe(true)
  pin(false)
  shown()?.act('focus')
  await clickElsewhere()
  expect(visible()).toBe(false)
})

test('it stays while something is set up in it', async () => {
  await open()
  store.setState({ page: 'settings' })
  await clickElsewhere()
  expect(visible()).toBe(true)
  store.setState({ page: 'now', session: { kind: 'not-set-up' } })
  shown()?.act('focus')
  await clickElsewhere()
  expect(visible()).toBe(true)
})

test('it stays while it says that no icon brings it back, until it is closed', async () => {
  await open()
  store.setState({ mishap: 'no-tray' })
  await clickElsewhere()
  expect(visible()).toBe(true)
  shown()?.act('close')
  expect([visible(), store.getState().mishap]).toEqual([false, null])
  await open()
  await clickElsewhere()
  expect(visible()).toBe(false)
})

test('it stays under a dialog that it opened, even one that comes to nothing', async () => {
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

test('the click on the icon that took its focus is the one that sent it away', async () => {
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

test('unused for ten minutes it is released, and made anew when it is wanted', async () => {
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

test.each([true, false])('covered on macOS it is not hidden, pinned: %s', async (pinned) => {
  begin('macos')
  pin(pinned)
  await open()
  shown()?.act('cover')
  await turn()
  await clock.pass(11 * MINUTE_MS)
  expect(desktop.windows.length).toBe(1)
  shown()?.act('uncover')
  await turn()
  expect(looks).toEqual(['window-shown'])
})

test.each<SystemName>(['macos', 'windows', 'gnome-x11'])(
  'on %s it stays when the system hides it and shows it again',
  async (system) => {
    begin(system)
    await open()
    made()?.hide()
    await turn()
    made()?.showInactive()
    await turn()
    await clock.pass(11 * MINUTE_MS)
    expect(desktop.windows.length).toBe(1)
    expect(looks).toEqual(['window-shown', 'window-hidden', 'window-shown'])
  },
)

interface MacApp {
  isActive(): boolean
  isHidden(): boolean
  hide(): void
}
const macApp = () => electron.now.app as MacApp

test('sent away on macOS it gives the keyboard back, and takes it when it is shown again', async () => {
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
  expect(looks).toEqual(Array(3).fill(['window-shown', 'window-hidden']).flat().slice(0, 5))
})

test('what is hidden with the whole program on macOS comes back with it, and when it is wanted', async () => {
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
  ['a click elsewhere, after which another program has it', (act) => act()],
  ['a dialog of its own is open', () => void window.whileOpen(new Promise(() => {}))],
])('the keyboard on macOS is left where it is: %s', async (_why, before) => {
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

test('shown again it is beside the icon; pinned where it was, unless that is out of reach', async () => {
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

test('a page that is gone comes again by itself once, and says so until it was seen', async () => {
  await open()
  const first = shown()?.id
  await crash('crash')
  expect(store.getState().mishap).toBe('window-crashed')
  await expect.poll(visible).toBe(true)
  expect(shown()?.id).not.toBe(first)
  expect(logged).toEqual(["The window's page is gone: crashed"])
  window.hide()
  expect(store.getState().mishap).toBe(null)
})

test('gone again within minutes it stays away until it is wanted; later it comes by itself again', async () => {
  await open()
  await crash('crash')
  await expect.poll(visible).toBe(true)
  await clock.pass(4 * MINUTE_MS)
  await crash('hang')
  await clock.pass(MINUTE_MS)
  expect(desktop.windows).toEqual([])
  await open()
  expect(store.getState().mishap).toBe('window-crashed')
  await clock.pass(5 * MINUTE_MS)
  await crash('hang')
  await expect.poll(visible).toBe(true)
})

test('a page that goes unseen is made anew when it is wanted, without a word', async () => {
  await open()
  window.hide()
  await crash('crash')
  expect(desktop.windows).toEqual([])
  expect(store.getState().mishap).toBe(null)
  await open()
})

/** Nothing can be done with it. */
const untouchable = new Proxy(
  {},
  {
    get: (_target, key) => {
      throw new Error(`${String(key)} is not to be had`)
    },
  },
)

test.each(['close', 'blur', 'hide', 'minimize', 'restore', 'closed'])(
  'what fails at the event %s of the window is written down',
  async (event) => {
    await open()
    failing = true
    // Told of one that is still there, as macOS does, there is nothing to be done.
    const tell = () => (event === 'hide' ? made()?.hide() : made()?.emit(event, untouchable))
    expect(tell).not.toThrow()
    failing = false
    expect(logged).toEqual([
      expect.stringMatching(/ failed; the program goes on Error: .*(?:is gone|not to be had)/),
    ])
  },
)

test.each(['render-process-gone', 'before-input-event'])(
  'what fails at the event %s of its page is written down',
  async (event) => {
    await open()
    expect(() => made()?.webContents.emit(event, untouchable, untouchable)).not.toThrow()
    expect(logged).toEqual([expect.stringMatching(/ failed; the program goes on /)])
  },
)

test('a window that cannot be made is written down, and tried again at the next click', async () => {
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

test('a page that cannot be told is written down', async () => {
  await open()
  window.send('history', [{ light: 'busy', from: Number.NaN, until: 0 }])
  expect(logged).toEqual([expect.stringContaining('Sending to the window failed')])
})
