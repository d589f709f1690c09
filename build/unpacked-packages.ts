// The unpacked folders that electron-builder leaves beside the packages: finds and checks them.
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { weakFusesIn } from './fuses.ts'
import { complaintsOf, filesIn, type System } from './package-contents.ts'

export interface Unpacked {
  /** The folder's name, such as `linux-unpacked` or `mac-universal`. */
  name: string
  system: System
  resources: string
  /** The file with the fuses. */
  executable: string
}

const MAC_CONTENTS = 'Tally Light.app/Contents'
const places = {
  linux: { name: /^linux-.*unpacked$/, resources: 'resources', executable: 'tally-light' },
  win32: { name: /^win-.*unpacked$/, resources: 'resources', executable: 'Tally Light.exe' },
  darwin: {
    name: /^mac(-\w+)?$/,
    resources: `${MAC_CONTENTS}/Resources`,
    executable: `${MAC_CONTENTS}/Frameworks/Electron Framework.framework/Electron Framework`,
  },
} as const

/** All unpacked folders in electron-builder's output folder. */
export function unpackedIn(dist: string): Unpacked[] {
  const systems = ['linux', 'win32', 'darwin'] as const
  return readdirSync(dist).flatMap((name) => {
    const system = systems.find((each) => places[each].name.test(name))
    if (system === undefined || !existsSync(join(dist, name, places[system].resources, 'app.asar'))) return []
    const resources = join(dist, name, places[system].resources)
    return [{ name, system, resources, executable: join(dist, name, places[system].executable) }]
  })
}

/** The problems of one, as messages; `machine` as for complaintsOf. Throws if it cannot be read. */
export async function complaintsAbout(unpacked: Unpacked, machine: readonly string[]): Promise<string[]> {
  const files = filesIn(join(unpacked.resources, 'app.asar'))
  const weak = await weakFusesIn(unpacked.executable)
  return [
    ...complaintsOf(files, unpacked.system, machine),
    ...weak.map((fuse) => `the fuse ${fuse} is not as it has to be`),
  ]
}
