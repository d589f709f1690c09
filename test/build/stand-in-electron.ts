// A stand-in for an Electron distribution of a few kB, for all systems, so that electron-builder can pack without a runtime.
import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { NtExecutable, NtExecutableResource, Resource } from 'resedit'

/**
 * The fuse wire of an Electron executable: sentinel, version, count, then '0' or '1' for each fuse ("Electron Fuses",
 * @electron/fuses). These are Electron's own settings.
 */
export const ELECTRONS_FUSES = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX\u0001\u0009101100011'
const WIRE = Buffer.from(ELECTRONS_FUSES, 'latin1')

/** Fills `folder`, for electron-builder's option electronDist. */
export async function writeStandIn(folder: string): Promise<void> {
  for (const [name, content] of Object.entries({
    electron: WIRE,
    'chrome-sandbox': '',
    'electron.exe': windowsExecutable(),
    ...macApp(),
  })) {
    await mkdir(dirname(join(folder, name)), { recursive: true })
    await writeFile(join(folder, name), content)
  }
}

function macApp(): Record<string, Buffer | string> {
  const app = 'Electron.app/Contents'
  const helpers = ['', ' (Renderer)', ' (Plugin)', ' (GPU)'].flatMap((kind) => {
    const helper = `${app}/Frameworks/Electron Helper${kind}.app/Contents`
    return [
      [`${helper}/Info.plist`, infoPlist(`Electron Helper${kind}`)],
      [`${helper}/MacOS/Electron Helper${kind}`, ''],
    ]
  })
  return {
    ...Object.fromEntries(helpers),
    [`${app}/Info.plist`]: infoPlist('Electron'),
    [`${app}/MacOS/Electron`]: '',
    [`${app}/Resources/electron.icns`]: '',
    // One wire for each architecture, as in a universal binary.
    [`${app}/Frameworks/Electron Framework.framework/Electron Framework`]: Buffer.concat([WIRE, WIRE]),
  }
}

const infoPlist = (executable: string): string =>
  `<plist version="1.0"><dict><key>CFBundleExecutable</key><string>${executable}</string></dict></plist>`

/** A minimal Windows executable, into which electron-builder writes the name and the archive's digest. */
function windowsExecutable(): Buffer {
  const program = NtExecutable.createEmpty(false, false)
  const resources = NtExecutableResource.from(program)
  const version = Resource.VersionInfo.createEmpty()
  version.lang = 1033
  version.setStringValues({ lang: 1033, codepage: 1200 }, { ProductName: 'Electron' })
  version.outputToResourceEntries(resources.entries)
  resources.outputResource(program)
  program.setExtraData(WIRE)
  return Buffer.from(program.generate())
}
