// States of the desktop that are set through the HTTP API: no panel for tray icons, an open menu, no permission for
// notifications, a failing keyring.
import { expect, test } from 'vitest'
import { readCommandLine } from '../../../simulator/command-line.ts'
import { isLinux, systemHere } from '../../../simulator/desktop/system.ts'
import { fixtureApp, startSimulator } from '../start-simulator.ts'

const app = `
import { app, Menu, nativeImage, Notification, safeStorage, Tray } from 'electron'
app.whenReady().then(async () => {
  const sealed = await safeStorage.encryptStringAsync('secret')
  let made = 0
  const heard = []
  const begin = () => {
    const tray = new Tray(import.meta.dirname + '/picture.png')
    made += 1
    const tell = (word) => { heard.push(word); tray.setToolTip(made + ': ' + heard.join(' ')) }
    tray.on('click', () => tell('click'))
    tray.on('double-click', () => tell('double-click'))
    const menu = () => Menu.buildFromTemplate([
      { label: 'Renew', click: () => tray.setContextMenu(menu()) },
      { label: 'Notify', click: () => {
        const one = new Notification({ title: 'Busy' })
        one.on('failed', () => tell('failed'))
        one.show()
      } },
      { label: 'Open', click: () => safeStorage.decryptStringAsync(sealed).then(({ result }) => tell(result), () => tell('unavailable')) },
    ])
    tray.setContextMenu(menu())
    tell('made')
  }
  app.on('second-instance', begin)
  begin()
})`

test('tray host, menu, notifications and keyring follow the API', async () => {
  const simulated = await startSimulator(await fixtureApp(app), ['--tray', 'absent'])
  expect((await simulated.desktop()).tray).toBeNull()
  await expect(simulated.post('tray-click')).rejects.toThrow(/^409 /)
  await simulated.post('tray-host', { there: true })
  const after = await simulated.post('second-instance')
  expect(after.tray?.tooltip).toBe('2: made made')

  const pressed = await simulated.post('tray-double-click')
  expect(pressed.tray?.tooltip).toMatch(/^2: made made click (click|double-click)$/)

  const opened = await simulated.post('tray-menu', { open: true })
  expect(opened.tray).toMatchObject({ openMenu: 'open' })
  const closed = await simulated.post('menu', { path: ['Renew'] })
  expect(closed.tray).not.toHaveProperty('openMenu')
  await simulated.post('tray-menu', { open: true })
  if (isLinux(systemHere())) {
    const lost = await simulated.post('tray-click')
    expect(lost.tray).toMatchObject({ openMenu: 'dead' })
    await expect(simulated.post('menu', { path: ['Renew'] })).rejects.toThrow(/^409 .*answers no click/)
  }
  await simulated.post('tray-menu', { open: false })

  await simulated.post('notification-permission', { state: 'denied' })
  await simulated.post('menu', { path: ['Notify'] })
  const refused = await simulated.until(({ tray }) => tray?.tooltip.endsWith('failed') ?? false)
  expect(refused.notifications).toEqual([])

  await simulated.post('keyring', { fails: true })
  await simulated.post('menu', { path: ['Open'] })
  await simulated.until(({ tray }) => tray?.tooltip.endsWith('unavailable') ?? false)
  await simulated.post('keyring', { fails: false })
  await simulated.post('menu', { path: ['Open'] })
  await simulated.until(({ tray }) => tray?.tooltip.endsWith('secret') ?? false)
})

test('--tray accepts only absent', () => {
  expect(readCommandLine(['--tray', 'absent']).trayHost).toBe('absent')
  expect(readCommandLine([]).trayHost).toBeUndefined()
  expect(() => readCommandLine(['--tray', 'late'])).toThrow('--tray can only be absent')
})
