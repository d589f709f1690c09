// Global shortcuts: registered as the settings say, whatever the order of changes; refused ones are said.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createGlobalShortcuts } from '../../app/desktop/global-shortcuts.ts'
import { createGuard } from '../../app/model/guard.ts'
import { defaultSettings, type Settings } from '../../app/model/settings.ts'
import { firstState } from '../../app/model/state.ts'
import { createDesktop } from '../../simulator/desktop/desktop.ts'
import { systemOf } from '../../simulator/desktop/system.ts'
import { createGlobalShortcut } from '../../simulator/electron/global-shortcut.ts'
import { createAccountStore } from '../support/account-store.ts'

function stage(taken: readonly string[] = [], system: 'gnome-x11' | 'gnome-wayland' = 'gnome-x11') {
  const desktop = createDesktop('unlocked', systemOf(system))
  for (const accelerator of taken) desktop.takenShortcuts.add(accelerator)
  const store = createAccountStore(firstState('1.0.0', defaultSettings, 'en'))
  const commands: unknown[] = []
  const shortcuts = createGlobalShortcuts({
    store,
    globalShortcut: createGlobalShortcut(desktop, () => true),
    process: { platform: 'linux', env: desktop.system.wayland ? { WAYLAND_DISPLAY: 'wayland-0' } : {} },
    guard: createGuard({ error: (what) => void commands.push(what) }),
    log: { info: () => {} },
    async run(command) {
      commands.push(command)
      return { done: true, text: '' }
    },
  })
  const change = (settings: Partial<Settings>) =>
    store.setState((state) => ({ settings: { ...state.settings, ...settings } }))
  return { desktop, store, commands, shortcuts, change }
}

test('none is registered until one is chosen', () => {
  const { desktop, change } = stage()
  expect(desktop.shortcuts.size).toBe(0)
  change({ openShortcut: 'Control+Alt+L' })
  expect([...desktop.shortcuts.keys()]).toEqual(['Control+Alt+L'])
})

test('a press opens the window, pauses, or ends the pause', () => {
  const { desktop, store, commands, change } = stage()
  change({ openShortcut: 'F7', pauseShortcut: 'F8' })
  desktop.shortcuts.get('F7')?.()
  desktop.shortcuts.get('F8')?.()
  store.setState({ pausedUntil: 1 })
  desktop.shortcuts.get('F8')?.()
  expect(commands).toEqual([{ kind: 'open' }, { kind: 'pause', length: 30 }, { kind: 'resume' }])
})

test('one that another program has is said, and so is the same one twice', () => {
  const { store, change } = stage(['F7'])
  change({ openShortcut: 'F7' })
  expect(store.getState().refusedShortcuts).toEqual(['open'])
  change({ openShortcut: 'F8', pauseShortcut: 'F8' })
  expect(store.getState().refusedShortcuts).toEqual(['pause'])
  change({ openShortcut: null })
  expect(store.getState().refusedShortcuts).toEqual([])
})

test('on Wayland a shortcut that was given up does nothing, though the desktop keeps it', () => {
  const { desktop, commands, change } = stage([], 'gnome-wayland')
  change({ openShortcut: 'F7' })
  change({ openShortcut: null })
  desktop.shortcuts.get('F7')?.()
  expect(commands).toEqual([])
})

test.each([
  ['gnome-wayland', ['pause'], [{ kind: 'open' }]],
  ['gnome-x11', [], [{ kind: 'open' }, { kind: 'pause', length: 30 }]],
] as const)(
  'of two function keys Wayland can have one, the other is refused: %s',
  (system, refused, heard) => {
    const { desktop, store, commands, change } = stage([], system)
    change({ openShortcut: 'F7', pauseShortcut: 'Control+F8' })
    expect(store.getState().refusedShortcuts).toEqual(refused)
    for (const press of desktop.shortcuts.values()) press()
    expect(commands).toEqual(heard)
    change({ pauseShortcut: 'Control+Alt+L' })
    expect(store.getState().refusedShortcuts).toEqual([])
  },
)

test('what Electron does not take as an accelerator is refused, and nothing is thrown', () => {
  const { store, change } = stage()
  change({ openShortcut: 'no accelerator' })
  expect(store.getState().refusedShortcuts).toEqual(['open'])
})

test('after any changes those of the settings are registered, and nothing after the end', () => {
  const accelerator = fc.constantFrom(null, 'F7', 'F8', 'F9')
  const settings = fc.record({ openShortcut: accelerator, pauseShortcut: accelerator })
  fc.assert(
    fc.property(fc.array(settings, { maxLength: 8 }), fc.subarray(['F7', 'F8']), (changes, taken) => {
      const { desktop, store, shortcuts, change } = stage(taken)
      for (const one of changes) change(one)
      const { settings: last, refusedShortcuts } = store.getState()
      const wanted = [last.openShortcut, last.pauseShortcut].filter((one) => one !== null)
      const possible = new Set(wanted.filter((one) => !taken.some((other) => other === one)))
      expect(new Set(desktop.shortcuts.keys())).toEqual(possible)
      expect(refusedShortcuts).toHaveLength(wanted.length - possible.size)
      shortcuts.stop()
      expect(desktop.shortcuts.size).toBe(0)
    }),
  )
})
