// Preloaded by Electron (`electron --require probe-entry.cjs FOLDER`): makes the app import the probe's `electron`.
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import electron from 'electron'
import { provideElectron } from '../../simulator/electron/electron-module.ts'
import { createProbe } from './probe.ts'
import { readProbeOptions } from './probe-options.ts'

const { profile, microsoft, browserIsManual, keyring } = readProbeOptions(process.env)
const folders = {
  userData: profile,
  appData: join(profile, 'appdata'),
  logs: join(profile, 'logs'),
  downloads: join(profile, 'downloads'),
}
// Created first: `setPath` refuses a missing folder (app, "setPath").
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
// Otherwise Electron shows a dialog and waits for a click.
process.on('uncaughtException', probe.uncaught)
process.on('unhandledRejection', probe.uncaught)
Reflect.set(globalThis, 'probe', probe)
