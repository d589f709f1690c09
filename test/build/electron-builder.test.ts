// electron-builder.yml as the builder itself takes it: validated by its own code, its icons and desktop entry made.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { Packager } from 'app-builder-lib'
import { LinuxPackager } from 'app-builder-lib/out/linuxPackager.js'
import { LinuxTargetHelper } from 'app-builder-lib/out/targets/LinuxTargetHelper.js'
import { getConfig, validateConfiguration } from 'app-builder-lib/out/util/config/config.js'
import { convertIcon, type IconFormat } from 'app-builder-lib/out/util/iconConverter.js'
import { DebugLogger } from 'builder-util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { appPngSizes, writeIcons } from '../../build/icon-files.ts'

const readConfig = () => getConfig(process.cwd(), 'electron-builder.yml', null)
let project = ''
beforeAll(async () => {
  project = await mkdtemp(join(tmpdir(), 'tally-light-builder-'))
  await writeIcons(join(project, 'out/icons'))
})
afterAll(() => rm(project, { recursive: true, force: true }))

test('the builder accepts every key', async () => {
  await expect(validateConfiguration(await readConfig(), new DebugLogger(false))).resolves.toBeUndefined()
})

test('the builder refuses a key it does not know, so the test above can fail', async () => {
  const wrong = { ...(await readConfig()), prodctName: 'Tally Light' }
  await expect(validateConfiguration(wrong, new DebugLogger(false))).rejects.toThrow('prodctName')
})

test.each<['win' | 'mac' | 'linux', IconFormat]>([
  ['win', 'ico'],
  ['mac', 'icns'],
  ['linux', 'set'],
])('the %s icon is taken as it was drawn', async (system, format) => {
  const icon = (await readConfig())[system]?.icon
  const sources = typeof icon === 'string' ? [icon] : []
  const outDir = join(project, 'dist')
  const { isFallback, icons = [] } = await convertIcon({
    sources,
    fallbackSources: [],
    roots: [project],
    format,
    outDir,
  })
  expect(isFallback).toBe(false)
  expect(icons.map(({ file }) => relative(project, file).replaceAll('\\', '/'))).toEqual(
    format === 'set' ? appPngSizes.map((size) => `${icon}/${size}x${size}.png`) : [icon],
  )
})

test('each system gets its packages', async () => {
  const { mac, win, linux, nsis } = await readConfig()
  const universal = ['dmg', 'zip'].map((target) => ({ target, arch: 'universal' }))
  expect(mac).toMatchObject({ target: universal, hardenedRuntime: true, extendInfo: { LSUIElement: true } })
  expect(win?.target).toEqual(['nsis', 'portable'])
  expect(nsis).toMatchObject({ oneClick: true, perMachine: false })
  expect(linux?.target).toEqual(['AppImage', 'deb', 'rpm'])
})

test('no package has a blank in its name: GitHub would change it, and the updater look for another', async () => {
  const { artifactName, nsis, portable } = await readConfig()
  const names = [artifactName, nsis?.artifactName, portable?.artifactName].map((name) => name ?? '')
  for (const name of names) expect(name).toMatch(/^\$\{name\}-[^ ]*\$\{version\}[^ ]*\.\$\{ext\}$/)
})

describe('on Linux', () => {
  /** The name that Electron gives its windows, without `.desktop`. */
  const NAME = 'io.github.tally_light'
  async function packagerOf(): Promise<LinuxPackager> {
    const packager = new Packager({ projectDir: process.cwd(), config: await readConfig() })
    await packager.validateConfig()
    return new LinuxPackager(packager)
  }

  test('the .desktop file, its window and the flatpak have one name', async () => {
    const { appId, extraMetadata } = await readConfig()
    const helper = new LinuxTargetHelper(await packagerOf())
    expect(extraMetadata).toEqual({ desktopName: `${NAME}.desktop` })
    expect(helper.getDesktopFileName()).toBe(NAME)
    // A flatpak's name may have no dash, and its .desktop file is named after it (Flatpak, "Conventions").
    expect(appId?.replaceAll('-', '_')).toBe(NAME)
    const entry = await helper.computeDesktopEntry((await readConfig()).linux ?? {})
    expect(entry.split('\n')).toEqual(
      expect.arrayContaining([
        'Name=Tally Light',
        'Exec="/opt/Tally Light/tally-light" %U',
        'Icon=tally-light',
        `StartupWMClass=${NAME}`,
        'Categories=Network;InstantMessaging;',
      ]),
    )
  })

  test('an AppImage is started from the menu in its sandbox', async () => {
    const { appImage } = await readConfig()
    expect(appImage?.executableArgs).toEqual([])
  })

  test('a flatpak may use the tray and the keyring, and no file of the user', async () => {
    const { flatpak } = await readConfig()
    expect(flatpak?.finishArgs).toContain('--talk-name=org.kde.StatusNotifierWatcher')
    expect(flatpak?.finishArgs).toContain('--talk-name=org.freedesktop.secrets')
    expect(flatpak?.finishArgs?.filter((arg) => arg.startsWith('--filesystem'))).toEqual([])
  })
})
