// The hidden window of the USB lights, with the simulator's Electron: what its page may do, and how it ends.

import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { HIDDevice } from 'electron'
import { beforeEach, expect, test, vi } from 'vitest'
import { createGuard } from '../../../../app/model/guard.ts'
import { usbLightModels } from '../../../../app/model/names.ts'
import { USB_PAGE, USB_SHOW } from '../../../../app/outputs/external/usb/page/usb-channels.ts'
import { usbLights } from '../../../../app/outputs/external/usb/usb-light-models.ts'
import { openUsbPage } from '../../../../app/outputs/external/usb/usb-window.ts'
import { hardenContents } from '../../../../app/outputs/window/hardening.ts'
import { standIn } from '../../../simulator/electron-behaviours/stand-in.ts'
import { setElectron } from '../../../support/electron-now.ts'
import { temporaryFolder } from '../../../support/temporary-folder.ts'

vi.mock('electron', async () => (await import('../../../support/electron-now.ts')).electronNow)

let electron: ReturnType<typeof standIn>
let messages: unknown[]
let gone: string[]
let logged: string[]
let options: Electron.BrowserWindowConstructorOptions[]

beforeEach(() => {
  electron = standIn()
  options = []
  const recorded = new Proxy(electron.BrowserWindow, {
    construct(target, args: [Electron.BrowserWindowConstructorOptions], made) {
      options.push(args[0])
      return Reflect.construct(target, args, made)
    },
  })
  setElectron({ ...electron, BrowserWindow: recorded })
  messages = []
  gone = []
  logged = []
})

async function open() {
  const folder = await temporaryFolder()
  await mkdir(join(folder, 'renderer/usb'), { recursive: true })
  await writeFile(join(folder, 'renderer/usb/usb-page.js'), 'the script')
  await writeFile(join(folder, 'renderer/usb/secret.js'), 'a secret')
  const guard = createGuard({ error: (...words) => void logged.push(words.join(' ')) })
  const page = await openUsbPage(
    { built: (...names) => join(folder, ...names), devTools: false, guard },
    { onMessage: (message) => void messages.push(message), onGone: (reason) => void gone.push(reason) },
  )
  const window = electron.desktop.windows.at(-1)
  if (!window) throw new Error('No window')
  return { page, window }
}

test('it is hidden, sandboxed, and in a session of its own in memory', async () => {
  await open()
  expect(options[0]).toMatchObject({
    show: false,
    skipTaskbar: true,
    focusable: false,
    webPreferences: {
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
      devTools: false,
      partition: 'usb-lights',
      backgroundThrottling: false,
    },
  })
  const [window] = electron.BrowserWindow.getAllWindows()
  expect(window?.isVisible()).toBe(false)
  expect(window?.webContents.session).not.toBe(electron.session.defaultSession)
  expect(electron.session.fromPartition('usb-lights').isPersistent()).toBe(false)
})

test('its page gets the USB lights of the table and no other device', async () => {
  const { window } = await open()
  const device = (vendorId: number, productId: number): HIDDevice => ({
    deviceId: 'a',
    name: 'A device',
    collections: [],
    vendorId,
    productId,
  })
  for (const model of usbLightModels)
    for (const { vendorId, productId } of usbLights[model].ids) {
      expect(window.allowsHid('app://usb-lights', device(vendorId, productId))).toBe(true)
      expect(window.allowsHid('app://tally-light', device(vendorId, productId))).toBe(false)
      expect(window.allowsHid('https://example.com', device(vendorId, productId))).toBe(false)
    }
  // A keyboard, a security key, and a light's product id with another vendor.
  for (const [vendorId, productId] of [
    [0x046d, 0xc31c],
    [0x1050, 0x0407],
    [0x046d, 0xf372],
  ] as const)
    expect(window.allowsHid('app://usb-lights', device(vendorId, productId))).toBe(false)
})

