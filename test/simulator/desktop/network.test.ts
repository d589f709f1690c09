import { once } from 'node:events'
import { connect } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { serve } from '../../support/loopback-server.ts'
import { fixtureApp, startSimulator } from '../start-simulator.ts'

/** A port that is in use and not listening: the client end of a connection to `server`. */
async function refusing(server: string): Promise<string> {
  const connection = connect(Number(new URL(server).port), '127.0.0.1')
  onTestFinished(() => void connection.destroy())
  await once(connection, 'connect')
  return `http://127.0.0.1:${connection.localPort}/`
}

/** An app with a menu entry for each URL, which fetches it and shows the result in the tooltip. */
const fetches = (urls: Record<string, string>) =>
  fixtureApp(`
import { app, Menu, net, Tray } from 'electron'
app.whenReady().then(() => {
  const tray = new Tray(import.meta.dirname + '/picture.png')
  const tell = (words) => tray.setToolTip(words + (net.isOnline() && net.online ? '' : ' offline'))
  tray.setContextMenu(Menu.buildFromTemplate(Object.entries(${JSON.stringify(urls)}).map(([label, url]) => ({ label, click: () => {
    tell('asking')
    net.fetch(url).then(async (answer) => tell(answer.status + ' ' + await answer.text()), (error) => tell(error.message))
  } }))))
})`)

test('the network can be disconnected, fails with Chromium’s errors and reaches no other host', async () => {
  let release = () => {}
  const server = await serve((request, response) => {
    if (request.url === '/slow') release = () => response.end('late')
    else response.writeHead(207).end('here')
  })
  const app = await fetches({
    near: server,
    slow: `${server}/slow`,
    refused: await refusing(server),
    outside: 'https://graph.example/v1.0/me',
  })
  const simulated = await startSimulator(app)
  const tooltipAfter = async (label: string, words: string) => {
    await simulated.post('menu', { path: [label] })
    await simulated.until(({ tray }) => tray?.tooltip === words)
  }
  await tooltipAfter('near', '207 here')
  await tooltipAfter('outside', 'net::ERR_INTERNET_DISCONNECTED')
  await tooltipAfter('refused', 'net::ERR_CONNECTION_REFUSED')
  await tooltipAfter('slow', 'asking')
  expect((await simulated.post('network', { online: false })).online).toBe(false)
  await simulated.until(({ tray }) => tray?.tooltip === 'net::ERR_NETWORK_CHANGED offline')
  await tooltipAfter('near', 'net::ERR_INTERNET_DISCONNECTED offline')
  await simulated.post('network', { online: true })
  await tooltipAfter('near', '207 here')
  release()
})

test('power events, idle time and appearance reach the app', async () => {
  const simulated = await startSimulator(
    await fixtureApp(`
import { app, nativeTheme, powerMonitor, Tray } from 'electron'
app.whenReady().then(() => {
  const tray = new Tray(import.meta.dirname + '/picture.png')
  const seen = []
  const tell = (name) => { seen.push(name + ' ' + powerMonitor.getSystemIdleState(60)); tray.setToolTip(seen.join(', ')) }
  for (const name of ['suspend', 'resume', 'lock-screen', 'unlock-screen']) powerMonitor.on(name, () => tell(name))
  nativeTheme.on('updated', () => tell(nativeTheme.shouldUseDarkColors ? 'dark' : 'light'))
})`),
  )
  await simulated.post('power', { event: 'suspend' })
  await simulated.post('power', { event: 'lock-screen' })
  await simulated.post('power', { event: 'unlock-screen' })
  await simulated.post('idle', { seconds: 60 })
  await simulated.post('appearance', { dark: true })
  const all = 'suspend active, lock-screen locked, unlock-screen active, dark idle'
  await simulated.until(({ tray }) => tray?.tooltip === all)
})
