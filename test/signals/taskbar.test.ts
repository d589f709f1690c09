// The theme of Windows' taskbar, read from what reg.exe prints, with a virtual clock.
import { EventEmitter } from 'node:events'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createGuard } from '../../app/model/guard.ts'
import type { Taskbar } from '../../app/model/state.ts'
import { taskbarIn, watchTaskbar } from '../../app/signals/taskbar.ts'
import { signedIn } from '../model/states.ts'
import { createAccountStore } from '../support/account-store.ts'
import { createVirtualClock } from '../support/virtual-clock.ts'

const MINUTE_MS = 60_000
const HOUR_MS = 3_600_000
const KEY = 'HKEY_CURRENT_USER\\Software\\Microsoft\\Windows\\CurrentVersion\\Themes\\Personalize'
const printed = (value: string) => ['', KEY, `    ${value}`, '', ''].join('\r\n')
const light = printed('SystemUsesLightTheme    REG_DWORD    0x1')
const dark = printed('SystemUsesLightTheme    REG_DWORD    0x0')

function computer(first: string | Error | Promise<string>, platform: NodeJS.Platform = 'win32') {
  const clock = createVirtualClock()
  const store = createAccountStore(signedIn)
  const is = { output: first, idleMs: 0 }
  const started: string[] = []
  const logged: unknown[][] = []
  const nativeTheme = new EventEmitter() as EventEmitter & Electron.NativeTheme
  const watch = watchTaskbar(
    {
      store,
      clock,
      computer: { idleMs: () => is.idleMs },
      process: { platform, env: { SystemRoot: 'D:\\Windows' } },
      nativeTheme,
      guard: createGuard({ error: (...words) => logged.push(words) }),
      log: { info: (...words) => logged.push(words) },
    },
    {
      async run(file, args) {
        started.push([file, ...args].join(' '))
        if (is.output instanceof Error) throw is.output
        return is.output
      },
    },
  )
  return {
    clock,
    store,
    is,
    started,
    logged,
    nativeTheme,
    watch,
    taskbar: () => store.getState().taskbar,
    /** How often it reads while `ms` pass. */
    async readsIn(ms: number) {
      const before = started.length
      await clock.pass(ms)
      return started.length - before
    },
  }
}

describe('the output of reg.exe', () => {
  test.each<[string, Taskbar]>([
    [light, 'light'],
    [dark, 'dark'],
    [printed('SystemUsesLightTheme    REG_DWORD    0xffffffff'), 'light'],
    [dark.replaceAll('\r\n', '\n'), 'dark'],
  ])('%j is %s', (output, taskbar) => {
    expect(taskbarIn(output)).toBe(taskbar)
  })

  test.each([
    '',
    printed(''),
    printed('AppsUseLightTheme    REG_DWORD    0x0'),
    printed('SystemUsesLightTheme    REG_SZ    0'),
    printed('SystemUsesLightTheme    REG_DWORD    0x'),
    printed('SystemUsesLightTheme    REG_DWORD    0x100000000'),
    printed('SystemUsesLightThemeToo    REG_DWORD    0x0'),
    'SystemUsesLightTheme    REG_DWORD    0x0',
  ])('%j is not taken for an answer', (output) => {
    expect(() => taskbarIn(output)).toThrow('SystemUsesLightTheme')
  })

  test('no text is taken for another', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(() => taskbarIn(text)).toThrow('SystemUsesLightTheme')
      }),
    )
  })
})

test('it is unknown until it has been read, by one program with a fixed path', async () => {
  const { clock, taskbar, started, logged } = computer(dark)
  expect(taskbar()).toBeNull()
  await clock.pass(0)
  expect(taskbar()).toBe('dark')
  expect(started).toEqual([
    'D:\\Windows\\System32\\reg.exe query HKCU\\Software\\Microsoft\\Windows\\CurrentVersion\\Themes\\Personalize /v SystemUsesLightTheme',
  ])
  expect(logged).toEqual([])
})

