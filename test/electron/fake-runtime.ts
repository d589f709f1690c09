// A fake Electron runtime, to test the stage without a real one: the command line, the two debuggers, and the simulator's
// stand-in as the module `electron`. The desktop behind the stand-in shows what really happened.
import { writeFileSync } from 'node:fs'
import inspector from 'node:inspector'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'
import { createDesktop } from '../../simulator/desktop/desktop.ts'
import { startDesktopServer } from '../../simulator/desktop/desktop-server.ts'
import { readAppFolder } from '../../simulator/electron/app-folder.ts'
import { createElectron } from '../../simulator/electron/electron.ts'
import { provideElectron } from '../../simulator/electron/electron-module.ts'
import { openWindowPages } from './fake-runtime-windows.ts'
import { readProbeOptions } from './probe-options.ts'

const { values, positionals } = parseArgs({
  options: { require: { type: 'string', default: '' } },
  strict: false,
  allowPositionals: true,
})
const { profile } = readProbeOptions(process.env)
const appPath = positionals[0] ?? ''
const args = process.argv.slice(process.argv.indexOf(appPath) + 1)
const folder = readAppFolder(appPath)
const desktop = createDesktop('unlocked')
const { electron, drive } = createElectron(
  {
    ...folder,
    profile,
    args,
    microsoft: process.env.TALLY_LIGHT_MICROSOFT ? new URL(process.env.TALLY_LIGHT_MICROSOFT) : null,
    browserIsManual: true,
    packaged: null,
    policy: null,
    exit: (code) => process.exit(code),
  },
  desktop,
)
// The stand-in's folders are in the profile already.
Object.assign(electron.app, { setPath: () => {} })
Object.defineProperty(process, 'type', { value: 'browser' })
process.argv = [process.execPath, appPath, ...args]
provideElectron(electron)

const { url } = await startDesktopServer(desktop, drive, 0)
// Playwright connects to the main process and to the windows.
inspector.open(0)
const windows = await openWindowPages(desktop, url, profile)
writeFileSync(join(profile, 'fake-runtime-desktop'), url)
createRequire(import.meta.url)(String(values.require))
// Printed last, as Electron does: then the probe is available.
process.stderr.write(`DevTools listening on ${windows}\n`)
await import(pathToFileURL(folder.mainModule).href)
drive.becomeReady()
