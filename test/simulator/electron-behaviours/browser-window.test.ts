import { expect } from 'vitest'
import { type SystemName, systemNames, systemOf } from '../../../simulator/desktop/system.ts'
import { from, testBehaviours } from './behaviours.ts'
import { noted, standIn, turn } from './stand-in.ts'

const hidden = { show: false, width: 400, height: 300 }
const viewsNames = systemNames.filter((name) => systemOf(name).platform !== 'darwin')
const waylandNames = systemNames.filter((name) => systemOf(name).wayland)

/** A window on each of these systems, with its `electron`. */
const on = (names: readonly SystemName[], options = hidden) =>
  names.map((system) => {
    const electron = standIn({ system })
    return { ...electron, window: new electron.BrowserWindow(options) }
  })
const one = (options: Electron.BrowserWindowConstructorOptions = hidden) => {
  const electron = standIn()
  return { ...electron, window: new electron.BrowserWindow(options) }
}

testBehaviours('BrowserWindow', [
  ...from('spec/api-browser-window-spec.ts', {
    'the class has its name': () => expect(one().window.constructor.name).toBe('BrowserWindow'),
    'show() makes it visible and emits show': async () => {
      for (const { window } of on(systemNames)) {
        const heard = noted(window, 'show')
        window.show()
        expect(window.isVisible()).toBe(true)
        await turn()
        expect(heard).toEqual(['show'])
      }
    },
    'hide() hides it and emits hide': async () => {
      for (const { window } of on(systemNames)) {
        window.show()
        await turn()
        const heard = noted(window, 'hide')
        window.hide()
        expect(window.isVisible()).toBe(false)
        await turn()
        expect(heard).toEqual(['hide'])
      }
    },
    'show() focuses it': () => {
      const { window } = one()
      window.show()
      expect(window.isFocused()).toBe(true)
    },
    'hide() takes the focus from it': () => {
      const { window } = one()
      window.show()
      window.hide()
      expect(window.isFocused()).toBe(false)
    },
    'a minimised window is not visible': () => {
      const { window } = one()
      window.show()
      window.minimize()
      expect([window.isVisible(), window.isMinimized()]).toEqual([false, true])
    },
    'showInactive() does not focus it': () => {
      const { window } = one()
      window.showInactive()
      expect([window.isVisible(), window.isFocused()]).toEqual([true, false])
    },
    'focus() does not show it': () => {
      const { window } = one()
      window.focus()
      expect([window.isVisible(), window.isFocused()]).toEqual([false, false])
    },
    'focus() focuses a window that has lost it': async () => {
      const { window } = one()
      window.show()
      window.blur()
      await turn()
      const heard = noted(window, 'focus')
      window.focus()
      expect(window.isFocused()).toBe(true)
      await turn()
      expect(heard).toEqual(['focus'])
    },
    'the focus goes from one window to the other': async () => {
      const { window, BrowserWindow } = one()
      window.show()
      const other = new BrowserWindow(hidden)
      const heard = noted(window, 'blur')
      other.show()
      expect([window.isFocused(), other.isFocused()]).toEqual([false, true])
      await turn()
      expect(heard).toEqual(['blur'])
    },
    'blur() takes the focus from it': async () => {
      const { window } = one()
      window.show()
      const heard = noted(window, 'blur')
      window.blur()
      expect(window.isFocused()).toBe(false)
      await turn()
      expect(heard).toEqual(['blur'])
    },
    'its id can be read after destroy()': () => {
      const { window } = one()
      const { id } = window
      window.destroy()
      expect(window.id).toBe(id)
    },
    'after destroy() its contents throw': async () => {
      const { window } = one()
      const { webContents } = window
      window.destroy()
      await turn()
      expect(() => webContents.getURL()).toThrow(new TypeError('Object has been destroyed'))
      expect(() => webContents.send('channel')).toThrow('Object has been destroyed')
      expect(webContents.isDestroyed()).toBe(true)
    },
    'setBounds() sets all of them': () => {
      const { window } = one()
      window.setBounds({ x: 440, y: 225, width: 500, height: 400 })
      expect(window.getBounds()).toEqual({ x: 440, y: 225, width: 500, height: 400 })
    },
    'setBounds() keeps the missing fields': () => {
      const { window } = one()
      window.setBounds({ x: 440, y: 225, width: 500, height: 400 })
      window.setBounds({ width: 200 })
      expect(window.getBounds()).toEqual({ x: 440, y: 225, width: 200, height: 400 })
    },
    'setBounds() rounds': () => {
      const { window } = one()
      window.setBounds({ x: 440.5, y: 225.1, width: 500.4, height: 400.9 })
      expect(window.getBounds()).toEqual({ x: 441, y: 225, width: 500, height: 401 })
    },
    'the minimum size is enforced': () => {
      const { window } = one({ ...hidden, minWidth: 300, minHeight: 250 })
      window.setSize(100, 100)
      expect(window.getBounds()).toMatchObject({ width: 300, height: 250 })
    },
    'one created too small gets its minimum size': () => {
      const { window } = one({ show: false, width: 200, height: 200, minWidth: 300, minHeight: 310 })
      expect(window.getBounds()).toMatchObject({ width: 300, height: 310 })
    },
    'one created too large gets its maximum size': () => {
      const { window } = one({ show: false, width: 300, height: 300, maxWidth: 200, maxHeight: 210 })
      expect(window.getBounds()).toMatchObject({ width: 200, height: 210 })
    },
    'a change of size by one pixel emits resize, a move does not': () => {
      const { window } = one()
      const heard = noted(window, 'resize')
      window.setPosition(1, 2)
      expect(heard).toEqual([])
      window.setSize(401, 300)
      window.setSize(401, 300)
      expect(heard).toEqual(['resize'])
    },
    'setAlwaysOnTop() sets it': () => {
      const { window } = one()
      expect(window.isAlwaysOnTop()).toBe(false)
      window.setAlwaysOnTop(true)
      expect(window.isAlwaysOnTop()).toBe(true)
      expect(one({ ...hidden, alwaysOnTop: true }).window.isAlwaysOnTop()).toBe(true)
    },
    'fromId() and fromWebContents() find it until it is destroyed': () => {
      const { window, BrowserWindow } = one()
      const { id, webContents } = window
      expect(BrowserWindow.fromId(id)).toBe(window)
      expect(BrowserWindow.fromWebContents(webContents)).toBe(window)
      window.destroy()
      expect(BrowserWindow.fromId(id)).toBe(null)
    },
    'getFocusedWindow() is the focused one': () => {
      const { window, BrowserWindow } = one()
      expect(BrowserWindow.getFocusedWindow()).toBe(null)
      window.show()
      expect(BrowserWindow.getFocusedWindow()).toBe(window)
    },
    'ready-to-show is emitted with the page, and does not show the window': async () => {
      const { window } = one()
      const heard = noted(window, 'ready-to-show')
      await window.loadURL('app://fixture/')
      expect(heard).toEqual(['ready-to-show'])
      expect(window.isVisible()).toBe(false)
    },
  }),
  ...from('shell/browser/api/electron_api_browser_window.cc', {
    'none can be created before the app is ready': () => {
      const { BrowserWindow } = standIn({ ready: false })
      expect(() => new BrowserWindow(hidden)).toThrow('Cannot create BrowserWindow before app is ready')
      expect(BrowserWindow.getAllWindows()).toEqual([])
    },
  }),
  ...from('shell/browser/native_window_views.cc', {
    'hide() of a hidden window emits hide too (Windows, Linux)': () => {
      for (const { window } of on(viewsNames)) {
        const heard = noted(window, 'hide')
        window.hide()
        window.hide()
        expect(heard).toEqual(['hide', 'hide'])
      }
    },
    'show() of a shown window emits show too (Windows, Linux)': () => {
      for (const { window } of on(viewsNames)) {
        const heard = noted(window, 'show')
        window.show()
        window.show()
        expect(heard).toEqual(['show', 'show'])
      }
    },
  }),
  ...from('shell/browser/ui/cocoa/electron_ns_window_delegate.mm', {
    'a covered window emits hide and stays visible, and emits show when uncovered (macOS)': async () => {
      for (const { window, desktop } of on(systemNames)) {
        window.show()
        await turn()
        const heard = noted(window, 'show', 'hide')
        for (const action of ['cover', 'uncover'] as const) {
          desktop.windows[0]?.act(action)
          await turn()
          expect(window.isVisible()).toBe(true)
        }
        expect(heard).toEqual(desktop.system.platform === 'darwin' ? ['hide', 'show'] : [])
      }
    },
    'show() and hide() without a change emit nothing (macOS)': async () => {
      for (const { window } of on(['macos'])) {
        const heard = noted(window, 'show', 'hide')
        for (const act of [() => window.hide(), () => window.show(), () => window.show()]) {
          act()
          await turn()
        }
        expect(heard).toEqual(['show'])
      }
    },
  }),
  ...from('shell/browser/api/electron_api_base_window.cc', {
    'blur after hide() is emitted later, when the window is hidden': async () => {
      for (const { window } of on(systemNames)) {
        window.show()
        await turn()
        let sawWhenBlurred: boolean | null = null
        window.on('blur', () => {
          sawWhenBlurred = window.isVisible()
        })
        window.hide()
        expect(sawWhenBlurred).toBe(null)
        await turn()
        expect(sawWhenBlurred).toBe(false)
      }
    },
    'a window that is closed meanwhile emits no blur': async () => {
      const { window } = one()
      window.show()
      await turn()
      const heard = noted(window, 'blur', 'closed')
      window.blur()
      window.destroy()
      await turn()
      expect(heard).toEqual(['closed'])
    },
    'destroy() emits no close': () => {
      const { window } = one()
      const heard = noted(window, 'close', 'closed')
      window.destroy()
      expect(heard).toEqual(['closed'])
      expect(window.isDestroyed()).toBe(true)
    },
    'close can be prevented': async () => {
      const { window } = one()
      window.once('close', (event) => event.preventDefault())
      window.close()
      expect(window.isDestroyed()).toBe(false)
      window.close()
      await turn()
      expect(window.isDestroyed()).toBe(true)
    },
  }),
  ...from('shell/common/gin_helper/function_template.h', {
    'the members of a destroyed window throw': () => {
      const { window } = one()
      window.destroy()
      const asks = [
        () => window.show(),
        () => window.isVisible(),
        () => window.getBounds(),
        () => window.webContents,
        () => window.destroy(),
      ]
      for (const ask of asks) expect(ask).toThrow(new TypeError('Object has been destroyed'))
    },
  }),
  ...from('docs/api/base-window.md', {
    'only the compositor knows where a window is (Wayland)': () => {
      for (const { window, desktop } of on(waylandNames)) {
        const before = desktop.windows[0]?.bounds()
        window.setBounds({ x: 7, y: 8, width: 500, height: 400 })
        expect(window.getBounds()).toEqual({ x: 0, y: 0, width: 500, height: 400 })
        expect(desktop.windows[0]?.bounds()).toEqual({ ...before, width: 500, height: 400 })
      }
    },
  }),
  ...from('docs/api/base-window.md, "will-resize" and "resized"', {
    'the user’s resizing emits will-resize and resized only on Windows and macOS; setSize() never does':
      () => {
        for (const { window, desktop } of on(systemNames)) {
          const heard = noted(window, 'will-resize', 'resize', 'resized')
          window.setSize(500, 400)
          expect(heard.splice(0)).toEqual(['resize'])
          desktop.windows[0]?.drag({ width: 510 })
          const told = desktop.system.platform === 'linux' ? ['resize'] : ['will-resize', 'resize', 'resized']
          expect(heard.splice(0)).toEqual(told)
          desktop.windows[0]?.drag({ x: 7, y: 8 })
          expect(heard).toEqual([])
        }
      },
    'will-resize can be prevented': () => {
      for (const { window, desktop } of on(['windows', 'macos'])) {
        window.once('will-resize', (event) => event.preventDefault())
        const before = window.getBounds()
        desktop.windows[0]?.drag({ width: 510 })
        expect(window.getBounds()).toEqual(before)
      }
    },
  }),
  ...from('issues 16444 and 51572', {
    'moved to a display of another scale it is sized by the one before; set again it is right (Windows)':
      () => {
        for (const { window, desktop, drive } of on(systemNames)) {
          const area = { x: 0, y: 0, width: 1000, height: 800 }
          const away = { ...area, x: 1000 }
          drive.displays([
            { id: 1, bounds: area, workArea: area, scaleFactor: 1.5 },
            { id: 2, bounds: away, workArea: away, scaleFactor: 1 },
          ])
          window.setBounds({ x: 10, y: 10, width: 360, height: 480 })
          window.setBounds({ x: 10, y: 10, width: 360, height: 480 })
          const there = { x: 1010, y: 10, width: 360, height: 480 }
          window.setBounds(there)
          const large = { width: 540, height: 720 }
          expect(window.getBounds()).toMatchObject(
            desktop.system.platform === 'win32' ? large : { width: 360 },
          )
          window.setBounds(there)
          expect(window.getBounds()).toMatchObject({ width: 360, height: 480 })
          // Dragging it there does not resize it.
          desktop.windows[0]?.drag({ x: 10, y: 10 })
          expect(window.getBounds()).toMatchObject({ width: 360, height: 480 })
        }
      },
  }),
  ...from('issue 48859', {
    'ready-to-show may not be emitted while the window is hidden (Wayland)': async () => {
      for (const { window } of on(waylandNames)) {
        const heard = noted(window, 'ready-to-show')
        await window.loadURL('app://fixture/')
        await turn()
        expect(heard).toEqual([])
        window.show()
        expect(heard).toEqual(['ready-to-show'])
      }
    },
  }),
])
