// Every listener that the desktop's parts join to something of Electron's, called while everything it may touch throws:
// none lets that out, and each says so in the log.
import { EventEmitter } from 'node:events'
import { beforeEach, expect, test, vi } from 'vitest'
import { joinLifecycle } from '../../app/desktop/lifecycle.ts'
import { createGuard, type Guard, guardedClock } from '../../app/model/guard.ts'
import { createLightTray } from '../../app/outputs/tray/tray.ts'
import { hardenContents, hardenSession } from '../../app/outputs/window/hardening.ts'
import { computerOf, watchPower } from '../../app/signals/power.ts'
import { setElectron } from '../support/electron-now.ts'
import { createVirtualClock, type VirtualClock } from '../support/virtual-clock.ts'

type Listener = (...args: unknown[]) => unknown

/** Everything of Electron's that somebody listens to, and whether it is to fail. */
const stage = vi.hoisted(() => ({ joined: [] as { what: string; listener: Listener }[], fails: false }))

const electron = vi.hoisted(() => {
  /** An object of Electron's: it remembers its listeners, and every other member of it can be told to throw. */
  function played(name: string): Record<string, () => unknown> {
    const join = (event: string, listener: Listener) =>
      void stage.joined.push({ what: `${name} ${event}`, listener })
    const fail = (member: string) => {
      if (stage.fails) throw new Error(`${name}.${member} fails`)
    }
    return new Proxy<Record<string, () => unknown>>(
      {},
      {
        get: (_target, member) => (member === 'on' || member === 'once' ? join : () => fail(String(member))),
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
    played,
    clicks,
    module: {
      Menu: {
        buildFromTemplate(items: never[]) {
          itemsIn(items)
          return {}
        },
      },
      nativeImage: played('nativeImage'),
      nativeTheme: {
        on: (event: string, listener: Listener) => void stage.joined.push({ what: event, listener }),
        get shouldUseDarkColorsForSystemIntegratedUI() {
          if (stage.fails) throw new Error('nobody says')
          return true
        },
      },
      Tray: function Tray() {
        return played('tray')
      },
    },
  }
})
vi.mock('electron', async () => (await import('../support/electron-now.ts')).electronNow)
setElectron(electron.module)

let logged: string[]
let guard: Guard
let clock: VirtualClock

/** What the parts are handed: fails when all the rest does. */
const touched = () => {
  if (stage.fails) throw new Error('a part of the app fails')
}
const untouchable = new Proxy(
  {},
  {
    get: (_target, key) => {
      throw new Error(`${String(key)} is not to be had`)
    },
  },
)

beforeEach(() => {
  Object.assign(stage, { fails: false, joined: [] })
  electron.clicks.length = 0
  logged = []
  guard = createGuard({ error: (...words) => logged.push(words.join(' ')) })
  clock = createVirtualClock()
})

const parts: Record<string, () => unknown> = {
  hardening() {
    const { played } = electron
    hardenContents(played('app') as never, guard)
    const made = stage.joined.find(({ what }) => what === 'app web-contents-created')
    made?.listener({}, played('page'))
    hardenSession(played('session') as never, guard)
  },
  lifecycle: () =>
    joinLifecycle(electron.played('app') as never, {
      instance: {
        onStartedAgain: (listener) => void stage.joined.push({ what: 'a second start', listener }),
      },
      onWanted: touched,
      onQuitting: touched,
      ends: [touched, touched],
      guard,
    }),
  power: () =>
    watchPower({
      powerMonitor: electron.played('powerMonitor') as never,
      net: { isOnline: () => true },
      clock,
      onSignal: touched,
      guard,
    }),
  tray() {
    const tray = createLightTray({
      iconFolder: '/',
      platform: 'win32',
      onChoose: touched,
      onClick: touched,
      guard,
    })
    const inner = { kind: 'switch', id: 'c', label: 'c', on: true, choice: 'start-at-login' } as const
    tray.show({
      icon: 'busy',
      palette: 'teams',
      tooltip: '',
      menu: [
        { kind: 'choice', id: 'a', label: 'a', enabled: true, choice: 'open' },
        { kind: 'submenu', id: 'b', label: 'b', entries: [inner] },
      ],
    })
  },
}

/** As many as there are now: one that is not played here would go unseen. */
const listeners: Record<keyof typeof parts, number> = {
  hardening: 6,
  lifecycle: 5,
  power: 4,
  tray: 5,
}

/** Does nothing, and so has nothing to fail. */
const IDLE = 'app window-all-closed'

test.each(Object.entries(parts))('%s', async (name, join) => {
  await join()
  const joined = [...stage.joined, ...electron.clicks]
  expect(joined).toHaveLength(listeners[name] ?? 0)
  stage.fails = true
  for (const { what, listener } of joined) {
    logged.length = 0
    expect(() => listener(untouchable, untouchable), what).not.toThrow()
    if (what !== IDLE) expect(logged[0], what).toMatch(/ failed; the program goes on /)
  }
})

test('at the end each part is ended, whichever fails', () => {
  const app = new EventEmitter()
  const ended: string[] = []
  const ends = [touched, () => ended.push('tray')]
  joinLifecycle(app as never, {
    instance: { onStartedAgain: () => {} },
    onWanted: () => {},
    onQuitting: () => {},
    ends: ends as never,
    guard,
  })
  stage.fails = true
  app.emit('will-quit')
  expect(ended).toEqual(['tray'])
})

test('a page that cannot be hardened is closed', () => {
  const { played } = electron
  hardenContents(played('app') as never, guard)
  let closed = false
  const close = () => {
    closed = true
  }
  const setWindowOpenHandler = () => {
    throw new Error('no handler')
  }
  stage.joined[0]?.listener({}, { close, setWindowOpenHandler })
  expect(closed).toBe(true)
})

test('the network is looked at again, whatever came of the last look', async () => {
  let online = true
  const told: string[] = []
  const onSignal = (signal: string) => {
    told.push(signal)
    throw new Error('a part of the app fails')
  }
  const net = { isOnline: () => online }
  watchPower({
    powerMonitor: electron.played('powerMonitor') as never,
    net,
    clock: guardedClock(clock, guard),
    onSignal,
    guard,
  })
  for (online of [false, true, false]) await clock.pass(2000)
  expect(told).toEqual(['offline', 'online', 'offline'])
})

test('where the system does not say how long nobody was there, somebody is', () => {
  const getSystemIdleTime = () => {
    throw new Error('no such service')
  }
  const warned: unknown[] = []
  expect(computerOf({ getSystemIdleTime }, { warn: (...words) => warned.push(words) }).idleMs()).toBe(0)
  expect(warned).toHaveLength(1)
})
