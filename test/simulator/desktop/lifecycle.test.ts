import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { temporaryFolder } from '../../support/temporary-folder.ts'
import { fixtureApp, startSimulator } from '../start-simulator.ts'

/** An app that logs all its lifecycle events. `closing`: the listener of its window's `close`. */
const loggingApp = (closing: string) => `
import { app, BrowserWindow, Tray } from 'electron'
import { appendFileSync } from 'node:fs'
const path = app.getPath('userData') + '/events.log'
const write = (line) => appendFileSync(path, line + '\\n')
let quitting = false
app.on('before-quit', () => { quitting = true; write('before-quit') })
app.on('will-quit', () => write('will-quit'))
app.on('quit', (_event, code) => write('quit ' + code))
app.on('second-instance', (_event, argv, cwd, data) => write('second ' + argv.at(-1) + ' ' + JSON.stringify(data)))
app.on('window-all-closed', () => write('window-all-closed'))
app.requestSingleInstanceLock({ mine: 1 })
app.whenReady().then(() => {
  write('ready')
  const window = new BrowserWindow({ show: true })
  window.on('close', (event) => { write('close'); ${closing} })
  for (const name of ['show', 'hide', 'focus', 'blur', 'closed']) window.on(name, () => write(name))
  new Tray(import.meta.dirname + '/picture.png').on('click', () => window.isVisible() ? window.hide() : window.show())
})`

const read = async (profile: string) =>
  (await readFile(join(profile, 'events.log'), 'utf8')).trim().split('\n')

test('quitting closes the windows, then the app, and the process ends', async () => {
  const profile = await temporaryFolder()
  const simulated = await startSimulator(await fixtureApp(loggingApp('')), ['--profile', profile])
  expect((await simulated.post('quit')).quit).toBe(true)
  expect(await simulated.ended()).toBe(0)
  expect(await read(profile)).toEqual([
    'ready',
    'focus',
    'before-quit',
    'close',
    'closed',
    'will-quit',
    'quit 0',
  ])
})

test('a window that prevents closing stays, hidden, and the app runs on', async () => {
  const profile = await temporaryFolder()
  const app = await fixtureApp(loggingApp('if (!quitting) { event.preventDefault(); window.hide() }'))
  const simulated = await startSimulator(app, ['--profile', profile])
  const closed = await simulated.post('window', { action: 'close' })
  expect(closed).toMatchObject({ window: { visible: false }, quit: false })
  expect((await simulated.post('tray-click')).window).toMatchObject({ visible: true })
  expect((await simulated.post('second-instance', { args: ['--again'] })).quit).toBe(false)
  await simulated.post('quit')
  expect(await simulated.ended()).toBe(0)
  expect(await read(profile)).toEqual([
    'ready',
    'focus',
    'close',
    'hide',
    'blur',
    'show',
    'focus',
    'second --again null',
    'before-quit',
    'close',
    'closed',
    'will-quit',
    'quit 0',
  ])
})

test('an app that prevents quitting runs on', async () => {
  const app = await fixtureApp(`
import { app, Tray } from 'electron'
app.on('before-quit', (event) => event.preventDefault())
app.whenReady().then(() => new Tray(import.meta.dirname + '/picture.png'))`)
  const simulated = await startSimulator(app)
  expect((await simulated.post('quit')).quit).toBe(false)
  expect((await simulated.desktop()).tray).not.toBeNull()
})

test.each(['SIGTERM', 'SIGINT'] as const)('%s quits properly', async (signal) => {
  const profile = await temporaryFolder()
  const simulated = await startSimulator(await fixtureApp(loggingApp('')), ['--profile', profile])
  expect(await simulated.ended(signal)).toBe(0)
  expect(await read(profile)).toContain('will-quit')
})

test('an uncaught error is reported, and the app runs on', async () => {
  const app = await fixtureApp(`
import { app, Tray } from 'electron'
app.whenReady().then(() => new Tray(import.meta.dirname + '/picture.png').on('click', () => setImmediate(() => { throw new Error('lost') })))`)
  const simulated = await startSimulator(app)
  await simulated.post('tray-click')
  const { errors } = await simulated.until((desktop) => desktop.errors.length > 0)
  expect(errors).toEqual(['lost'])
  await expect.poll(simulated.stderr).toContain('Error: lost')
})

test('it ends when its parent process is killed', async () => {
  const profile = await temporaryFolder()
  const app = await fixtureApp(loggingApp(''))
  const script = `require('node:child_process').spawn(process.execPath, ${JSON.stringify([
    '--import',
    'tsx',
    'simulator/simulator.ts',
    '--app',
    app,
    '--profile',
    profile,
  ])}, { stdio: 'inherit' })`
  const starter = spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'pipe', 'ignore'] })
  await once(starter.stdout, 'data')
  // The pipe closes when its last writer, the simulator, has ended.
  const closed = once(starter.stdout.resume(), 'close')
  starter.kill('SIGKILL')
  await closed
  expect(await read(profile)).toContain('quit 0')
})

test('a temporary profile is removed with the simulator', async () => {
  const app = await fixtureApp(`
import { app, Tray } from 'electron'
app.whenReady().then(() => new Tray(import.meta.dirname + '/picture.png').setToolTip(app.getPath('userData')))`)
  const simulated = await startSimulator(app)
  const profile = (await simulated.desktop()).tray?.tooltip ?? ''
  expect(existsSync(profile)).toBe(true)
  expect(await simulated.ended('SIGTERM')).toBe(0)
  expect(existsSync(profile)).toBe(false)
})

test('an installed app gets process.resourcesPath', async () => {
  const app = await fixtureApp(`
import { app, Tray } from 'electron'
app.whenReady().then(() => {
  new Tray(import.meta.dirname + '/picture.png').setToolTip(JSON.stringify([app.isPackaged, process.resourcesPath ?? null]))
})`)
  const told = async (...args: string[]) => (await (await startSimulator(app, args)).desktop()).tray?.tooltip
  expect(await told()).toBe('[false,null]')
  const resources = await temporaryFolder()
  expect(await told('--packaged', resources)).toBe(JSON.stringify([true, resources]))
})
