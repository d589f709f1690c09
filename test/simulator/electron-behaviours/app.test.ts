import { existsSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect } from 'vitest'
import { systemNames } from '../../../simulator/desktop/system.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'
import { from, testBehaviours } from './behaviours.ts'
import { noted, standIn, turn } from './stand-in.ts'

const APP_ID = 'electron.app.Fixture'
const windowsExe = 'C:\\Program Files\\Fixture\\fixture.exe'

/** Starts two instances with the same profile. Returns the events of the first and the lock of the second. */
function startedTwice(data?: unknown) {
  const first = standIn()
  const heard: unknown[][] = []
  first.app.on('second-instance', (_event, ...told) => void heard.push(told))
  const second = standIn({ desktop: first.desktop, simulation: { args: ['--second'] } })
  const locks = [first, second].map(({ app }, index) =>
    app.requestSingleInstanceLock(index === 0 ? { first: 1 } : data),
  )
  return { locks, heard, first, second }
}

/** Records all events from now on in one list. */
function diary({ app }: ReturnType<typeof standIn>, window: NodeJS.EventEmitter) {
  const heard = noted(app, 'before-quit', 'will-quit', 'quit')
  for (const name of ['close', 'closed']) window.on(name, () => void heard.push(name))
  return heard
}

/** Keeps the event loop from its next turn. */
function busyFor(ms: number) {
  const until = performance.now() + ms
  while (performance.now() < until);
}

