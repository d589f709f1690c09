// Without an account: from the first start to the light of this computer, over a restart, and nothing asks Microsoft.
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect } from 'vitest'
import { type PanelName, trayIconPath } from '../../../app/outputs/tray/tray-icon.ts'
import { panelNames } from '../../../build/lights.ts'
import { panelImage } from '../../../simulator/desktop/snapshot.ts'
import { readImageFile } from '../../../simulator/electron/image-file.ts'
import { test } from '../stage/story.ts'

const icons = join(import.meta.dirname, '..', '..', '..', 'out', 'icons')
const drawnFor = (panel: PanelName) => {
  const icon = { light: 'available-local', palette: 'teams', panel } as const
  return panelImage(readImageFile(trayIconPath(icons, icon, 'win32')))
}

test.concurrent('this computer only: calls, absence and pauses show, also after a restart, and no request is sent', async ({
  start,
  fake,
  profile,
  soon,
  needs,
}) => {
  needs('simulator')
  // The scripts that play the system's programs need a shell.
  needs('Linux')
  const app = await start({ system: 'windows' })
  const window = await app.window()
  await window.getByRole('button', { name: 'This computer only' }).click()
  await window.getByRole('heading', { level: 1, name: 'Available' }).waitFor()
  await window.getByText('This computer: in use, and no call program records.').waitFor()
  await soon(app.light).toBe('available-local')
  expect(await app.tooltip()).toMatch(/^Available, seen on this computer · since \d\d:\d\d/)
  expect((await app.desktop()).menu[0]?.label).toBe(await app.tooltip())

  // The icon suits the taskbar, as reg.exe prints it.
  const panelShown = async () => {
    const { image } = (await app.desktop()).tray
    return panelNames.find((panel) => image === drawnFor(panel))
  }
  await soon(panelShown).toBe('light')
  await app.post('appearance', { dark: true })
  await soon(panelShown).toBe('dark')

  const records = (program: string, on: boolean) => app.post('microphone', { program, on })
  const power = (event: string) => app.post('power', { event })
  await records('Zoom', true)
  await soon(app.light).toBe('in-a-call-local')
  await window.getByText('This computer: Zoom records from the microphone.').waitFor()
  // A call takes precedence over missing input.
  await app.post('idle', { seconds: 900 })
  await records('Zoom', false)
  await soon(app.light).toBe('away-local')
  await app.post('idle', { seconds: 0 })
  await soon(app.light).toBe('available-local')
  await records('Secret Recorder', true)
  await power('lock-screen')
  await soon(app.light).toBe('away-local')
  await power('unlock-screen')
  await soon(app.light).toBe('available-local')
  await app.menu('Pause', '1 h')
  await soon(app.light).toBe('paused')
  await app.menu('Pause', 'Resume')
  await soon(app.light).toBe('available-local')

  const again = await app.restart()
  await soon(again.light).toBe('available-local')
  // The offer to sign in: without a client ID the menu opens the window at the question how to begin.
  await again.menu('Sign in')
  const offered = await again.window()
  await offered.getByRole('list', { name: 'How do you want to begin?' }).waitFor()
  await offered.getByRole('button', { name: 'This computer only' }).click()
  await soon(again.light).toBe('available-local')
  await again.menu('Stop showing this computer')
  await soon(again.tooltip).toBe('Not set up yet')

  expect(fake.requests).toEqual([])
  expect((await again.desktop()).openedUrls).toEqual([])
  const folder = join(profile, 'history')
  const [name = ''] = await readdir(folder)
  const history = await readFile(join(folder, name), 'utf8')
  for (const light of ['available-local', 'in-a-call-local', 'away-local']) expect(history).toContain(light)
  expect(history).not.toMatch(/Zoom|Secret/)
  expect(app.output() + again.output()).not.toMatch(/Zoom|Secret/)
})
