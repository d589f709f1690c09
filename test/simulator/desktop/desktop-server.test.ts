import { mkdir, writeFile } from 'node:fs/promises'
import { request } from 'node:http'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { temporaryFolder } from '../../support/temporary-folder.ts'
import { fixtureApp, startSimulator } from '../start-simulator.ts'

const plain = `
import { app, Notification, Tray } from 'electron'
app.whenReady().then(() => {
  const tray = new Tray(import.meta.dirname + '/picture.png')
  tray.on('click', () => {
    const notification = new Notification({ title: 'Hello', body: 'there' })
    notification.on('click', () => tray.setToolTip('clicked'))
    notification.show()
  })
})`

/** Sends a request with headers that fetch does not allow. Resolves to the status. */
const statusOf = (url: string, method: string, headers: Record<string, string>) =>
  new Promise((resolve, reject) => {
    request(url, { method, headers }, (response) => resolve(response.resume().statusCode))
      .on('error', reject)
      .end()
  })

test('only requests from this machine and from the desktop page are answered', async () => {
  const { url } = await startSimulator(await fixtureApp(plain))
  const desktop = `${url}api/desktop`
  const click = `${url}api/tray-click`
  expect(await statusOf(desktop, 'GET', { host: 'evil.example' })).toBe(403)
  expect(await statusOf(desktop, 'GET', { host: `localhost:${new URL(url).port}` })).toBe(200)
  expect(await statusOf(click, 'POST', { origin: 'http://evil.example' })).toBe(403)
  expect(await statusOf(click, 'POST', { origin: 'null' })).toBe(403)
  expect(await statusOf(click, 'POST', { origin: new URL(url).origin })).toBe(200)
})

const refusals: [method: string, path: string, body: string | undefined, status: number][] = [
  ['GET', 'api/nothing', undefined, 404],
  ['POST', 'api/nothing', '{}', 404],
  ['POST', 'api/toString', '{}', 404],
  ['POST', 'desktop', '{}', 404],
  ['PUT', 'api/menu', '{}', 404],
  ['POST', 'api/menu', '{', 400],
  ['POST', 'api/menu', '{"path":"Open"}', 400],
  ['POST', 'api/menu', '{"path":[]}', 400],
  ['POST', 'api/power', '{"event":"explode"}', 400],
  ['POST', 'api/network', '{}', 400],
  ['POST', 'api/idle', '{"seconds":-1}', 400],
  ['POST', 'api/window', '{"action":"close"}', 404],
  ['POST', 'api/notification', '{"index":5,"action":"click"}', 404],
  ['POST', 'api/tray-click', '"x"', 400],
]

test('invalid requests are refused with a status and a reason', async () => {
  const { url } = await startSimulator(await fixtureApp(plain))
  for (const [method, path, body, status] of refusals) {
    const response = await fetch(`${url}${path}`, { method, ...(body === undefined ? {} : { body }) })
    expect([method, path, body, response.status]).toEqual([method, path, body, status])
    expect(await response.json()).toMatchObject({ error: expect.any(String) })
  }
})

test('notifications are recorded with their time and can be clicked', async () => {
  const simulated = await startSimulator(await fixtureApp(plain))
  const before = Date.now()
  const { notifications } = await simulated.post('tray-click')
  expect(notifications).toEqual([{ title: 'Hello', body: 'there', at: expect.any(Number) }])
  expect(notifications[0]?.at).toBeGreaterThanOrEqual(before)
  const clicked = await simulated.post('notification', { index: 0, action: 'click' })
  expect(clicked.tray?.tooltip).toBe('clicked')
})

test.runIf(process.platform === 'linux')(
  'an autostart entry in the profile counts as open at login',
  async () => {
    const profile = await temporaryFolder()
    const simulated = await startSimulator(await fixtureApp(plain), ['--profile', profile])
    expect((await simulated.desktop()).loginItem.openAtLogin).toBe(false)
    const folder = join(profile, 'appdata', 'autostart')
    await mkdir(folder, { recursive: true })
    await writeFile(join(folder, 'fixture.desktop'), '[Desktop Entry]\nHidden=true\n')
    expect((await simulated.desktop()).loginItem.openAtLogin).toBe(false)
    await writeFile(join(folder, 'fixture.desktop'), '[Desktop Entry]\nHidden=false\n')
    expect((await simulated.desktop()).loginItem.openAtLogin).toBe(true)
  },
)
