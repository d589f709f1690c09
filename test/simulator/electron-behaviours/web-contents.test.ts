import { expect } from 'vitest'
import { from, testBehaviours } from './behaviours.ts'
import { noted, standIn, turn } from './stand-in.ts'

const PAGE = 'app://fixture/'

function contents() {
  const electron = standIn()
  const window = new electron.BrowserWindow({ show: false })
  const { webContents } = window
  return { ...electron, window, webContents, seen: electron.desktop.windows[0] }
}

/** Navigates a loaded page with a listener that prevents it. */
async function leaving(event: 'will-navigate' | 'will-frame-navigate') {
  const { webContents, seen } = contents()
  await webContents.loadURL(PAGE)
  webContents.once(event, (asked) => asked.preventDefault())
  seen?.navigate('app://fixture/other')
  const kept = webContents.getURL()
  seen?.navigate('app://fixture/other')
  return [kept, webContents.getURL()]
}

testBehaviours('webContents', [
  ...from('spec/api-web-contents-spec.ts', {
    'loadURL() resolves': async () => expect(await contents().webContents.loadURL(PAGE)).toBe(undefined),
    'did-start-loading is emitted first': async () => {
      const { webContents } = contents()
      const heard = noted(webContents, 'did-finish-load', 'did-start-loading')
      await webContents.loadURL(PAGE)
      expect(heard).toEqual(['did-start-loading', 'did-finish-load'])
    },
    'loadURL() of an unhandled scheme rejects with ERR_FAILED': async () => {
      await expect(contents().webContents.loadURL('bad-scheme://foo')).rejects.toMatchObject({
        code: 'ERR_FAILED',
        errno: -2,
        url: 'bad-scheme://foo',
      })
    },
    'did-fail-load is emitted when it fails': async () => {
      const { webContents } = contents()
      const heard = noted(webContents, 'did-fail-load', 'did-finish-load')
      await webContents.loadURL('bad-scheme://foo').catch(() => {})
      expect(heard).toEqual(['did-fail-load'])
    },
    'send() without a channel throws': () => {
      const { webContents } = contents()
      expect(() => Reflect.apply(webContents.send, webContents, [])).toThrow(
        new TypeError('Missing required channel argument'),
      )
    },
    'send() of what cannot be cloned throws': () =>
      expect(() => contents().webContents.send('channel', () => {})).toThrow('could not be cloned'),
    'forcefullyCrashRenderer() emits render-process-gone, crashed or killed': async () => {
      const { webContents } = contents()
      const reasons: string[] = []
      webContents.on('render-process-gone', (_event, { reason }) => void reasons.push(reason))
      webContents.forcefullyCrashRenderer()
      await turn()
      expect(reasons).toEqual([expect.stringMatching(/^(crashed|killed)$/)])
    },
    'isCrashed() is false until a crash, and after a new page is loaded': async () => {
      const { webContents } = contents()
      await webContents.loadURL(PAGE)
      expect(webContents.isCrashed()).toBe(false)
      webContents.forcefullyCrashRenderer()
      await turn()
      expect(webContents.isCrashed()).toBe(true)
      await webContents.loadURL(PAGE)
      expect(webContents.isCrashed()).toBe(false)
    },
    'the zoom level is 0, then what was set': async () => {
      const { webContents } = contents()
      await webContents.loadURL(PAGE)
      expect(webContents.getZoomLevel()).toBe(0)
      webContents.setZoomLevel(0.5)
      expect(webContents.getZoomLevel()).toBe(0.5)
    },
    'the zoom level is kept by host, for other windows too': async () => {
      const { webContents, window, BrowserWindow } = contents()
      await webContents.loadURL(PAGE)
      webContents.setZoomLevel(2)
      await webContents.loadURL('app://elsewhere/')
      expect(webContents.getZoomLevel()).toBe(0)
      window.destroy()
      const next = new BrowserWindow({ show: false })
      await next.loadURL(PAGE)
      expect(next.webContents.getZoomLevel()).toBe(2)
    },
    'before-input-event has the key and its modifiers': () => {
      const { webContents } = contents()
      const inputs: unknown[] = []
      webContents.on('before-input-event', (_event, input) => void inputs.push(input))
      webContents.sendInputEvent({ type: 'keyDown', keyCode: '+', modifiers: ['control', 'shift'] })
      webContents.sendInputEvent({ type: 'char', keyCode: '+' })
      webContents.sendInputEvent({ type: 'keyUp', keyCode: 'a', modifiers: ['isautorepeat'] })
      expect(inputs).toEqual([
        expect.objectContaining({ type: 'keyDown', key: '+', control: true, shift: true, alt: false }),
        expect.objectContaining({ type: 'keyUp', key: 'a', isAutoRepeat: true, control: false }),
      ])
    },
    'will-navigate can be prevented': async () =>
      expect(await leaving('will-navigate')).toEqual([PAGE, 'app://fixture/other']),
    'will-frame-navigate can be prevented': async () =>
      expect(await leaving('will-frame-navigate')).toEqual([PAGE, 'app://fixture/other']),
    'the window open handler is called': () => {
      const { webContents, seen } = contents()
      const asked: string[] = []
      webContents.setWindowOpenHandler(({ url }) => {
        asked.push(url)
        return { action: 'deny' }
      })
      seen?.openWindow('https://elsewhere.example/')
      expect(asked).toEqual(['https://elsewhere.example/'])
    },
  }),
  ...from('docs/api/web-contents.md', {
    'a page that answers 404 is loaded': async () => {
      const { webContents, protocol } = contents()
      protocol.unhandle('app')
      protocol.handle('app', () => new Response(null, { status: 404 }))
      const heard = noted(webContents, 'did-finish-load', 'did-fail-load')
      await webContents.loadURL(PAGE)
      expect(heard).toEqual(['did-finish-load'])
    },
  }),
  ...from('shell/browser/api/electron_api_web_contents.cc', {
    'render-process-gone is emitted later, not inside the call': async () => {
      const { webContents } = contents()
      const heard = noted(webContents, 'render-process-gone')
      webContents.forcefullyCrashRenderer()
      expect(heard).toEqual([])
      await turn()
      expect(heard).toEqual(['render-process-gone'])
    },
    'render-process-gone is not emitted after the window is destroyed': async () => {
      const { webContents, window } = contents()
      const heard = noted(webContents, 'render-process-gone')
      webContents.forcefullyCrashRenderer()
      window.destroy()
      await turn()
      expect(heard).toEqual([])
    },
  }),
  {
    behaviour: 'the permission request handler is called by pages',
    source: 'shell/browser/electron_permission_manager.cc',
    cannotBeSimulated: "pages are shown by the person's browser, which asks the person itself",
  },
])
