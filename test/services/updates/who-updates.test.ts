// Whether the program updates itself, by how it was installed.
import { chmod, mkdir, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { installationOf, namesTeam } from '../../../app/desktop/installation.ts'
import { type Installation, type UpdatesBy, whoUpdates } from '../../../app/services/updates/who-updates.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

const mounted = '/tmp/.mount_TallyXy12'
const image = { APPIMAGE: '/home/anna/Tally Light.AppImage', APPDIR: mounted }
const linux = { platform: 'linux', execPath: '/opt/Tally Light/tally-light' } as const
const appImage = { platform: 'linux', execPath: `${mounted}/tally-light`, env: image } as const
const mac = {
  platform: 'darwin',
  execPath: '/Applications/Tally Light.app/Contents/MacOS/Tally Light',
} as const

const rows: readonly (readonly [what: string, installation: Partial<Installation>, by: UpdatesBy])[] = [
  ['sources', { ...appImage, isPackaged: false }, 'development'],
  ['Windows installer', { platform: 'win32' }, 'itself'],
  ['Windows installer without the address of releases', { platform: 'win32', namesReleases: false }, 'hand'],
  ['Windows portable', { platform: 'win32', env: { PORTABLE_EXECUTABLE_DIR: 'E:\\' } }, 'hand'],
  ['macOS, signed', { ...mac, isSigned: true }, 'itself'],
  ['macOS, not signed', mac, 'hand'],
  ['macOS, signed, installed by the administrator', { ...mac, isSigned: true, isReplaceable: false }, 'hand'],
  [
    'macOS, signed, without the address of releases',
    { ...mac, isSigned: true, namesReleases: false },
    'hand',
  ],
  ['AppImage', appImage, 'itself'],
  ['AppImage without the address of releases', { ...appImage, namesReleases: false }, 'hand'],
  ['AppImage in a folder of the administrator', { ...appImage, isReplaceable: false }, 'hand'],
  ['deb, rpm', linux, 'package-manager'],
  ['deb started from another AppImage', { ...linux, env: image }, 'package-manager'],
  ['$APPIMAGE alone', { ...appImage, env: { APPIMAGE: image.APPIMAGE } }, 'package-manager'],
  [
    'a folder whose name begins like the image’s',
    { ...appImage, execPath: `${mounted}2/x` },
    'package-manager',
  ],
  ['Flatpak', { ...linux, env: { FLATPAK_ID: 'io.github.tally-light' } }, 'package-manager'],
  ['Flatpak with an image inside', { ...appImage, env: { ...image, FLATPAK_ID: 'x' } }, 'package-manager'],
  ['Snap with an image inside', { ...appImage, env: { ...image, SNAP: '/snap/x/1' } }, 'package-manager'],
  ['deb without the address of releases', { ...linux, namesReleases: false }, 'package-manager'],
]

test.each(rows)('%s', (_what, installation, by) => {
  const usual: Installation = {
    platform: 'linux',
    isPackaged: true,
    execPath: 'C:\\Tally Light.exe',
    env: {},
    namesReleases: true,
    isSigned: false,
    isReplaceable: true,
  }
  expect(whoUpdates({ ...usual, ...installation })).toBe(by)
})

test.each<[what: string, output: string, named: boolean]>([
  ['a team', 'Format=app bundle\nTeamIdentifier=9ABCDE1234\nSealed Resources=none', true],
  ['an ad-hoc signature', 'Signature=adhoc\nTeamIdentifier=not set\n', false],
  ['no signature', '/Applications/X.app: code object is not signed at all\n', false],
  ['nothing', '', false],
])('codesign names %s', (_what, output, named) => {
  expect(namesTeam(output)).toBe(named)
})

test('an image is replaceable if its folder is writable, also through a link', async () => {
  const folder = await temporaryFolder()
  const image = join(folder, 'image')
  const link = join(folder, 'link')
  await writeFile(image, '')
  await symlink(image, link)
  const of = async (env: NodeJS.ProcessEnv) =>
    (await installationOf({ isPackaged: false }, { ...process, env })).isReplaceable
  expect(await Promise.all([{}, { APPIMAGE: link }, { APPIMAGE: join(folder, 'gone') }].map(of))).toEqual([
    false,
    true,
    false,
  ])
})

test('a bundle is replaceable if it and its folder are writable', async () => {
  const folder = await temporaryFolder()
  const bundle = join(folder, 'Tally Light.app')
  const execPath = join(bundle, 'Contents', 'MacOS', 'Tally Light')
  const isReplaceable = async () =>
    (await installationOf({ isPackaged: false }, { ...process, platform: 'darwin', execPath })).isReplaceable
  expect(await isReplaceable()).toBe(false)
  await mkdir(bundle)
  expect(await isReplaceable()).toBe(true)
  // Root may write anywhere, and the folders of Windows have no such mode.
  if (process.getuid?.() === 0 || process.platform === 'win32') return
  for (const path of [folder, bundle]) {
    await chmod(path, 0o555)
    expect(await isReplaceable()).toBe(false)
    await chmod(path, 0o755)
  }
})
