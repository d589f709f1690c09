// Plays Electron's runtime, as far as it is needed to try the stage without one: its command line, its two debuggers, and
// the module `electron` of the simulator in place of its own. The desktop behind that module says what really happened.
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
import { readFrontOptions } from './front-options.ts'
import { playChromium } from './played-chromium.ts'

const { values, positionals } = parseArgs({
  options: { require: { type: 'string', default: '' } },
  strict: false,
  allowPositionals: true,
})
const { profile } = readFrontOptions(process.env)
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
// The simulator's folders lie in the profile already.
Object.assign(electron.app, { setPath: () => {} })
Object.defineProperty(process, 'type', { value: 'browser' })
process.argv = [process.execPath, appPath, ...args]
provideElectron(electron)

const { url } = await startDesktopServer(desktop, drive, 0)
// Where Playwright looks for the main process and for the windows.
inspector.open(0)
const windows = await playChromium(desktop, url, profile)
writeFileSync(join(profile, 'played-desktop'), url)
createRequire(import.meta.url)(String(values.require))
// Last, as in Electron: who has read it may ask for the probe.
process.stderr.write(`DevTools listening on ${windows}\n`)
await import(pathToFileURL(folder.mainModule).href)
drive.becomeReady()
