// Calls every listener that is added to an object of Electron while everything that it uses throws: each catches the error
// and logs it.
import { EventEmitter } from 'node:events'
import { beforeEach, expect, test, vi } from 'vitest'
import { handleLifecycle } from '../../app/desktop/lifecycle.ts'
import { createGuard, type Guard, guardedClock } from '../../app/model/guard.ts'
import { createLightTray } from '../../app/outputs/tray/tray.ts'
import { hardenContents, hardenSession } from '../../app/outputs/window/hardening.ts'
import { computerOf, watchPower } from '../../app/signals/power.ts'
import { setElectron } from '../support/electron-now.ts'
import { createVirtualClock, type VirtualClock } from '../support/virtual-clock.ts'

type Listener = (...args: unknown[]) => unknown

/** The listeners that were added to Electron, and whether Electron and the parts throw. */
const stage = vi.hoisted(() => ({ added: [] as { what: string; listener: Listener }[], throws: false }))

const electron = vi.hoisted(() => {
  /** An object of Electron that collects its listeners and whose other members can throw. */
  function mocked(name: string): Record<string, () => unknown> {
    const add = (event: string, listener: Listener) =>
      void stage.added.push({ what: `${name} ${event}`, listener })
    const fail = (member: string) => {
      if (stage.throws) throw new Error(`${name}.${member} fails`)
    }
    return new Proxy<Record<string, () => unknown>>(
      {},
      {
        get: (_target, member) => (member === 'on' || member === 'once' ? add : () => fail(String(member))),
      },
    )
  }
  const clicks: { what: string; listener: Listener }[] = []
  const itemsIn = (items: { label?: string; click?: Listener; submenu?: never[] }[]): void => {
    for (const { label, click, submenu } of items) {
      if (click) clicks.push({ what: `menu ${label}`, listener: click })
      if (submenu) itemsIn(submenu)
    }
  }
  return {
    mocked,
    clicks,
    module: {
      Menu: {
        buildFromTemplate(items: never[]) {
          itemsIn(items)
          return {}
        },
      },
      nativeImage: mocked('nativeImage'),
      nativeTheme: {
        on: (event: string, listener: Listener) => void stage.added.push({ what: event, listener }),
        get shouldUseDarkColors() {
          if (stage.throws) throw new Error('not available')
          return true
        },
      },
      Tray: function Tray() {
        return mocked('tray')
      },
    },
  }
})
vi.mock('electron', async () => (await import('../support/electron-now.ts')).electronNow)
setElectron(electron.module)

let logged: string[]
let guard: Guard
let clock: VirtualClock

/** A dependency of the parts. */
const dependency = () => {
  if (stage.throws) throw new Error('a part of the app fails')
}
const throwingArgument = new Proxy(
  {},
  {
    get: (_target, key) => {
      throw new Error(`${String(key)} is not available`)
    },
  },
)

beforeEach(() => {
  Object.assign(stage, { throws: false, added: [] })
  electron.clicks.length = 0
  logged = []
  guard = createGuard({ error: (...words) => logged.push(words.join(' ')) })
  clock = createVirtualClock()
})

const parts: Record<string, () => unknown> = {
  hardening() {
    const { mocked } = electron
    hardenContents(mocked('app') as never, guard)
    const created = stage.added.find(({ what }) => what === 'app web-contents-created')
    created?.listener({}, mocked('page'))
    hardenSession(mocked('session') as never, guard)
  },
  lifecycle: () =>
    handleLifecycle(electron.mocked('app') as never, {
      instance: {
        onSecondInstance: (listener) => void stage.added.push({ what: 'a second start', listener }),
      },
      window: { show: dependency, allowClose: dependency },
      tray: { checkHost: dependency },
      restart: dependency,
      stops: [dependency, dependency],
      powerMonitor: electron.mocked('powerMonitor') as never,
      clock,
      guard,
    }),
  power: () =>
    watchPower({
      powerMonitor: electron.mocked('powerMonitor') as never,
      net: { isOnline: () => true },
      clock,
      onSignal: dependency,
      guard,
    }),
  tray() {
    const tray = createLightTray({
      iconFolder: '/',
      platform: 'win32',
      onChoose: dependency,
      onClick: dependency,
      clock,
      guard,
    })
    const inner = { kind: 'switch', id: 'c', label: 'c', on: true, choice: 'start-at-login' } as const
    tray.show({
      icon: 'busy',
      palette: 'teams',
      taskbar: null,
      tooltip: '',
      menu: [
        { kind: 'choice', id: 'a', label: 'a', enabled: true, choice: 'open' },
        { kind: 'submenu', id: 'b', label: 'b', entries: [inner] },
      ],
    })
  },
}

/** The current numbers, so that a listener that is not collected here is noticed. */
const listeners: Record<keyof typeof parts, number> = {
  hardening: 6,
  lifecycle: 8,
  power: 4,
  tray: 5,
}

/** Listeners that cannot throw: an empty one, and one that does nothing unless the exit code is 0. */
const CANNOT_THROW = ['app window-all-closed', 'app quit']

test.each(Object.entries(parts))('%s', async (name, addListeners) => {
  await addListeners()
  const added = [...stage.added, ...electron.clicks]
  expect(added).toHaveLength(listeners[name] ?? 0)
  stage.throws = true
  for (const { what, listener } of added) {
    logged.length = 0
    expect(() => listener(throwingArgument, throwingArgument), what).not.toThrow()
    if (!CANNOT_THROW.includes(what)) expect(logged[0], what).toMatch(/ failed; the program goes on /)
  }
})

test('when one part fails to stop, the others are stopped', () => {
  const app = new EventEmitter()
  const stopped: string[] = []
  const stops = [dependency, () => void stopped.push('tray')]
  handleLifecycle(app as never, {
    instance: { onSecondInstance: () => {} },
    window: { show: () => {}, allowClose: () => {} },
    tray: { checkHost: () => {} },
    restart: () => {},
    stops,
    powerMonitor: new EventEmitter() as never,
    clock,
    guard,
  })
  stage.throws = true
  app.emit('will-quit', { preventDefault() {} })
  expect(stopped).toEqual(['tray'])
})

test('a page that cannot be hardened is closed', () => {
  const { mocked } = electron
  hardenContents(mocked('app') as never, guard)
  let closed = false
  const close = () => {
    closed = true
  }
  const setWindowOpenHandler = () => {
    throw new Error('no handler')
  }
  stage.added[0]?.listener({}, { close, setWindowOpenHandler })
  expect(closed).toBe(true)
})

test('the network is checked again after a listener threw', async () => {
  let online = true
  const signals: string[] = []
  const onSignal = (signal: string) => {
    signals.push(signal)
    throw new Error('a part of the app fails')
  }
  const net = { isOnline: () => online }
  watchPower({
    powerMonitor: electron.mocked('powerMonitor') as never,
    net,
    clock: guardedClock(clock, guard),
    onSignal,
    guard,
  })
  for (online of [false, true, false]) await clock.pass(2000)
  expect(signals).toEqual(['offline', 'online', 'offline'])
})

test('without an idle time the user counts as present', () => {
  const getSystemIdleTime = () => {
    throw new Error('no such service')
  }
  const warned: unknown[] = []
  expect(computerOf({ getSystemIdleTime }, { warn: (...words) => warned.push(words) }).idleMs()).toBe(0)
  expect(warned).toHaveLength(1)
})
