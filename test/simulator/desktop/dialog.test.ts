import { join } from 'node:path'
import { expect, test } from 'vitest'
import { fixtureApp, startSimulator } from '../start-simulator.ts'

/** An app that opens a save dialog at each click and shows the result in its tooltip. */
const saving = `
import { app, BrowserWindow, dialog, Tray } from 'electron'
app.whenReady().then(() => {
  const window = new BrowserWindow({})
  const seen = []
  for (const name of ['blur', 'focus']) window.on(name, () => seen.push(name))
  const tray = new Tray(import.meta.dirname + '/picture.png')
  tray.on('click', async () => {
    const defaultPath = app.getPath('downloads') + '/days.csv'
    const { canceled, filePath } = await dialog.showSaveDialog(window, { defaultPath })
    tray.setToolTip([canceled, filePath, ...seen].join(' '))
    seen.length = 0
  })
})`

test('a save dialog returns the suggested path, the path that was set, or Cancel', async () => {
  const simulated = await startSimulator(await fixtureApp(saving))
  await simulated.post('tray-click')
  const suggested = await simulated.until(({ tray }) => tray?.tooltip.startsWith('false') === true)
  expect(suggested.tray?.tooltip).toMatch(/^false .*downloads.days\.csv focus blur$/)
  const told = join('/tmp', 'told.csv')
  await simulated.post('save-dialog', { path: told })
  await simulated.post('tray-click')
  await simulated.until(({ tray }) => tray?.tooltip === `false ${told} focus blur`)
  await simulated.post('save-dialog', { path: null })
  await simulated.post('tray-click')
  await simulated.until(({ tray }) => tray?.tooltip === 'true  focus blur')
  await expect(simulated.post('save-dialog', {})).rejects.toThrow()
})