test('its session refuses every permission but the check for HID', async () => {
  const session = electron.session.fromPartition('usb-lights')
  const checks: unknown[] = []
  session.setPermissionCheckHandler = (handler) => {
    checks.splice(0, 1, handler)
  }
  let request: unknown = null
  session.setPermissionRequestHandler = (handler) =>
    handler?.(
      null as never,
      'media',
      (granted) => {
        request = granted
      },
      {} as never,
    )
  await open()
  const check = checks[0] as (contents: null, permission: string, origin: string) => boolean
  expect(check(null, 'hid', 'app://usb-lights/')).toBe(true)
  for (const permission of ['media', 'usb', 'serial', 'geolocation', 'notifications', 'clipboard-read'])
    expect(check(null, permission, 'app://usb-lights/')).toBe(false)
  expect(check(null, 'hid', 'https://example.com/')).toBe(false)
  expect(request).toBe(false)
  let isRefused = false
  session.emit('will-download', {
    preventDefault: () => {
      isRefused = true
    },
  })
  expect(isRefused).toBe(true)
})

test('it may not navigate, open windows or embed others', async () => {
  hardenContents(electron.app as never, createGuard({ error: () => {} }))
  const { window } = await open()
  window.navigate('https://example.com/')
  expect(window.url()).toBe('app://usb-lights/')
})

test('its session serves the page and its script under the policy, and nothing else', async () => {
  const { window } = await open()
  const ask = async (address: string, method = 'GET') =>
    await window.answerScheme(new Request(address, { method }))
  for (const [address, text] of [
    ['app://usb-lights/', 'src="usb-page.js"'],
    ['app://usb-lights/usb-page.js', 'the script'],
  ] as const) {
    const answer = await ask(address)
    expect(answer?.headers.get('content-security-policy')).toMatch(/^default-src 'none'; script-src 'self';/)
    expect(await answer?.text()).toContain(text)
  }
  for (const address of [
    'app://usb-lights/secret.js',
    'app://usb-lights/usb/../secret.js',
    'app://usb-lights/%2e%2e/secret.js',
    'app://tally-light/usb-page.js',
    'app://tally-light/index.html',
  ])
    expect((await ask(address))?.status).toBe(404)
  expect((await ask('app://usb-lights/', 'POST'))?.status).toBe(404)
})

test('the messages of the page are parsed, and those of other pages are not taken', async () => {
  const { window } = await open()
  window.receive(USB_PAGE, [{ kind: 'ready' }])
  expect(messages).toEqual([{ kind: 'ready' }])
  for (const message of [
    null,
    { kind: 'other' },
    { kind: 'devices', devices: [{ vendorId: -1, productId: 1 }] },
    { kind: 'devices', devices: Array.from({ length: 200_000 }, () => ({ vendorId: 1, productId: 1 })) },
    { kind: 'failed', vendorId: 1, productId: 1, detail: 'x'.repeat(501) },
  ])
    window.receive(USB_PAGE, [message])
  expect(messages).toHaveLength(1)
  expect(logged).toHaveLength(5)
  const other = new electron.BrowserWindow({ show: false })
  await other.loadURL('app://fixture/')
  electron.desktop.windows.at(-1)?.receive(USB_PAGE, [{ kind: 'ready' }])
  expect(messages).toHaveLength(1)
})

test('what is sent to the page is parsed', async () => {
  const { page } = await open()
  const sent: unknown[] = []
  electron.desktop.onMessage(({ channel, args }) => void sent.push([channel, ...args]))
  page.send({ call: 1, padsFeatureReports: false, commands: [] })
  expect(sent).toEqual([[USB_SHOW, { call: 1, padsFeatureReports: false, commands: [] }]])
  const tooLong = { kind: 'output' as const, id: 0, bytes: Array.from({ length: 65 }, () => 0) }
  const command = { vendorId: 1, productId: 1, frames: [{ reports: [tooLong], forMs: 500 }], keepAlive: null }
  expect(() => page.send({ call: 2, padsFeatureReports: false, commands: [command] })).toThrow()
})

test('a crashed page is said once and its window is gone; a closed one is not said', async () => {
  const { window } = await open()
  window.crash('crash')
  await new Promise(setImmediate)
  expect(gone).toEqual(['crashed'])
  expect(electron.BrowserWindow.getAllWindows()).toEqual([])
  const { page } = await open()
  page.close()
  expect([gone, electron.BrowserWindow.getAllWindows()]).toEqual([['crashed'], []])
  const { window: third } = await open()
  third.act('close')
  await expect.poll(() => gone).toEqual(['crashed', 'closed'])
})

test('a page that cannot be loaded leaves no window', async () => {
  electron.session.fromPartition('usb-lights').protocol.handle('app', () => Response.error())
  await expect(open()).rejects.toThrow('ERR_FAILED')
  expect([electron.BrowserWindow.getAllWindows(), gone]).toEqual([[], []])
})
