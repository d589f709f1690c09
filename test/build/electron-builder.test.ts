// electron-builder.yml, validated by electron-builder's own code, with its icons and desktop entry.
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

test('electron-builder accepts every key', async () => {
  await expect(validateConfiguration(await readConfig(), new DebugLogger(false))).resolves.toBeUndefined()
})

test('electron-builder refuses an unknown key, so the test above can fail', async () => {
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

test('no package name has a blank, which GitHub would change, and each has its architecture', async () => {
  const { artifactName, nsis, portable } = await readConfig()
  const names = [artifactName, nsis?.artifactName, portable?.artifactName].map((name) => name ?? '')
  for (const name of names) expect(name).toMatch(/^\$\{name\}-(\w+-)?\$\{version\}-\$\{arch\}\.\$\{ext\}$/)
  expect(new Set(names).size).toBe(names.length)
})

describe('on Windows', () => {
  test('each start of the portable program uses a new folder, which is removed at its end', async () => {
    // Of the possible values only this one unpacks to NSIS' own temporary folder (NsisTarget, portable.nsi).
    expect((await readConfig()).portable?.unpackDirName).toBe(true)
  })

  test('the uninstaller removes the login item, but an update does not', async () => {
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

  test("the login item's name, the app user model id, is that of electron-builder.yml", async () => {
    const [, id] = /app\.setAppUserModelId\('(.*)'\)/.exec(await readFile('app/main.ts', 'utf8')) ?? []
    expect(id).toBe((await readConfig()).appId)
  })
})

describe('on Linux', () => {
  /** The desktop name that Electron gives its windows, without `.desktop`. */
  const NAME = 'io.github.tally_light'
  async function packagerOf(): Promise<LinuxPackager> {
    const packager = new Packager({ projectDir: process.cwd(), config: await readConfig() })
    await packager.validateConfig()
    return new LinuxPackager(packager)
  }

  test('the .desktop file, its window and the flatpak have the same name', async () => {
    const { appId, extraMetadata } = await readConfig()
    const helper = new LinuxTargetHelper(await packagerOf())
    expect(extraMetadata).toEqual({ desktopName: `${NAME}.desktop` })
    expect(helper.getDesktopFileName()).toBe(NAME)
    // A flatpak's name has no dash, and its .desktop file has the same name (Flatpak, "Conventions").
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

  test('an AppImage needs no libfuse2, and its menu entry does not disable the sandbox', async () => {
    const { appImage, toolsets } = await readConfig()
    // The default, 0.0.0, is the runtime that needs libfuse2 (ToolsetConfig).
    expect(toolsets?.appimage).toMatch(/^[1-9]/)
    expect(appImage?.executableArgs).toEqual([])
  })

  describe('a flatpak', () => {
    const finishArgs = async () => (await readConfig()).flatpak?.finishArgs ?? []

    test('may use the tray, notifications and all keyrings, and no files of the user', async () => {
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

    test('may ask the sound server which programs record', async () => {
      expect(await finishArgs()).toContain('--socket=pulseaudio')
    })

    test('may own the D-Bus name of its tray icon, and no other', async () => {
      const owned = (await finishArgs()).filter((arg) => arg.startsWith('--own-name='))
      expect(owned).toContain('--own-name=org.freedesktop.StatusNotifierItem-2-1')
      // Flatpak allows a star only after a dot, where it would match all names of freedesktop (flatpak-metadata).
      for (const arg of owned)
        expect(arg).toMatch(/^--own-name=org\.freedesktop\.StatusNotifierItem-\d+-\d+$/)
    })

    test('has the metainfo where software centres read it', async () => {
      const files = (await readConfig()).flatpak?.files ?? []
      expect(files.map(([, place]) => place)).toEqual([`/share/metainfo/${NAME}.metainfo.xml`])
      for (const [file = ''] of files) expect(await readFile(file, 'utf8')).toContain(`<id>${NAME}</id>`)
    })
  })
})