testBehaviours('app', [
  ...from('shell/browser/browser_mac.mm', {
    'show() of a window brings the app to the front, and hide() of its last one leaves it there (macOS)':
      () => {
        const { app, BrowserWindow } = standIn({ system: 'macos' })
        expect(app.isActive?.()).toBe(false)
        const window = new BrowserWindow({ show: false })
        window.show()
        expect(app.isActive?.()).toBe(true)
        window.hide()
        expect(app.isActive?.()).toBe(true)
      },
    'hide() hides its windows and gives the front away; show() brings back those that were there':
      async () => {
        const { app, BrowserWindow } = standIn({ system: 'macos' })
        const [seen, hidden] = [new BrowserWindow(), new BrowserWindow({ show: false })]
        await turn()
        const heard = [noted(seen, 'show', 'hide', 'blur'), noted(hidden, 'show', 'hide')]
        const asks = () => [app.isActive?.(), app.isHidden?.(), seen.isVisible(), hidden.isVisible()]
        app.hide?.()
        await turn()
        expect(asks()).toEqual([false, true, false, false])
        app.show?.()
        await turn()
        expect(asks()).toEqual([true, false, true, false])
        expect(heard).toEqual([['blur', 'hide', 'show'], []])
      },
    'show() of a window of a hidden app waits for show() of the app': async () => {
      const { app, BrowserWindow } = standIn({ system: 'macos' })
      const window = new BrowserWindow({ show: false })
      app.hide?.()
      window.show()
      expect([window.isVisible(), window.isFocused()]).toEqual([false, false])
      const heard = noted(window, 'show')
      app.show?.()
      await turn()
      expect([app.isHidden?.(), window.isVisible(), heard]).toEqual([false, true, ['show']])
    },
    'a click on another program makes it inactive': () => {
      const { app, BrowserWindow, desktop } = standIn({ system: 'macos' })
      new BrowserWindow()
      desktop.windows[0]?.act('blur')
      expect(app.isActive?.()).toBe(false)
    },
  }),
  ...from('shell/browser/api/electron_api_app.cc', {
    'isActive(), isHidden(), hide() and show() exist only on macOS': () => {
      for (const system of systemNames)
        expect('hide' in standIn({ system }).app, system).toBe(system === 'macos')
    },
  }),
  ...from('spec/api-app-spec.ts', {
    'getVersion() is the version': () => expect(standIn().app.getVersion()).toBe('1.2.3'),
    'getLocale() is not empty': () => expect(standIn().app.getLocale()).not.toBe(''),
    'isPackaged is false unless it is packaged': () => {
      expect(standIn().app.isPackaged).toBe(false)
      expect(standIn({ simulation: { packaged: '/resources' } }).app.isPackaged).toBe(true)
    },
    'the paths of exe, home and temp exist': () => {
      const { app } = standIn()
      for (const name of ['exe', 'home', 'temp'] as const) expect(existsSync(app.getPath(name))).toBe(true)
    },
    'getPath() of an unknown name throws': () => {
      const { app } = standIn()
      expect(() => Reflect.apply(app.getPath, app, ['does-not-exist'])).toThrow(
        "Failed to get 'does-not-exist' path",
      )
    },
    'whenReady() resolves if it is ready': async () =>
      expect(await standIn().app.whenReady()).toBe(undefined),
    'commandLine has switches with values, which can be removed': () => {
      const { commandLine } = standIn({ simulation: { args: ['--lang=ru', '--hidden'] } }).app
      expect(['lang', 'hidden', 'other'].map((name) => commandLine.hasSwitch(name))).toEqual([
        true,
        true,
        false,
      ])
      expect(['lang', 'hidden', 'other'].map((name) => commandLine.getSwitchValue(name))).toEqual([
        'ru',
        '',
        '',
      ])
      commandLine.removeSwitch('lang')
      expect(commandLine.hasSwitch('lang')).toBe(false)
    },
    'browser-window-focus and browser-window-blur come with the window’s own events': async () => {
      const { app, BrowserWindow } = standIn()
      const heard = noted(app, 'browser-window-focus', 'browser-window-blur')
      const window = new BrowserWindow({ show: false })
      for (const event of ['focus', 'blur']) window.emit(event)
      window.show()
      await turn()
      expect(heard).toEqual(['browser-window-focus', 'browser-window-blur', 'browser-window-focus'])
    },
    'browser-window-created comes with the window': () => {
      const { app, BrowserWindow } = standIn()
      const made: unknown[] = []
      app.on('browser-window-created', (_event, window) => void made.push(window))
      expect(made).toEqual([new BrowserWindow({ show: false })])
    },
    'web-contents-created comes with the contents': () => {
      const { app, BrowserWindow } = standIn()
      const made: unknown[] = []
      app.on('web-contents-created', (_event, contents) => void made.push(contents))
      expect(made).toEqual([new BrowserWindow({ show: false }).webContents])
    },
    'it emits render-process-gone for every window': async () => {
      const { app, BrowserWindow } = standIn()
      const gone: unknown[] = []
      app.on('render-process-gone', (_event, contents) => void gone.push(contents))
      const { webContents } = new BrowserWindow({ show: false })
      webContents.forcefullyCrashRenderer()
      await turn()
      expect(gone).toEqual([webContents])
    },
    'the second of two starts does not get the lock, until the first releases it': () => {
      const { locks, first, second } = startedTwice()
      expect(locks).toEqual([true, false])
      first.app.releaseSingleInstanceLock()
      expect(second.app.requestSingleInstanceLock()).toBe(true)
    },
    'second-instance has the second start’s arguments and folder': () =>
      expect(startedTwice(0).heard).toEqual([[[process.execPath, '/app', '--second'], process.cwd(), 0]]),
    'a login item can be set and unset (Windows, macOS)': () => {
      for (const system of ['windows', 'macos'] as const) {
        const { app, desktop } = standIn({ system })
        const told = [true, false].map((openAtLogin) => {
          app.setLoginItemSettings({ openAtLogin })
          return [app.getLoginItemSettings().openAtLogin, desktop.openAtLogin()]
        })
        expect(told).toEqual([
          [true, true],
          [false, false],
        ])
      }
    },
    'the fields of a login item on Windows': () => {
      const { app } = standIn({ system: 'windows' })
      app.setLoginItemSettings({ openAtLogin: true })
      app.setLoginItemSettings({ openAtLogin: true, name: 'additional', enabled: false })
      const item = { path: process.execPath, args: [], scope: 'user' }
      expect(app.getLoginItemSettings()).toEqual({
        openAtLogin: true,
        wasOpenedAtLogin: false,
        executableWillLaunchAtLogin: true,
        launchItems: [
          { ...item, name: 'additional', enabled: false },
          { ...item, name: APP_ID, enabled: true },
        ],
      })
    },
    'the fields of a login item on macOS': () => {
      const { app } = standIn({ system: 'macos' })
      app.setLoginItemSettings({ openAtLogin: true, type: 'mainAppService' })
      expect(app.getLoginItemSettings()).toEqual({
        status: 'enabled',
        openAtLogin: true,
        wasOpenedAtLogin: false,
        executableWillLaunchAtLogin: false,
      })
      app.setLoginItemSettings({ openAtLogin: false })
      expect(app.getLoginItemSettings()).toMatchObject({ status: 'not-registered', openAtLogin: false })
    },
    'a login item of another type needs a name (macOS)': () => {
      const { app } = standIn({ system: 'macos' })
      const needed = "'name' is required when type is not mainAppService"
      expect(() => app.setLoginItemSettings({ openAtLogin: true, type: 'daemonService' })).toThrow(needed)
      expect(() => app.getLoginItemSettings({ type: 'daemonService' })).toThrow(needed)
    },
    'exit() closes all windows without close events': () => {
      const electron = standIn()
      const window = new electron.BrowserWindow({ show: false })
      window.on('close', (event) => event.preventDefault())
      electron.app.exit()
      expect(electron.BrowserWindow.getAllWindows()).toEqual([])
    },
    'exit() ends the process with its code': () => {
      const { app, ended } = standIn()
      app.exit(123)
      expect(ended).toEqual([123])
    },
    'exit() emits quit, and asks no listener': () => {
      const electron = standIn()
      const heard = diary(electron, new electron.BrowserWindow({ show: false }))
      electron.app.on('window-all-closed', () => void heard.push('window-all-closed'))
      electron.app.exit()
      expect(heard).toEqual(['closed', 'quit'])
    },
    'quit() emits before-quit, close, will-quit and quit': async () => {
      const electron = standIn()
      const heard = diary(electron, new electron.BrowserWindow({ show: false }))
      electron.app.quit()
      await expect.poll(() => electron.ended).toEqual([0])
      expect(heard).toEqual(['before-quit', 'close', 'closed', 'will-quit', 'quit'])
    },
    'a window can prevent quit()': async () => {
      const electron = standIn()
      const window = new electron.BrowserWindow({ show: false })
      window.on('close', (event) => event.preventDefault())
      const heard = diary(electron, window)
      electron.app.quit()
      await turn()
      expect(heard).toEqual(['before-quit', 'close'])
      expect(electron.ended).toEqual([])
      expect(electron.desktop.quitting).toBe(false)
    },
  }),
  ...from('shell/browser/api/electron_api_browser_window.cc, OnCloseButtonClicked', {
    'quit() returns before the windows have closed, and will-quit waits for them': async () => {
      const electron = standIn()
      const window = new electron.BrowserWindow({ show: false })
      const heard = diary(electron, window)
      electron.app.quit()
      electron.app.quit()
      expect([heard, window.isDestroyed()]).toEqual([['before-quit', 'close'], false])
      await turn()
      expect(heard).toEqual(['before-quit', 'close', 'closed', 'will-quit', 'quit'])
    },
    'a page that hangs keeps its window, and will-quit, for half a second': async () => {
      const electron = standIn()
      const window = new electron.BrowserWindow({ show: false })
      electron.desktop.windows[0]?.crash('hang')
      const beganMs = performance.now()
      electron.app.quit()
      await turn()
      expect([window.isDestroyed(), electron.ended]).toEqual([false, []])
      await expect.poll(() => electron.ended, { interval: 10 }).toEqual([0])
      expect(performance.now() - beganMs).toBeGreaterThan(450)
    },
    'the window of a page that has crashed closes like any other': async () => {
      const electron = standIn()
      const window = new electron.BrowserWindow({ show: false })
      electron.desktop.windows[0]?.crash('hang')
      window.webContents.forcefullyCrashRenderer()
      electron.app.quit()
      await turn()
      expect(electron.ended).toEqual([0])
    },
  }),
  ...from('shell/browser/browser.cc, OnWindowCloseCancelled', {
    'a window that stays cancels quit(), though the others close': async () => {
      const electron = standIn()
      const stays = new electron.BrowserWindow({ show: false })
      stays.once('close', (event) => event.preventDefault())
      const closes = new electron.BrowserWindow({ show: false })
      electron.app.on('window-all-closed', () => {})
      const heard = noted(electron.app, 'before-quit', 'will-quit', 'window-all-closed')
      electron.app.quit()
      await turn()
      expect([closes.isDestroyed(), stays.isDestroyed(), heard]).toEqual([true, false, ['before-quit']])
      stays.close()
      await turn()
      expect([heard, electron.ended]).toEqual([['before-quit', 'window-all-closed'], []])
    },
  }),
  ...from('shell/browser/window_list.cc, CloseAllWindows', {
    'quit() closes the oldest window first, on macOS the newest': () => {
      for (const [system, expected] of [
        ['windows', [1, 2]],
        ['macos', [2, 1]],
      ] as const) {
        const { app, BrowserWindow } = standIn({ system })
        const closed: number[] = []
        for (const window of [new BrowserWindow({ show: false }), new BrowserWindow({ show: false })])
          window.on('close', () => void closed.push(window.id))
        app.quit()
        expect(closed, system).toEqual(expected)
      }
    },
  }),
  ...from('shell/browser/browser.cc', {
    'a listener of will-quit can prevent quit(), and call it again later, from any phase of the event loop':
      async () => {
        for (const from of [setImmediate, queueMicrotask, (act: () => void) => setTimeout(act, 0)]) {
          const { app, ended } = standIn()
          const heard = noted(app, 'before-quit', 'will-quit', 'quit')
          app.once('will-quit', (event) => {
            event.preventDefault()
            setTimeout(() => app.quit(), 0)
            // A timer that is already due runs in the same turn of the event loop.
            busyFor(3)
          })
          from(() => app.quit())
          await expect.poll(() => ended).toEqual([0])
          expect(heard).toEqual(['before-quit', 'will-quit', 'before-quit', 'will-quit', 'quit'])
        }
      },
    'quit() is ignored until the listeners of a prevented will-quit, and their promises, have ended':
      async () => {
        const { app, ended } = standIn()
        app.once('will-quit', (event) => {
          event.preventDefault()
          app.quit()
          void Promise.resolve().then(() => app.quit())
        })
        app.quit()
        await turn()
        expect(ended).toEqual([])
        app.quit()
        expect(ended).toEqual([0])
      },
  }),
  ...from('docs/api/app.md', {
    'getLocale() is empty before it is ready': () =>
      expect(standIn({ ready: false }).app.getLocale()).toBe(''),
    'login items are not supported on Linux': async () => {
      for (const system of systemNames.filter((name) => name !== 'windows' && name !== 'macos')) {
        const profile = await temporaryFolder()
        const { app, desktop } = standIn({ system, simulation: { profile } })
        app.setLoginItemSettings({ openAtLogin: true })
        expect(app.getLoginItemSettings()).toEqual({
          openAtLogin: false,
          wasOpenedAtLogin: false,
          executableWillLaunchAtLogin: false,
        })
        const folder = join(profile, 'appdata', 'autostart')
        await mkdir(folder, { recursive: true })
        await writeFile(join(folder, 'fixture.desktop'), '[Desktop Entry]\n')
        expect(desktop.openAtLogin()).toBe(true)
      }
    },
  }),
  ...from('Desktop Application Autostart Specification, and gnome-session, gsm-autostart-app.c', {
    'an entry starts nothing if it is hidden, or if GNOME’s settings have switched it off': async () => {
      for (const system of ['gnome-wayland', 'gnome-x11', 'kde', 'sway'] as const) {
        const profile = await temporaryFolder()
        const { desktop } = standIn({ system, simulation: { profile } })
        const folder = join(profile, 'appdata', 'autostart')
        await mkdir(folder, { recursive: true })
        const starts = async (line: string) => {
          await writeFile(join(folder, 'fixture.desktop'), `[Desktop Entry]\n${line}\n`)
          return desktop.openAtLogin()
        }
        expect(await starts('Hidden=true'), system).toBe(false)
        expect(await starts('X-GNOME-Autostart-enabled=true'), system).toBe(true)
        expect(await starts('X-GNOME-Autostart-enabled = false'), system).toBe(!system.startsWith('gnome'))
      }
    },
  }),
  ...from('shell/browser/api/electron_api_app.cc', {
    'second-instance has the second start’s data, not the first’s': () =>
      expect(startedTwice({ mine: [2] }).heard[0]?.[2]).toEqual({ mine: [2] }),
    'getSystemLocale() throws before ready, and returns the regional format after it': () => {
      expect(() => standIn({ ready: false }).app.getSystemLocale()).toThrow(/after app is ready/)
      const { app, desktop } = standIn()
      expect(app.getSystemLocale()).toBe('en-GB')
      desktop.regionalFormat = 'en-US'
      expect(app.getSystemLocale()).toBe('en-US')
    },
    'the lock can be refused without another instance': () => {
      const { app, desktop } = standIn()
      desktop.locks.set('/nowhere', () => {})
      expect(app.requestSingleInstanceLock()).toBe(false)
    },
    'enableSandbox() throws once it is ready': () => {
      const { app, drive } = standIn({ ready: false })
      expect(() => app.enableSandbox()).not.toThrow()
      drive.becomeReady()
      expect(() => app.enableSandbox()).toThrow('can only be called before app is ready')
    },
  }),
  ...from('shell/browser/browser.cc', {
    'quit() before it is ready quits at once': () => {
      const { app, ended } = standIn({ ready: false })
      app.quit()
      expect(ended).toEqual([0])
    },
  }),
  ...from('shell/browser/browser_win.cc', {
    'other arguments are another item, though the program starts (Windows)': () => {
      const { app } = standIn({ system: 'windows' })
      app.setLoginItemSettings({ openAtLogin: true, args: ['--hidden'] })
      expect(app.getLoginItemSettings()).toMatchObject({
        openAtLogin: false,
        executableWillLaunchAtLogin: true,
      })
      expect(app.getLoginItemSettings({ args: ['--hidden'] }).openAtLogin).toBe(true)
      expect(app.getLoginItemSettings({ args: ['--other'] }).openAtLogin).toBe(false)
    },
    'a path is found in any case, and with a blank only within quotation marks (Windows)': () => {
      const { app } = standIn({ system: 'windows' })
      app.setLoginItemSettings({ openAtLogin: true, path: windowsExe, args: ['--a b'] })
      expect(app.getLoginItemSettings({ path: `"${windowsExe.toUpperCase()}"` })).toMatchObject({
        openAtLogin: false,
        launchItems: [{ path: windowsExe, args: ['--a b'] }],
      })
      expect(app.getLoginItemSettings({ path: windowsExe, args: ['--a b'] })).toMatchObject({
        openAtLogin: true,
        executableWillLaunchAtLogin: false,
        launchItems: [],
      })
    },
    'one disabled in the Task Manager is still there, and starts nothing until it is set again (Windows)':
      () => {
        const { app, desktop } = standIn({ system: 'windows' })
        app.setLoginItemSettings({ openAtLogin: true })
        desktop.allowLoginItems?.(false)
        expect(app.getLoginItemSettings()).toMatchObject({
          openAtLogin: true,
          executableWillLaunchAtLogin: false,
        })
        expect(desktop.openAtLogin()).toBe(false)
        app.setLoginItemSettings({ openAtLogin: true })
        expect(app.getLoginItemSettings().executableWillLaunchAtLogin).toBe(true)
      },
  }),
  ...from('shell/common/platform_util_mac.mm', {
    'a disabled one requires the user’s approval, whatever is set (macOS)': () => {
      const { app, desktop } = standIn({ system: 'macos' })
      app.setLoginItemSettings({ openAtLogin: true })
      desktop.allowLoginItems?.(false)
      app.setLoginItemSettings({ openAtLogin: true })
      expect(app.getLoginItemSettings()).toMatchObject({ openAtLogin: false, status: 'requires-approval' })
      desktop.allowLoginItems?.(true)
      expect(app.getLoginItemSettings()).toMatchObject({ openAtLogin: true, status: 'enabled' })
    },
  }),
  ...from('shell/browser/native_window_views_win.cc, WM_ENDSESSION', {
    'a shutdown of Windows ends the process as soon as each window has heard session-end, even if it quits':
      async () => {
        for (const onEnd of ['nothing', 'quit', 'prevents'] as const) {
          const { app, BrowserWindow, drive, ended, powerMonitor } = standIn({ system: 'windows' })
          const heard = noted(app, 'will-quit', 'quit')
          powerMonitor.on('shutdown', () => void heard.push('shutdown'))
          for (const window of [new BrowserWindow(), new BrowserWindow({ show: false })]) {
            window.on('session-end', (event) => {
              heard.push(`session-end ${window.id} ${event.reasons}`)
              if (onEnd === 'quit') app.quit()
              if (onEnd === 'prevents') event.preventDefault()
            })
          }
          drive.shutDown()
          expect(ended, onEnd).toEqual([0])
          await turn()
          expect(heard, onEnd).toEqual(['session-end 1 shutdown', 'session-end 2 shutdown'])
        }
      },
  }),
  ...from('docs/api/power-monitor.md, "shutdown"', {
    'a shutdown of macOS and Linux waits for an app that prevents the event, and for no other': () => {
      for (const system of systemNames.filter((name) => name !== 'windows')) {
        for (const prevents of [true, false]) {
          const { BrowserWindow, drive, ended, powerMonitor } = standIn({ system })
          const window = new BrowserWindow()
          const heard = noted(window, 'session-end')
          powerMonitor.on('shutdown', (event: { preventDefault(): void }) => {
            if (prevents) event.preventDefault()
          })
          drive.shutDown()
          expect([ended, heard], system).toEqual([prevents ? [] : [0], []])
        }
      }
    },
  }),
  ...from('docs/api/app.md, "app.relaunch"', {
    'relaunch() does not end the app, and each call starts another instance': () => {
      const { app, desktop } = standIn({ simulation: { args: ['--hidden'] } })
      app.relaunch()
      app.relaunch({ execPath: '/other', args: ['--one'] })
      expect(desktop.quitting).toBe(false)
      expect(desktop.relaunches).toEqual([
        { execPath: process.execPath, args: process.argv.slice(1) },
        { execPath: '/other', args: ['--one'] },
      ])
    },
  }),
  {
    behaviour: 'the path of userData holds the name',
    source: 'spec/api-app-spec.ts',
    cannotBeSimulated: 'the profile is the folder of --profile, as with --user-data-dir in Electron',
  },
])
