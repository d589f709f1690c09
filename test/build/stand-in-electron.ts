// A folder shaped as Electron's for each system at once, of a few kB, for the builder to pack where no runtime is.
import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { NtExecutable, NtExecutableResource, Resource } from 'resedit'

/**
 * Where an Electron executable keeps its fuses, one byte each: these characters, the version, the count, then '0' or
 * '1' in the order of the version ("Electron Fuses", @electron/fuses). These are Electron's own settings.
 */
export const ELECTRONS_FUSES = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX\u0001\u0009101100011'
const WIRE = Buffer.from(ELECTRONS_FUSES, 'latin1')

/** What is in `folder` afterwards is taken by the builder as electronDist. */
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
    // One for each processor, as in a universal binary.
    [`${app}/Frameworks/Electron Framework.framework/Electron Framework`]: Buffer.concat([WIRE, WIRE]),
  }
}

const infoPlist = (executable: string): string =>
  `<plist version="1.0"><dict><key>CFBundleExecutable</key><string>${executable}</string></dict></plist>`

/** The least that Windows' loader would call a program: the builder writes its name and the archive's digest in it. */
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
