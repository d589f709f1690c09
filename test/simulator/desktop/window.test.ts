import type { Browser, Page } from 'playwright-core'
import { beforeAll, expect, onTestFinished, test } from 'vitest'
import { sharedChromium } from '../../support/browser/chromium.ts'
import { fixtureApp, type Simulated, startSimulator } from '../start-simulator.ts'

const preload = `
const { contextBridge, ipcRenderer } = require('electron')
let refused = ''
try { require('fs') } catch (error) { refused = error.message }
contextBridge.exposeInMainWorld('fixture', {
  refused,
  echo: (value) => ipcRenderer.invoke('echo', value),
  fail: () => ipcRenderer.invoke('fail'),
  nobody: () => ipcRenderer.invoke('nobody'),
  on(listener) {
    const receive = (_event, value) => listener(value)
    ipcRenderer.on('tick', receive)
    return () => ipcRenderer.off('tick', receive)
  },
})`

const main = `
import { app, BrowserWindow, ipcMain, Menu, protocol, Tray } from 'electron'
protocol.registerSchemesAsPrivileged([{ scheme: 'app', privileges: { standard: true, secure: true } }])
const pages = {
  '/index.html': ['text/html', '<!doctype html><html><head><title>The page</title><script src="page.js"></script></head><body>' +
    '<a href="https://elsewhere.example/">leave</a><a href="other.html">other</a><p id="loads"></p></body></html>'],
  '/other.html': ['text/html', '<title>Another</title><p>another page</p>'],
  '/page.js': ['text/javascript', 'window.atStart = typeof fixture'],
}
const policy = "default-src 'none'; script-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'none'"
app.whenReady().then(() => {
  protocol.handle('app', ({ url }) => {
    const [type, body] = pages[new URL(url).pathname] ?? []
    return body ? new Response(body, { headers: { 'content-type': type, 'content-security-policy': policy } }) : new Response(null, { status: 404 })
  })
  ipcMain.handle('echo', (event, value) => ({
    value, kind: Object.prototype.toString.call(value.date), keys: Object.keys(value),
    from: [event.senderFrame.url, event.senderFrame.origin, event.senderFrame.parent, event.sender.id, event.sender === window.webContents],
  }))
  ipcMain.handle('fail', () => { throw new RangeError('too far') })
  const tray = new Tray(import.meta.dirname + '/picture.png')
  const window = new BrowserWindow({ x: 1030, y: 540, width: 400, height: 300, show: false, webPreferences: { preload: import.meta.dirname + '/preload.cjs' } })
  window.once('ready-to-show', () => window.show())
  let quitting = false
  app.on('before-quit', () => { quitting = true })
  window.on('close', (event) => { if (!quitting) { event.preventDefault(); window.hide() } })
  window.webContents.on('will-navigate', (event, url) => { if (!url.startsWith('app://')) { event.preventDefault(); tray.setToolTip('stay: ' + url) } })
  window.loadURL('app://fixture/index.html')
  let ticks = 0
  tray.on('click', () => window.show())
  tray.setContextMenu(Menu.buildFromTemplate([
    { label: 'Tick', click: () => window.webContents.send('tick', { count: ++ticks, nothing: undefined }) },
    { label: 'More', submenu: [{ label: 'Inner', click: () => tray.setToolTip('inner') }] },
  ]))
})`

let browser: Browser
beforeAll(async () => {
  browser = await sharedChromium()
})

async function openDesktop({ url, until }: Simulated, query = ''): Promise<Page> {
  // A window that is shown later takes the focus and closes the open menu.
  await until(({ window }) => window?.visible === true)
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, colorScheme: null })
  onTestFinished(() => context.close())
  const page = await context.newPage()
  await page.goto(`${url}${query}`)
  await page.getByRole('button', { name: 'Menu of the tray icon' }).waitFor()
  return page
}

