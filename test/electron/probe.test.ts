// The probe between an app and Electron, here the simulator's stand-in: what it passes on and what it replaces.
import { once } from 'node:events'
import { mkdir, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { z } from 'zod'
import { createDesktop } from '../../simulator/desktop/desktop.ts'
import { createElectron } from '../../simulator/electron/electron.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { createProbe, type ElectronModule } from './probe.ts'

/** A ready Electron, its real desktop, and the `electron` of the probe. */
async function probed() {
  const profile = await temporaryFolder()
  const really = createDesktop('unlocked')
  const place = { profile, microsoft: null, browserIsManual: true }
  const simulation = {
    ...place,
    appPath: profile,
    mainModule: '',
    name: 'Fixture',
    version: '1.0.0',
    args: ['--lang=ru'],
    packaged: null,
    policy: null,
    exit: () => {},
  }
  const { electron: real, drive } = createElectron(simulation, really)
  drive.becomeReady()
  const { fetch } = real.net
  // Electron rejects with an AbortError for every abort reason (lib/browser/api/net-fetch.ts).
  real.net.fetch = (input, init) =>
    fetch(input, init).catch((error: unknown) => {
      throw init?.signal?.aborted ? new DOMException('The operation was aborted.', 'AbortError') : error
    })
  const appData = join(profile, 'config')
  const options = { ...place, appData, keyring: 'unlocked' } as const
  return { really, appData, ...createProbe(z.custom<ElectronModule>().parse(real), options) }
}

test('an offline desktop fails new requests and aborts running ones', async () => {
  const { electron, probe } = await probed()
  const server = createServer(() => {}).listen(0, '127.0.0.1')
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  await once(server, 'listening')
  const port = z.object({ port: z.number() }).parse(server.address()).port
  const url = `http://127.0.0.1:${port}/`

  const hanging = electron.net.fetch(url)
  await once(server, 'request')
  await Promise.all([
    expect(hanging).rejects.toThrow('net::ERR_NETWORK_CHANGED'),
    probe.act('network', { online: false }),
  ])
  expect(electron.net.isOnline()).toBe(false)
  await expect(electron.net.fetch(url)).rejects.toThrow('net::ERR_INTERNET_DISCONNECTED')

  await probe.act('network', { online: true })
  await expect(electron.net.fetch(url, { signal: AbortSignal.abort() })).rejects.toThrow('aborted')
})

test('browser, dialogs, login items and idle time are simulated; the clipboard is real', async () => {
  const { electron, probe, really, appData } = await probed()
  const { app, clipboard, dialog, powerMonitor, shell } = electron
  await shell.openExternal('https://example.com/')
  await clipboard.writeText('copied')
  await probe.act('save-dialog', { path: '/chosen.csv' })
  expect(await dialog.showSaveDialog({ defaultPath: '/suggested.csv' })).toEqual({
    canceled: false,
    filePath: '/chosen.csv',
  })
  // On Linux the app writes this file itself.
  app.setLoginItemSettings({ openAtLogin: true })
  await mkdir(join(appData, 'autostart'), { recursive: true })
  await writeFile(join(appData, 'autostart', 'fixture.desktop'), '[Desktop Entry]\n')
  await probe.act('idle', { seconds: 600 })
  expect(powerMonitor.getSystemIdleTime()).toBe(600)
  expect(app.getLocale()).toBe('ru')

  expect(probe.desktop()).toMatchObject({
    openedUrls: ['https://example.com/'],
    clipboard: 'copied',
    loginItem: { openAtLogin: true },
  })
  expect(really).toMatchObject({ openedUrls: [], clipboard: 'copied', idleSeconds: 0, savePath: undefined })
  expect(really.openAtLogin()).toBe(false)
})

test('a notification closes after its click; showing it again replaces the old one', async () => {
  const { electron, probe, really } = await probed()
  const notification = new electron.Notification({ title: 'Busy', body: 'since 9:00' })
  let clicks = 0
  notification.on('click', () => {
    clicks += 1
  })
  notification.show()
  notification.show()
  expect(really.notifications.map(({ open }) => open)).toEqual([false, true])
  await probe.act('notification', { index: 1, action: 'click' })
  expect(clicks).toBe(1)
  expect(really.notifications.map(({ open }) => open)).toEqual([false, false])
  expect(probe.desktop().notifications).toMatchObject([{ title: 'Busy' }, { body: 'since 9:00' }])
})

test('uncaught errors are recorded', async () => {
  const { probe } = await probed()
  probe.uncaught(new Error('nobody saw this coming'))
  probe.uncaught('nor this')
  expect(probe.desktop().errors).toEqual(['nobody saw this coming', 'nor this'])
})
