import { expect } from 'vitest'
import { systemOf } from '../../../simulator/desktop/system.ts'
import { lightsOfPage, plugLight } from '../../../simulator/desktop/usb-lights.ts'
import { from, testBehaviours } from './behaviours.ts'
import { standIn } from './stand-in.ts'

/** A window whose page is in the session of `partition`, which serves app://. */
async function pageIn(partition: string) {
  const electron = standIn()
  const session = electron.session.fromPartition(partition)
  if (partition !== '') session.protocol.handle('app', () => new Response(partition))
  const window = new electron.BrowserWindow({ show: false, webPreferences: { partition } })
  await window.loadURL('app://fixture/')
  const onDesktop = electron.desktop.windows[0]
  if (!onDesktop) throw new Error('No window')
  return { ...electron, own: session, window, onDesktop }
}

const lights = [plugLight('luxafor', true, false), plugLight('blink1', true, false)]

testBehaviours('session', [
  ...from('docs/api/session.md, "session.fromPartition"', {
    'the same name gives the same session, an empty one the default session': () => {
      const { session } = standIn()
      expect(session.fromPartition('a')).toBe(session.fromPartition('a'))
      expect(session.fromPartition('a')).not.toBe(session.fromPartition('b'))
      expect(session.fromPartition('')).toBe(session.defaultSession)
    },
    'a session is in memory unless its name begins with persist:': () => {
      const { session } = standIn()
      expect(session.fromPartition('a').isPersistent()).toBe(false)
      expect(session.fromPartition('persist:a').isPersistent()).toBe(true)
      expect(session.defaultSession.isPersistent()).toBe(true)
    },
  }),
  ...from('shell/browser/api/electron_api_session.cc', {
    'there is no session before the app is ready': () => {
      const { session } = standIn({ ready: false })
      expect(() => session.fromPartition('a')).toThrow('Session can only be received when app is ready')
    },
  }),
  ...from('docs/api/structures/web-preferences.md, "partition"', {
    'the page of the window is in that session': async () => {
      const { window, own } = await pageIn('a')
      expect(window.webContents.session).toBe(own)
      const usual = await pageIn('')
      expect(usual.window.webContents.session).toBe(usual.session.defaultSession)
    },
  }),
  ...from('docs/api/protocol.md, "Using protocol with a custom partition or session"', {
    'a handler of the default session does not answer the pages of another one': async () => {
      const { session, BrowserWindow } = standIn()
      session.fromPartition('empty')
      const window = new BrowserWindow({ show: false, webPreferences: { partition: 'empty' } })
      await expect(window.loadURL('app://fixture/')).rejects.toThrow('ERR_FAILED')
      expect(session.fromPartition('empty').protocol.isProtocolHandled('app')).toBe(false)
    },
    'each session answers its own pages': async () => {
      const { onDesktop, drive } = await pageIn('a')
      const request = () => new Request('app://fixture/')
      expect(await (await onDesktop.answerScheme(request()))?.text()).toBe('a')
      expect(await (await drive.answerScheme(request()))?.text()).toBe('<!doctype html>')
    },
  }),
  ...from('docs/api/session.md, "ses.setDevicePermissionHandler"', {
    'a page gets the devices for which the handler returns true, without a chooser': async () => {
      const { own, onDesktop } = await pageIn('a')
      const asked: unknown[] = []
      own.setDevicePermissionHandler(({ deviceType, origin, device }) => {
        const { vendorId } = device as { vendorId: number }
        asked.push([deviceType, origin, vendorId])
        return vendorId === 0x27b8
      })
      expect(
        lightsOfPage(onDesktop, { system: systemOf('gnome-x11'), usbLights: lights }).map(
          ({ productId }) => productId,
        ),
      ).toEqual([0x01ed])
      expect(asked).toEqual([
        ['hid', 'app://fixture', 0x04d8],
        ['hid', 'app://fixture', 0x27b8],
      ])
    },
    'it is the session’s: pages of another one get none': async () => {
      const { session, onDesktop } = await pageIn('a')
      session.defaultSession.setDevicePermissionHandler(() => true)
      expect(lightsOfPage(onDesktop, { system: systemOf('gnome-x11'), usbLights: lights })).toEqual([])
    },
    'without a handler only devices that were chosen are given': async () => {
      const { own, onDesktop } = await pageIn('a')
      own.setDevicePermissionHandler(() => true)
      own.setDevicePermissionHandler(null)
      expect(lightsOfPage(onDesktop, { system: systemOf('gnome-x11'), usbLights: lights })).toEqual([])
    },
  }),
  ...from('docs/api/web-contents.md, "contents.ipc"', {
    'its listeners get the messages of this page, before those of ipcMain': async () => {
      const { window, onDesktop, ipcMain, BrowserWindow, desktop } = await pageIn('a')
      const order: string[] = []
      ipcMain.on('told', (_event, text) => void order.push(`main ${text}`))
      window.webContents.ipc.on('told', (_event, text) => void order.push(`own ${text}`))
      new BrowserWindow({ show: false })
      onDesktop.receive('told', ['one'])
      desktop.windows[1]?.receive('told', ['two'])
      expect(order).toEqual(['own one', 'main one', 'main two'])
    },
  }),
  ...from('docs/api/app.md, "before-quit" and "will-quit"', {
    'quitting closes a hidden window before will-quit': async () => {
      const { app, window } = await pageIn('a')
      const order: string[] = []
      window.on('closed', () => void order.push('closed'))
      app.on('before-quit', () => void order.push('before-quit'))
      app.on('will-quit', () => void order.push('will-quit'))
      app.quit()
      await new Promise(setImmediate)
      expect(order).toEqual(['before-quit', 'closed', 'will-quit'])
    },
  }),
  {
    source: 'docs/api/structures/web-preferences.md, "backgroundThrottling"',
    behaviour: 'the timers of a hidden page are slowed down',
    cannotBeSimulated: 'a page is in a frame of the user’s browser, which is visible to that',
  },
])
