// Loaded by Electron in front of the app (`electron --require front.cjs FOLDER`): puts the probe between the two.
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import electron from 'electron'
import { provideElectron } from '../../simulator/electron/electron-module.ts'
import { readFrontOptions } from './front-options.ts'
import { createProbe } from './probe.ts'

const { profile, microsoft, browserIsManual, keyring } = readFrontOptions(process.env)
const folders = {
  userData: profile,
  appData: join(profile, 'appdata'),
  logs: join(profile, 'logs'),
  downloads: join(profile, 'downloads'),
}
// Before the app asks: a folder that is not there is refused (app, "setPath").
for (const [name, folder] of Object.entries(folders)) {
  mkdirSync(folder, { recursive: true })
  electron.app.setPath(name, folder)
}

const { electron: given, probe } = createProbe(electron, {
  profile,
  appData: folders.appData,
  microsoft: microsoft === null ? null : new URL(microsoft),
  browserIsManual,
  keyring,
})
provideElectron(given)
// Electron would show a box and wait for a click.
process.on('uncaughtException', probe.uncaught)
process.on('unhandledRejection', probe.uncaught)
Reflect.set(globalThis, 'probe', probe)
