// Packages made by electron-builder from the real bundles: they contain only allowed files, for each system.
import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { extractFile, getRawHeader } from '@electron/asar'
import { NtExecutable, NtExecutableResource } from 'resedit'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { lightNames } from '../../app/model/light.ts'
import { paletteNames } from '../../app/model/names.ts'
import { trayIconPath } from '../../app/outputs/tray/tray-icon.ts'
import { trayPanels } from '../../build/icon-files.ts'
import {
  complaintsOf,
  filesIn,
  PACKAGE_LIMIT,
  type PackedFile,
  type System,
} from '../../build/package-contents.ts'
import { complaintsAbout, type Unpacked } from '../../build/unpacked-packages.ts'
import packageJson from '../../package.json' with { type: 'json' }
import { copyProject, type Project } from './packing.ts'

/** electron-builder makes no package for macOS on Windows. */
const systems = (['linux', 'win32', 'darwin'] as const).filter(
  (system) => system !== 'darwin' || process.platform !== 'win32',
)
let packages: ReadonlyMap<System, Unpacked>
let project: Project

/** Files of a developer's machine that must not be packed. */
const around = [
  'app/main.ts',
  'test/a.test.ts',
  '.env',
  'README.md',
  'out/icons/contact-sheet-teams.png',
  'node_modules/astray/index.js',
]

beforeAll(async () => {
  project = await copyProject()
  for (const name of around) await project.add(name, 'not for the package')
  packages = await project.pack(systems, { GITHUB_REPOSITORY: 'somebody/a-fork' })
})
afterAll(() => project.remove())

function packageFor(system: System): Unpacked {
  const found = packages.get(system)
  if (found === undefined) throw new Error(`no package for ${system}`)
  return found
}
const asarOf = (system: System) => join(packageFor(system).resources, 'app.asar')
const machine = () => [process.cwd(), project.folder]

