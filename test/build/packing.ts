// Packs the real bundles with the real electron-builder and a stand-in for Electron, in a temporary folder.
import { execFile } from 'node:child_process'
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import type { System } from '../../build/package-contents.ts'
import { type Unpacked, unpackedIn } from '../../build/unpacked-packages.ts'
import packageJson from '../../package.json' with { type: 'json' }
import { ensureBuilt } from '../../scripts/built.ts'
import { type DistEnvironment, distOptions, linuxNameOption } from '../../scripts/dist-options.ts'
import { writeLinuxTools } from './linux-tools.ts'
import { writeStandIn } from './stand-in-electron.ts'

const cli = createRequire(import.meta.url).resolve('electron-builder/cli.js')
const builderNames = { linux: 'linux', win32: 'win', darwin: 'mac' } as const satisfies Record<System, string>

export interface Project {
  folder: string
  /** Adds a file to the project. */
  add: (name: string, text: string) => Promise<void>
  /** Packs for these systems, with more options for electron-builder. Rejects if it fails. */
  pack: (
    systems: readonly System[],
    environment?: DistEnvironment,
    options?: string[],
  ) => Promise<Map<System, Unpacked>>
  /** Makes the packages for Linux with stand-ins for the packaging tools. Resolves to their folder. */
  packLinux: (environment: DistEnvironment, options?: string[]) => Promise<string>
  remove: () => Promise<void>
}

/** Some small bundled libraries, which electron-builder would also pack as node_modules unless configured otherwise. */
const LIBRARIES = [
  'jsonc-parser',
  'stubborn-fs',
  'zustand',
] as const satisfies (keyof typeof packageJson.dependencies)[]

/** Copies of the installed packages that electron-builder reads, so that the test's folder has no links out of it. */
async function copyLibraries(folder: string): Promise<void> {
  // electron-builder reads Electron's version.
  await cp('node_modules/electron/package.json', join(folder, 'electron/package.json'), { recursive: true })
  for (const name of LIBRARIES) await cp(join('node_modules', name), join(folder, name), { recursive: true })
}

/** A copy of the project after `npm run build`, which a test can change. */
export async function copyProject(): Promise<Project> {
  await ensureBuilt()
  const folder = await mkdtemp(join(tmpdir(), 'tally-light-package-'))
  for (const name of ['package.json', 'LICENSE', 'electron-builder.yml', 'build', 'out'])
    await cp(name, join(folder, name), { recursive: true })
  await copyLibraries(join(folder, 'node_modules'))
  const add = async (name: string, text: string) => {
    await mkdir(dirname(join(folder, name)), { recursive: true })
    await writeFile(join(folder, name), text)
  }
  const electron = join(folder, 'electron')
  await writeStandIn(electron)
  const build = (options: string[], env: NodeJS.ProcessEnv = {}) =>
    promisify(execFile)(process.execPath, [cli, ...options], { cwd: folder, env: { ...process.env, ...env } })
  return {
    folder,
    add,
    pack: async (systems, environment = {}, options = []) => {
      const fromEnvironment = distOptions({ ELECTRON_OVERRIDE_DIST_PATH: electron, ...environment })
      const targets = systems.flatMap((system) => [`--${builderNames[system]}`, 'dir'])
      // Apple's codesign runs only on macOS, and does not sign a stand-in.
      const unsigned = ['-c.mac.identity=null', '-c.electronFuses.resetAdHocDarwinSignature=false']
      await build([...targets, '--x64', ...fromEnvironment, ...unsigned, ...options])
      return new Map(unpackedIn(join(folder, 'dist')).map((unpacked) => [unpacked.system, unpacked]))
    },
    packLinux: async (environment, options = ['--x64']) => {
      const fromEnvironment = distOptions({ ELECTRON_OVERRIDE_DIST_PATH: electron, ...environment })
      const tools = await writeLinuxTools(join(folder, 'tools'))
      await build(
        [
          '--linux',
          'AppImage',
          'deb',
          'rpm',
          ...fromEnvironment,
          linuxNameOption(options, process.arch),
          ...options,
        ],
        tools,
      )
      return join(folder, 'dist')
    },
    remove: () => rm(folder, { recursive: true, force: true }),
  }
}
