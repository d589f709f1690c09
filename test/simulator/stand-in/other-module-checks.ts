// Checks of modules with few supported members: shell, clipboard, dialog, screen, nativeTheme, session, autoUpdater.
import type { EventEmitter } from 'node:events'
import { expect, vi } from 'vitest'
import { type Checks, stage } from './stage.ts'

const number = expect.any(Number)
const text = expect.any(String)
const yesOrNo = expect.any(Boolean)

const display = async () => (await stage()).electron.screen.getPrimaryDisplay()

const turn = () => new Promise(setImmediate)
function updatesOf(nativeTheme: EventEmitter) {
  const updated = vi.fn<() => void>()
  nativeTheme.on('updated', updated)
  return updated
}

export const otherModules: Checks = {
  openExternal: async () => {
    const { electron, desktop } = await stage()
    await electron.shell.openExternal('https://example.com/')
    expect(desktop.openedUrls).toEqual(['https://example.com/'])
  },
  'openExternal can reject': async () => {
    const { electron, desktop } = await stage()
    await expect(electron.shell.openExternal('no address')).rejects.toThrow('Invalid URL')
    expect(desktop.openedUrls).toEqual([])
  },
  'clipboard text round trip, promises': async () => {
    const { electron } = await stage()
    expect(await electron.clipboard.writeText('千江有水千江月')).toBeUndefined()
    expect(await electron.clipboard.readText()).toBe('千江有水千江月')
  },
  'showSaveDialog: canceled and empty path': async () => {
    const { electron, desktop } = await stage()
    desktop.savePath = null
    expect(await electron.dialog.showSaveDialog({})).toEqual({ canceled: true, filePath: '' })
  },
  'showSaveDialog throws on a wrong title': async () => {
    const { showSaveDialog } = (await stage()).electron.dialog
    const named = {
      title: 'Title',
      buttonLabel: 'Button label',
      defaultPath: 'Default path',
      message: 'Message',
    }
    for (const [name, called] of Object.entries({ ...named, nameFieldLabel: 'Name field label' })) {
      const ask = () => Reflect.apply(showSaveDialog, undefined, [{ [name]: 300 }])
      expect(ask).toThrow(new TypeError(`${called} must be a string`))
    }
  },
  getAllDisplays: async () => {
    const { screen } = (await stage()).electron
    expect(screen.getAllDisplays()).toEqual([screen.getPrimaryDisplay()])
  },
  getCursorScreenPoint: async () => {
    expect((await stage()).electron.screen.getCursorScreenPoint()).toEqual({ x: number, y: number })
  },
  'getCursorScreenPoint is outside all windows (Wayland)': async () => {
    const { electron } = await stage({ system: 'kde' })
    const { x, y } = electron.screen.getCursorScreenPoint()
    const { width, height } = electron.screen.getPrimaryDisplay().bounds
    expect([x > width, y > height]).toEqual([true, true])
  },
  'shortcuts: a key and any modifiers, else it throws': async () => {
    const { globalShortcut } = (await stage()).electron
    for (const one of ['Control+Alt+L', 'CommandOrControl+Shift+.', 'F24', 'super+pageup', 'Alt+Space'])
      expect(
        globalShortcut.register(one, () => {}),
        one,
      ).toBe(true)
    for (const one of ['', 'Control', 'Control+', 'Control+Foo', 'F25', 'Control+Foo+Shift'])
      expect(() => globalShortcut.register(one, () => {}), one).toThrow('conversion failure')
  },
  'shortcuts: one that the app has already is refused': async () => {
    const { electron, desktop } = await stage({ system: 'windows' })
    const press = vi.fn<() => void>()
    expect(electron.globalShortcut.register('F7', press)).toBe(true)
    expect(electron.globalShortcut.register('F7', () => {})).toBe(false)
    desktop.shortcuts.get('F7')?.()
    expect(press).toHaveBeenCalledOnce()
  },
  'shortcuts: in the portal all function keys are one (Wayland)': async () => {
    const { electron, desktop } = await stage({ system: 'kde' })
    const heard: string[] = []
    for (const one of ['Control+F7', 'F8', 'Control+Alt+L'])
      expect(electron.globalShortcut.register(one, () => void heard.push(one))).toBe(true)
    for (const press of desktop.shortcuts.values()) press()
    expect(heard).toEqual(['F8', 'F8', 'Control+Alt+L'])
  },
  'primary display: sizes': async () => {
    const { size, bounds, workArea, workAreaSize } = await display()
    expect(size).toEqual({ width: bounds.width, height: bounds.height })
    expect(workAreaSize).toEqual({ width: workArea.width, height: workArea.height })
  },
  'primary display: all non-object properties': async () => {
    expect(await display()).toMatchObject({
      accelerometerSupport: text,
      colorDepth: number,
      colorSpace: text,
      depthPerComponent: number,
      detected: yesOrNo,
      displayFrequency: number,
      id: number,
      internal: yesOrNo,
      label: text,
      monochrome: yesOrNo,
      scaleFactor: number,
      rotation: number,
      touchSupport: text,
    })
  },
  'themeSource is system by default': async () => {
    expect((await stage()).electron.nativeTheme.themeSource).toBe('system')
  },
  'themeSource overrides shouldUseDarkColors': async () => {
    const { nativeTheme } = (await stage()).electron
    for (const source of ['dark', 'light'] as const) {
      nativeTheme.themeSource = source
      expect(nativeTheme.shouldUseDarkColors).toBe(source === 'dark')
    }
  },
  'updated when dark changes': async () => {
    const { electron, drive } = await stage()
    const updated = updatesOf(electron.nativeTheme)
    drive.appearance({ dark: true })
    electron.nativeTheme.themeSource = 'light'
    expect(updated).not.toHaveBeenCalled()
    await turn()
    expect(updated).toHaveBeenCalledTimes(2)
  },
  'no updated when the same': async () => {
    const { electron, drive } = await stage()
    electron.nativeTheme.themeSource = 'dark'
    await turn()
    const updated = updatesOf(electron.nativeTheme)
    electron.nativeTheme.themeSource = 'dark'
    drive.appearance({ dark: false, highContrast: false })
    await turn()
    expect(updated).not.toHaveBeenCalled()
  },
  'no updated when themeSource changes no colours': async () => {
    const { electron, drive } = await stage()
    drive.appearance({ dark: true })
    await turn()
    const updated = updatesOf(electron.nativeTheme)
    electron.nativeTheme.themeSource = 'dark'
    await turn()
    expect(updated).not.toHaveBeenCalled()
  },
  'ForSystemIntegratedUI is shouldUseDarkColors until the first updated': async () => {
    const { electron, drive } = await stage({ system: 'windows' })
    const { nativeTheme } = electron
    drive.appearance({ taskbarDark: true })
    await turn()
    expect(nativeTheme.shouldUseDarkColorsForSystemIntegratedUI).toBe(false)
    nativeTheme.themeSource = 'dark'
    expect(nativeTheme.shouldUseDarkColorsForSystemIntegratedUI).toBe(true)
    nativeTheme.themeSource = 'light'
    await turn()
    expect(nativeTheme.shouldUseDarkColorsForSystemIntegratedUI).toBe(true)
  },
  'no updated when only the taskbar changes': async () => {
    const { electron, drive } = await stage({ system: 'windows' })
    drive.appearance({ dark: true, taskbarDark: false })
    await turn()
    const updated = updatesOf(electron.nativeTheme)
    drive.appearance({ taskbarDark: true })
    await turn()
    expect(updated).not.toHaveBeenCalled()
    expect(electron.nativeTheme.shouldUseDarkColorsForSystemIntegratedUI).toBe(false)
  },
  'ForSystemIntegratedUI is boolean': async () => {
    expect((await stage()).electron.nativeTheme.shouldUseDarkColorsForSystemIntegratedUI).toEqual(yesOrNo)
  },
  'fromPartition gives the same session': async () => {
    const { session } = (await stage()).electron
    expect(session.fromPartition('a')).toBe(session.fromPartition('a'))
    expect(session.fromPartition('a')).not.toBe(session.fromPartition('b'))
  },
  'autoUpdater emits what others emit': async () => {
    const { autoUpdater } = (await stage()).electron
    const told = vi.fn<() => void>()
    autoUpdater.on('before-quit-for-update', told)
    autoUpdater.emit('before-quit-for-update')
    expect(told).toHaveBeenCalledOnce()
  },
  'showSaveDialog before ready throws': async () => {
    const { electron } = await stage({ ready: false })
    expect(() => electron.dialog.showSaveDialog({})).toThrow('can only be used after app is ready')
  },
  'primary display: maximumCursorSize and nativeOrigin': async () => {
    expect(await display()).toMatchObject({
      maximumCursorSize: { width: number, height: number },
      nativeOrigin: { x: number, y: number },
    })
  },
}