test.each(['linux', 'darwin', 'freebsd'] as const)('on %s nothing is read', async (platform) => {
  const { clock, nativeTheme, watch, started, taskbar } = computer(dark, platform)
  nativeTheme.emit('updated')
  watch.signal('unlock-screen')
  expect([clock.waiting(), nativeTheme.listenerCount('updated')]).toEqual([0, 0])
  await clock.pass(HOUR_MS)
  expect([started, taskbar()]).toEqual([[], null])
})

// electron#52308: Windows writes the value of the taskbar after that of the apps.
test('after a change of the theme it is read about a second later, when both values are written', async () => {
  const { clock, nativeTheme, is, taskbar, readsIn } = computer(light)
  await clock.pass(10_000)
  nativeTheme.emit('updated')
  expect(await readsIn(900)).toBe(0)
  is.output = dark
  nativeTheme.emit('updated')
  expect(await readsIn(100)).toBe(1)
  expect(taskbar()).toBe('dark')
})

test('a change of the taskbar alone is seen within a minute; it costs a read a minute', async () => {
  const { clock, is, taskbar, readsIn } = computer(light)
  await clock.pass(0)
  is.output = dark
  await clock.pass(MINUTE_MS)
  expect(taskbar()).toBe('dark')
  expect(await readsIn(HOUR_MS)).toBe(60)
})

test.each([
  ['lock-screen', 'unlock-screen'],
  ['suspend', 'resume'],
] as const)('it is not read between %s and %s, but at once afterwards', async (from, to) => {
  const { clock, is, watch, taskbar, readsIn } = computer(light)
  await clock.pass(MINUTE_MS)
  is.idleMs = MINUTE_MS
  watch.signal(from)
  is.output = dark
  expect(await readsIn(HOUR_MS)).toBe(0)
  watch.signal(to)
  await clock.pass(0)
  expect(taskbar()).toBe('dark')
})

test('it is not read while nobody is there', async () => {
  const { clock, is, readsIn } = computer(light)
  await clock.pass(0)
  is.idleMs = HOUR_MS
  expect(await readsIn(HOUR_MS)).toBe(0)
  is.idleMs = 0
  expect(await readsIn(MINUTE_MS)).toBe(1)
})

describe.each([
  ['a registry without the value, or one that may not be read', new Error('exit 1')],
  ['a program that prints something else', 'garbage'],
])('%s', (_name, output) => {
  test('leaves the taskbar unknown, and is asked three times', async () => {
    const { clock, nativeTheme, started, taskbar, logged } = computer(output)
    await clock.pass(HOUR_MS)
    nativeTheme.emit('updated')
    await clock.pass(HOUR_MS)
    expect([started.length, taskbar(), clock.waiting()]).toEqual([3, null, 0])
    expect(logged).toEqual([['The theme of the taskbar cannot be read']])
  })

  test('changes nothing if it comes once', async () => {
    const { clock, is, taskbar } = computer(dark)
    await clock.pass(0)
    is.output = output
    await clock.pass(MINUTE_MS)
    expect(taskbar()).toBe('dark')
    is.output = light
    await clock.pass(MINUTE_MS)
    expect(taskbar()).toBe('light')
  })

  test('makes it unknown again if it stays', async () => {
    const { clock, is, taskbar } = computer(dark)
    await clock.pass(0)
    is.output = output
    await clock.pass(3 * MINUTE_MS)
    expect(taskbar()).toBeNull()
  })
})

test('an unchanged taskbar does not change the state', async () => {
  const { clock, store } = computer(dark)
  await clock.pass(0)
  const before = store.getState()
  await clock.pass(HOUR_MS)
  expect(store.getState()).toBe(before)
})

test('stopped, it leaves no timer and no listener, and a late answer changes nothing', async () => {
  let answer = (_output: string) => {}
  const { clock, nativeTheme, watch, started, taskbar } = computer(
    new Promise((resolve) => {
      answer = resolve
    }),
  )
  await clock.pass(0)
  watch.stop()
  answer(dark)
  await clock.pass(HOUR_MS)
  expect([started.length, taskbar(), clock.waiting(), nativeTheme.listenerCount('updated')]).toEqual([
    1,
    null,
    0,
    0,
  ])
})
