// electron-builder.yml as the builder itself takes it: validated by its own code, its icons and desktop entry made.
import { mkdtemp, readFile, rm } from 'node:fs/promises'
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

test('no package has a blank in its name, which GitHub would change, and each names its processor', async () => {
  const { artifactName, nsis, portable } = await readConfig()
  const names = [artifactName, nsis?.artifactName, portable?.artifactName].map((name) => name ?? '')
  for (const name of names) expect(name).toMatch(/^\$\{name\}-(\w+-)?\$\{version\}-\$\{arch\}\.\$\{ext\}$/)
  expect(new Set(names).size).toBe(names.length)
})

describe('on Windows', () => {
  test('each start of the portable program has a folder of its own, which goes with it', async () => {
    // Of the builder's values only this one unpacks to NSIS' own temporary folder (NsisTarget, portable.nsi).
    expect((await readConfig()).portable?.unpackDirName).toBe(true)
  })

  test('the uninstaller takes the start at login with it, but an update does not', async () => {
    const script = await readFile((await readConfig()).nsis?.include ?? '', 'utf8')
    const [, lines = ''] =
      /!macro customUnInstall\n[\s\S]*\$\{ifNot\} \$\{isUpdated\}\n([\s\S]*)\$\{endIf\}\n!macroend/.exec(
        script,
      ) ?? []
    const versions = String.raw`Software\Microsoft\Windows\CurrentVersion`
    const keys = [`${versions}\\Run`, `${versions}\\Explorer\\StartupApproved\\Run`]
    expect(lines.trim().split(/\n\s*/)).toEqual(
      keys.map((key) => `DeleteRegValue HKCU "${key}" "\${APP_ID}"`),
    )
  })

  test("the program's app user model id, after which that is named, is the builder's", async () => {
    const [, id] = /app\.setAppUserModelId\('(.*)'\)/.exec(await readFile('app/main.ts', 'utf8')) ?? []
    expect(id).toBe((await readConfig()).appId)
  })
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

  test('an AppImage needs no libfuse2, and is started from the menu in its sandbox', async () => {
    const { appImage, toolsets } = await readConfig()
    // 0.0.0, the default, is the runtime that needs it (ToolsetConfig).
    expect(toolsets?.appimage).toMatch(/^[1-9]/)
    expect(appImage?.executableArgs).toEqual([])
  })

  describe('a flatpak', () => {
    const finishArgs = async () => (await readConfig()).flatpak?.finishArgs ?? []

    test('may use the tray, notifications and each keyring, and no file of the user', async () => {
      const talks = [
        'org.kde.StatusNotifierWatcher',
        'org.freedesktop.Notifications',
        'org.freedesktop.secrets',
      ]
      const kwallets = ['org.kde.kwalletd5', 'org.kde.kwalletd6']
      const names = [...talks, ...kwallets].map((name) => `--talk-name=${name}`)
      expect(await finishArgs()).toEqual(expect.arrayContaining(names))
      expect((await finishArgs()).filter((arg) => /^--(filesystem|socket=session-bus)/.test(arg))).toEqual([])
    })

    test('may have the name of its icon, and no other', async () => {
      const owned = (await finishArgs()).filter((arg) => arg.startsWith('--own-name='))
      expect(owned).toContain('--own-name=org.freedesktop.StatusNotifierItem-2-1')
      // Flatpak knows a star only after a point, and there it would be every name of freedesktop's (flatpak-metadata).
      for (const arg of owned)
        expect(arg).toMatch(/^--own-name=org\.freedesktop\.StatusNotifierItem-\d+-\d+$/)
    })

    test('has the metainfo where a software centre looks', async () => {
      const files = (await readConfig()).flatpak?.files ?? []
      expect(files.map(([, place]) => place)).toEqual([`/share/metainfo/${NAME}.metainfo.xml`])
      for (const [file = ''] of files) expect(await readFile(file, 'utf8')).toContain(`<id>${NAME}</id>`)
    })
  })
})