async function appFrame(page: Page) {
  const frame = page.frame({ url: /\/app\/fixture\// })
  if (frame) return frame
  return await page.waitForEvent('framenavigated', (one) => one.url().includes('/app/fixture/'))
}

test('the real preload script runs before the page’s first script', async () => {
  const page = await openDesktop(await startSimulator(await fixtureApp(main, preload)))
  const frame = await appFrame(page)
  await frame.waitForFunction(() => 'atStart' in window)
  expect(await frame.evaluate('[atStart, fixture.refused, Object.isFrozen(fixture)]')).toEqual([
    'object',
    'module not found: fs',
    true,
  ])
})

test('values are passed to the app and back unchanged', async () => {
  const page = await openDesktop(await startSimulator(await fixtureApp(main, preload)))
  const frame = await appFrame(page)
  await frame.waitForFunction(() => 'atStart' in window)
  const answer = await frame.evaluate(
    'fixture.echo({ date: new Date(5), gap: undefined, list: [undefined, -1], map: new Map([[1, 2]]) })',
  )
  expect(answer).toEqual({
    value: { date: new Date(5), gap: undefined, list: [undefined, -1], map: expect.anything() },
    kind: '[object Date]',
    keys: ['date', 'gap', 'list', 'map'],
    from: ['app://fixture/index.html', 'app://fixture', null, 1, true],
  })
  const message = (call: string) => frame.evaluate(`${call}.catch((error) => error.message)`)
  expect(await message('fixture.fail()')).toBe("Error invoking remote method 'fail': RangeError: too far")
  expect(await message('fixture.nobody()')).toBe(
    "Error invoking remote method 'nobody': Error: No handler registered for 'nobody'",
  )
})

test('the app’s messages arrive in order until the listener is removed', async () => {
  const simulated = await startSimulator(await fixtureApp(main, preload))
  const frame = await appFrame(await openDesktop(simulated))
  await frame.waitForFunction(() => 'atStart' in window)
  await frame.evaluate(
    'window.heard = []; window.stop = fixture.on((tick) => { heard.push([tick.count, Object.keys(tick).length]) }); 0',
  )
  for (let count = 0; count < 3; count += 1) await simulated.post('menu', { path: ['tick'] })
  await expect.poll(() => frame.evaluate('heard.length')).toBe(3)
  await frame.evaluate('stop()')
  await simulated.post('menu', { path: ['tick'] })
  await frame.evaluate('fixture.echo({})')
  expect(await frame.evaluate('heard')).toEqual([
    [1, 2],
    [2, 2],
    [3, 2],
  ])
})

test('the close button emits close, which the app can prevent, and a hidden page keeps its state', async () => {
  const simulated = await startSimulator(await fixtureApp(main, preload))
  const page = await openDesktop(simulated)
  const frame = await appFrame(page)
  await frame.evaluate('window.kept = 1')
  await page.getByRole('button', { name: 'Close' }).click()
  await simulated.until(({ window }) => window?.visible === false)
  await page.locator('.window').waitFor({ state: 'hidden' })
  await simulated.post('tray-click')
  await page.locator('.window').waitFor({ state: 'visible' })
  expect(await frame.evaluate('window.kept')).toBe(1)
})

test('an external link is refused by the app; a link within the app is followed', async () => {
  const simulated = await startSimulator(await fixtureApp(main, preload))
  const page = await openDesktop(simulated)
  await page.frameLocator('iframe').getByText('leave').click()
  await simulated.until(({ tray }) => tray?.tooltip === 'stay: https://elsewhere.example/')
  await page.frameLocator('iframe').getByText('other', { exact: true }).click()
  await page.frameLocator('iframe').getByText('another page').waitFor()
  expect((await simulated.desktop()).window?.url).toBe('app://fixture/other.html')
})

test('the menu works by mouse and keyboard, and the page shows the app’s changes', async () => {
  const simulated = await startSimulator(await fixtureApp(main, preload))
  const page = await openDesktop(simulated)
  await page.locator('.icon').click({ button: 'right' })
  await page.getByRole('menuitem', { name: 'More' }).hover()
  await page.getByRole('menuitem', { name: 'Inner' }).click()
  await page.getByRole('button', { name: 'inner', exact: true }).waitFor()
  expect(await page.getByRole('menu').count()).toBe(0)
  const button = page.getByRole('button', { name: 'Menu of the tray icon' })
  await button.focus()
  await page.keyboard.press('Enter')
  await page.getByRole('menuitem', { name: 'Tick' }).waitFor()
  for (const key of ['ArrowDown', 'ArrowRight']) await page.keyboard.press(key)
  await page.locator('[role=menuitem]:focus', { hasText: 'Inner' }).waitFor()
  for (const key of ['Escape', 'Escape']) await page.keyboard.press(key)
  expect(await page.getByRole('menu').count()).toBe(0)
})

test('the tray icon and its menu are there with the first state: a window it shows would close the menu', async () => {
  const simulated = await startSimulator(await fixtureApp(main, preload))
  const context = await browser.newContext()
  onTestFinished(() => context.close())
  const page = await context.newPage()
  // The response never comes.
  await page.route('**/events', () => {})
  await Promise.all([page.waitForRequest('**/events'), page.goto(simulated.url)])
  expect(await page.locator('.icon').isVisible()).toBe(false)
  expect(await page.getByRole('button', { name: 'Menu of the tray icon' }).isVisible()).toBe(false)
})

test('?menu=open shows the menu and the window side by side', async () => {
  const page = await openDesktop(
    await startSimulator(await fixtureApp(main, preload)),
    '?menu=open&panel=light',
  )
  await page.getByRole('menuitem', { name: 'Tick' }).waitFor()
  const menu = await page.getByRole('menu').boundingBox()
  const window = await page.locator('.window').boundingBox()
  expect((window?.x ?? 0) + (window?.width ?? 0)).toBeLessThanOrEqual(menu?.x ?? 0)
  expect(await page.locator('html').getAttribute('data-panel')).toBe('light')
})

test('a page’s prefers-color-scheme is the app’s theme', async () => {
  const simulated = await startSimulator(await fixtureApp(main, preload))
  const frame = await appFrame(await openDesktop(simulated))
  await frame.waitForFunction(() => matchMedia('(prefers-color-scheme: light)').matches)
  await simulated.post('appearance', { dark: true })
  await frame.waitForFunction(() => matchMedia('(prefers-color-scheme: dark)').matches)
})