describe.each(systems)('for %s', (system) => {
  test("a package contains the bundles, its system's icons and nothing else, with safe fuses", async () => {
    expect(await complaintsAbout(packageFor(system), machine())).toEqual([])
  })

  test('a package does not exceed the size limit', async () => {
    expect((await readFile(asarOf(system))).length).toBeLessThanOrEqual(PACKAGE_LIMIT)
  })

  test('a package has the licenses of all bundled libraries', async () => {
    const licenseOf = (name: string) => readFile(join(packageFor(system).resources, 'licenses', name), 'utf8')
    expect(await licenseOf('LICENSE')).toContain('MIT License')
    expect(await licenseOf('program.md')).toMatch(
      /^## @azure\/msal-node - .*\n\n(?:.+\n+)*Permission is hereby/m,
    )
    expect(await licenseOf('window.md')).toMatch(/^## react-dom - /m)
  })

  test('every light has its icon at the path that the program reads', () => {
    const names = new Set(filesIn(asarOf(system)).map(({ name }) => name))
    const lookedFor = paletteNames.flatMap((palette) =>
      trayPanels[system].flatMap((panel) =>
        lightNames.map((light) => trayIconPath('out/icons', { light, palette, panel }, system)),
      ),
    )
    expect(lookedFor.filter((path) => !names.has(path.replaceAll('\\', '/')))).toEqual([])
  })

  test('package.json has the main module and the product name', () => {
    const inside: unknown = JSON.parse(extractFile(asarOf(system), 'package.json').toString())
    expect(inside).toMatchObject({ main: 'out/main/main.js', version: packageJson.version })
    expect(inside).not.toHaveProperty('devDependencies')
  })
})

describe('the digest of app.asar is where the system reads it', () => {
  const digestOf = (system: System) =>
    createHash('sha256')
      .update(getRawHeader(asarOf(system)).headerString)
      .digest('hex')

  test('on Windows: a resource of the executable', async () => {
    const { entries } = NtExecutableResource.from(
      NtExecutable.from(await readFile(packageFor('win32').executable)),
    )
    const integrity = entries.find(({ type, id }) => type === 'INTEGRITY' && id === 'ELECTRONASAR')
    expect(JSON.parse(new TextDecoder().decode(integrity?.bin))).toEqual([
      { file: 'resources\\app.asar', alg: 'SHA256', value: digestOf('win32') },
    ])
  })

  test.skipIf(process.platform === 'win32')('on macOS: Info.plist', async () => {
    const info = await readFile(join(packageFor('darwin').resources, '../Info.plist'), 'utf8')
    expect(info).toMatch(/<key>ElectronAsarIntegrity<\/key>/)
    expect(info).toContain(`<string>${digestOf('darwin')}</string>`)
    expect(info).toMatch(/<key>LSUIElement<\/key>\s*<true\/>/)
  })
})

test('a package updates itself from the repository of its workflow', async () => {
  const file = await readFile(join(packageFor('linux').resources, 'app-update.yml'), 'utf8')
  expect(parse(file)).toMatchObject({ provider: 'github', owner: 'somebody', repo: 'a-fork' })
})

/** Files that must not be packed, with the expected complaint. Each is added to the real files of the package for Linux. */
const intruders: [name: string, content: string, complaint: string][] = [
  ['out/main/main.js.map', '{}', 'out/main/main.js.map does not run'],
  ['out/renderer/assets/index.js.map', '{}', 'out/renderer/assets/index.js.map does not run'],
  ['out/main/main.ts', '', 'out/main/main.ts does not run'],
  ['out/renderer/now-view.tsx', '', 'out/renderer/now-view.tsx does not run'],
  ['test/light.test.ts', '', 'test/light.test.ts does not run'],
  ['node_modules/zod/index.js', '', 'node_modules/zod/index.js does not run'],
  ['.env', '', '.env does not run'],
  ['out/icons/tray/win32/teams/dark/busy.ico', '', 'out/icons/tray/win32/teams/dark/busy.ico does not run'],
  ['out/main/chunks/a.js', '//# sourceMappingURL=a.js.map', 'out/main/chunks/a.js points to a map'],
  [
    'out/main/chunks/a.js',
    `"${process.cwd()}/app/main.ts"`,
    'out/main/chunks/a.js names a folder of the machine that built it',
  ],
  [
    'out/main/chunks/a.js',
    '"/home/ada/a"',
    'out/main/chunks/a.js names a folder of the machine that built it',
  ],
  [
    'out/main/chunks/a.js',
    '"C:\\\\Users\\\\ada"',
    'out/main/chunks/a.js names a folder of the machine that built it',
  ],
  ['out/main/chunks/a.js', '-----BEGIN PRIVATE KEY-----', 'out/main/chunks/a.js holds a private key'],
  ['out/main/chunks/a.js', `"ghp_${'a'.repeat(36)}"`, 'out/main/chunks/a.js holds a token of GitHub'],
  [
    'out/main/chunks/a.js',
    `"npm_${'a'.repeat(36)}"`,
    'out/main/chunks/a.js holds a token of a package registry',
  ],
  ['out/main/chunks/a.js', `"AKIA${'A'.repeat(16)}"`, 'out/main/chunks/a.js holds a key of a cloud'],
  [
    'out/main/chunks/a.js',
    `"abc8Q~${'a'.repeat(34)}"`,
    'out/main/chunks/a.js holds a secret of an Entra app',
  ],
  [
    'out/main/chunks/a.js',
    `"eyJ${'a'.repeat(20)}.eyJ${'b'.repeat(20)}.${'c'.repeat(20)}"`,
    'out/main/chunks/a.js holds a signed token',
  ],
  ['out/main/chunks/a.js', 'a'.repeat(PACKAGE_LIMIT), `bytes are more than ${PACKAGE_LIMIT}`],
]

describe(`forbidden content is found (${intruders.length} tried)`, () => {
  test.each(intruders)('%s: %3$s', (name, content, complaint) => {
    const intruder: PackedFile = { name, content: Buffer.from(content) }
    const complaints = complaintsOf([...filesIn(asarOf('linux')), intruder], 'linux', machine())
    expect(complaints).toHaveLength(1)
    expect(complaints[0]).toContain(complaint)
  })

  test('a missing file is found', () => {
    const files = filesIn(asarOf('linux')).filter(({ name }) => name !== 'out/preload/preload.cjs')
    expect(complaintsOf(files, 'linux', machine())).toEqual([expect.stringContaining('preload')])
  })
})

test('a source, a map and a weak fuse in a package are found; made without a workflow, it has no updates', async () => {
  await project.add('out/main/main.js.map', '{}')
  await project.add('out/renderer/assets/now-view.tsx', 'source')
  const packed = (await project.pack(['linux'], {}, ['-c.electronFuses.runAsNode=true'])).get('linux')
  if (packed === undefined) throw new Error('no package')
  expect(await complaintsAbout(packed, machine())).toEqual([
    'out/main/main.js.map does not run',
    'out/renderer/assets/now-view.tsx does not run',
    'the fuse runAsNode is not as it has to be',
  ])
  await expect(readFile(join(packed.resources, 'app-update.yml'))).rejects.toThrow('ENOENT')
})
