// electron-builder.yml as the builder itself takes it: validated by its own code, and packed with a stand-in for Electron.
import { execFile } from 'node:child_process'
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { extractFile, listPackage } from '@electron/asar'
import { getConfig, validateConfiguration } from 'app-builder-lib/out/util/config/config.js'
import { convertIcon, type IconFormat } from 'app-builder-lib/out/util/iconConverter.js'
import { DebugLogger } from 'builder-util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { lightNames } from '../../app/presence/light.ts'
import { paletteNames } from '../../app/settings.ts'
import { writeIcons } from '../../build/icon-files.ts'

/**
 * Where an Electron executable keeps its fuses, one byte each: these characters, the version, the count, then '0' or
 * '1' in the order of the version ("Electron Fuses", @electron/fuses). These are Electron's own settings.
 */
const FUSE_MARK = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX\u0001\u0009'
const ELECTRONS_OWN_FUSES = '101100110'

const readConfig = () => getConfig(process.cwd(), 'electron-builder.yml', null)
let project = ''

beforeAll(async () => {
  project = await mkdtemp(join(tmpdir(), 'tally-light-package-'))
  for (const name of ['package.json', 'electron-builder.yml', 'build']) {
    await cp(name, join(project, name), { recursive: true })
  }
  await symlink(join(process.cwd(), 'node_modules'), join(project, 'node_modules'), 'junction')
  await writeIcons(join(project, 'out/icons'))
  await writeInto('out/main/main.js', 'main')
  await writeInto('out/preload/preload.cjs', 'preload')
  await writeInto('out/renderer/index.html', 'window')
  await writeInto('out/icons/contact-sheet-teams.png', 'only for the eye')
  await writeInto('app/main.ts', 'source')
  await writeInto('electron/electron', `${FUSE_MARK}${ELECTRONS_OWN_FUSES}`)
  await writeInto('electron/chrome-sandbox', '')
})
afterAll(() => rm(project, { recursive: true, force: true }))

async function writeInto(name: string, text: string): Promise<void> {
  await mkdir(join(project, name, '..'), { recursive: true })
  await writeFile(join(project, name), text)
}

test('the builder accepts every key', async () => {
  await expect(validateConfiguration(await readConfig(), new DebugLogger(false))).resolves.toBeUndefined()
})

test('the builder refuses a key it does not know, so the test above can fail', async () => {
  const wrong = { ...(await readConfig()), prodctName: 'Tally Light' }
  await expect(validateConfiguration(wrong, new DebugLogger(false))).rejects.toThrow('prodctName')
})

test.each<[string, IconFormat]>([
  ['win', 'ico'],
  ['linux', 'set'],
])('the %s icon is taken', async (system, format) => {
  const config = await readConfig()
  const sources = [system === 'win' ? config.win?.icon : config.linux?.icon].filter((icon) => icon != null)
  const outDir = join(project, 'dist')
  const result = await convertIcon({ sources, fallbackSources: [], roots: [project], format, outDir })
  expect(result).toMatchObject({ isFallback: false })
  expect(Math.max(...(result.icons ?? []).map(({ size }) => size))).toBeGreaterThanOrEqual(256)
})

test('a package holds the bundles, the icons and nothing else, with the fuses blown', async () => {
  const cli = createRequire(import.meta.url).resolve('electron-builder/cli.js')
  const electron = `-c.electronDist=${join(project, 'electron')}`
  await promisify(execFile)(process.execPath, [cli, '--linux', 'dir', '--x64', electron], { cwd: project })

  const packed = join(project, 'dist/linux-unpacked')
  const asar = join(packed, 'resources/app.asar')
  const files = listPackage(asar, { isPack: false }).map((file) => file.replaceAll('\\', '/'))
  expect(files.filter((file) => !file.startsWith('/out/icons/tray/linux/')).sort()).toEqual([
    '/out',
    '/out/icons',
    '/out/icons/app',
    '/out/icons/app/256x256.png',
    '/out/icons/tray',
    '/out/icons/tray/linux',
    '/out/main',
    '/out/main/main.js',
    '/out/preload',
    '/out/preload/preload.cjs',
    '/out/renderer',
    '/out/renderer/index.html',
    '/package.json',
  ])
  for (const light of lightNames)
    for (const palette of paletteNames)
      expect(files).toContain(`/out/icons/tray/linux/${palette}/either/${light}.png`)
  expect(JSON.parse(extractFile(asar, 'package.json').toString())).toMatchObject({
    main: 'out/main/main.js',
    desktopName: 'tally-light.desktop',
  })
  expect(await readFile(join(packed, 'tally-light'), 'latin1')).toBe(`${FUSE_MARK}010011000`)
}, 60_000)
