// The packages for Linux made by electron-builder: an unpacked deb, and the arguments of the AppImage and rpm tools.
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdir, readdir, readFile, readlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { archPackage } from '../../build/distribution/arch-package.ts'
import { appPngSizes } from '../../build/icon-files.ts'
import packageJson from '../../package.json' with { type: 'json' }
import { RUNTIME } from './linux-tools.ts'
import { copyProject, type Project } from './packing.ts'

const NAME = 'io.github.tally_light'
const METAINFO = `build/linux/${NAME}.metainfo.xml`
const METAINFO_PLACE = `usr/share/metainfo/${NAME}.metainfo.xml`
const RULES = 'build/linux/70-tally-light.rules'
const RULES_PLACE = 'usr/lib/udev/rules.d/70-tally-light.rules'
const { version } = packageJson

const isThere = (tool: string) => spawnSync(tool, ['--version']).error === undefined
/** Tools that may be missing. A test that needs one is skipped with the reason. */
const canMakeDeb = isThere('dpkg-deb')
const NO_DEB = 'needs dpkg-deb, which Debian and Ubuntu have'
const canValidate = { metainfo: isThere('appstreamcli'), desktop: isThere('desktop-file-validate') }
const NO_APPSTREAM = 'needs appstreamcli (apt-get install appstream)'
const NO_DESKTOP_FILE = 'needs desktop-file-validate (apt-get install desktop-file-utils)'

/** Runs a checker. Returns its exit code and output. */
function checked(tool: string, ...args: string[]): [status: number | null, output: string] {
  const { status, stdout, stderr } = spawnSync(tool, args, { encoding: 'utf8' })
  return [status, stdout + stderr]
}

let project: Project
let dist = ''
let deb = ''
beforeAll(async () => {
  if (!canMakeDeb) return
  project = await copyProject()
  dist = await project.packLinux({ GITHUB_REPOSITORY: 'somebody/a-fork' })
  deb = join(project.folder, 'unpacked')
  execFileSync('dpkg-deb', ['--raw-extract', join(dist, `tally-light-${version}-x64.deb`), deb])
})
afterAll(() => (canMakeDeb ? project.remove() : undefined))

describe('the metainfo', () => {
  test('is valid for software centres', ({ skip }) => {
    skip(!canValidate.metainfo, NO_APPSTREAM)
    const [status, output] = checked('appstreamcli', 'validate', '--no-net', METAINFO)
    expect([status, output]).toEqual([0, expect.not.stringMatching(/^[EW]:/m)])
  })

  test('is invalid without a summary, so the test above can fail', async ({ skip }) => {
    skip(!canValidate.metainfo || !canMakeDeb, NO_APPSTREAM)
    const path = join(project.folder, `${NAME}.metainfo.xml`)
    await writeFile(path, (await readFile(METAINFO, 'utf8')).replaceAll(/<summary.*<\/summary>/g, ''))
    expect(checked('appstreamcli', 'validate', '--no-net', path)[0]).not.toBe(0)
  })

  test('has the names of the packages', async () => {
    const metainfo = await readFile(METAINFO, 'utf8')
    const inside = (tag: string) => new RegExp(`<${tag}[^>]*>([^<]*)</${tag}>`).exec(metainfo)?.[1]
    const { productName, name, license } = packageJson
    expect(['id', 'launchable', 'name', 'binary', 'project_license'].map(inside)).toEqual([
      ...[NAME, `${NAME}.desktop`, productName],
      ...[name, license],
    ])
  })
})

describe('the deb', () => {
  /** The fields of the control file, without continuation lines, which start with a blank. */
  async function control(): Promise<Map<string, string>> {
    const text = await readFile(join(deb, 'DEBIAN/control'), 'utf8')
    return new Map([...text.matchAll(/^(\S+): (.*)$/gm)].map(([, name = '', value = '']) => [name, value]))
  }

  test('suggests the extension that shows the icon on GNOME, and pactl, and installs no desktop', async ({
    skip,
  }) => {
    skip(!canMakeDeb, NO_DEB)
    const fields = await control()
    expect(fields.get('Suggests')).toBe('gnome-shell-extension-appindicator, pulseaudio-utils')
    expect(fields.has('Recommends')).toBe(false)
    expect(fields.get('Depends')).not.toMatch(/gnome-shell|appindicator/)
    expect([fields.get('Package'), fields.get('Version'), fields.get('Architecture')]).toEqual([
      ...['tally-light', version],
      'amd64',
    ])
  })

  test('has the program, its menu entry, icons, metainfo and udev rules at the standard paths', async ({
    skip,
  }) => {
    skip(!canMakeDeb, NO_DEB)
    const files = await readdir(deb, { recursive: true })
    const icons = appPngSizes.map((size) => `usr/share/icons/hicolor/${size}x${size}/apps/tally-light.png`)
    expect(files).toEqual(
      expect.arrayContaining([
        'opt/Tally Light/tally-light',
        'opt/Tally Light/resources/app.asar',
        'opt/Tally Light/resources/licenses/LICENSE',
        `usr/share/applications/${NAME}.desktop`,
        METAINFO_PLACE,
        RULES_PLACE,
        ...icons,
      ]),
    )
    expect(await readFile(join(deb, RULES_PLACE), 'utf8')).toBe(await readFile(RULES, 'utf8'))
    expect(await readFile(join(deb, METAINFO_PLACE), 'utf8')).toBe(await readFile(METAINFO, 'utf8'))
  })

  test('has valid scripts, and its removal undoes its installation', async ({ skip }) => {
    skip(!canMakeDeb, NO_DEB)
    const [install, remove] = await Promise.all(
      ['postinst', 'postrm'].map((name) => readFile(join(deb, 'DEBIAN', name), 'utf8')),
    )
    for (const name of ['postinst', 'postrm'])
      expect(checked('bash', '-n', join(deb, 'DEBIAN', name))).toEqual([0, ''])
    const program = "'/opt/Tally Light/tally-light'"
    expect(install).toContain(`update-alternatives --install '/usr/bin/tally-light' 'tally-light' ${program}`)
    expect(remove).toContain(`update-alternatives --remove 'tally-light' ${program}`)
    // Without user namespaces Electron needs the SUID sandbox; Ubuntu 24.04 needs the AppArmor profile.
    expect(install).toContain("chmod 4755 '/opt/Tally Light/chrome-sandbox'")
    for (const script of [install, remove]) expect(script).toContain("'/etc/apparmor.d/tally-light'")
  })

  test('has a valid menu entry', async ({ skip }) => {
    skip(!canMakeDeb || !canValidate.desktop, canMakeDeb ? NO_DESKTOP_FILE : NO_DEB)
    const path = join(deb, 'usr/share/applications', `${NAME}.desktop`)
    expect(checked('desktop-file-validate', path)).toEqual([0, ''])
    const wrong = join(project.folder, 'wrong.desktop')
    await writeFile(wrong, (await readFile(path, 'utf8')).replace(/^Name=.*\n/m, ''))
    expect(checked('desktop-file-validate', wrong)[0]).not.toBe(0)
  })
})

test('the PKGBUILD finds in the deb what it installs', async ({ skip }) => {
  skip(!canMakeDeb, NO_DEB)
  const made = join(dist, `tally-light-${version}-x64.deb`)
  const work = join(project.folder, 'aur')
  await mkdir(work)
  const one = { url: 'https://example.org/package', sha256: '0'.repeat(64) }
  const release = { version, owner: 'somebody', homepage: 'https://github.com/somebody/a-fork' }
  const required = { 'windows-x64': one, macos: one, 'linux-x64': one }
  const files = archPackage({ ...release, packages: required })
  await writeFile(join(work, 'PKGBUILD'), files.get('PKGBUILD') ?? '')
  // dpkg-deb gives it unpacked; tar goes by the content.
  await writeFile(
    join(work, 'data.tar.xz'),
    execFileSync('dpkg-deb', ['--fsys-tarfile', made], { maxBuffer: 2 ** 30 }),
  )
  // As makepkg calls it: in the folder of the unpacked source, ended by the first failure.
  const steps = 'source PKGBUILD; pkgdir=$PWD/installed; mkdir "$pkgdir"; package'
  execFileSync('bash', ['-euc', steps], { cwd: work })
  const installed = join(work, 'installed')
  expect(await readlink(join(installed, 'usr/bin/tally-light'))).toBe('/opt/Tally Light/tally-light')
  expect(await readdir(installed, { recursive: true })).toEqual(
    expect.arrayContaining([
      'opt/Tally Light/tally-light',
      'usr/share/licenses/tally-light-bin/LICENSE',
      RULES_PLACE,
    ]),
  )
})

test('the rpm has the same files, and depends on no desktop', async ({ skip }) => {
  skip(!canMakeDeb, NO_DEB)
  const args = z
    .object({ depends: z.array(z.string()), files: z.array(z.string()), architecture: z.string() })
    .parse(JSON.parse(await readFile(join(dist, `tally-light-${version}-x64.rpm`), 'utf8')))
  expect(args.files).toContain(`${METAINFO}=/${METAINFO_PLACE}`)
  expect(args.files).toContain(`${RULES}=/${RULES_PLACE}`)
  expect(args.files.filter((pair) => pair.endsWith('=/opt/Tally Light'))).toHaveLength(1)
  expect(args.depends.filter((name) => /gnome|appindicator/.test(name))).toEqual([])
})

describe('the AppImage', () => {
  const image = () => join(dist, `tally-light-${version}-x64.AppImage`)

  test('starts with the runtime that needs no libfuse2', async ({ skip }) => {
    skip(!canMakeDeb, NO_DEB)
    expect((await readFile(image(), 'latin1')).startsWith(RUNTIME)).toBe(true)
  })

  test('disables the sandbox only if the system has no user namespaces', async ({ skip }) => {
    skip(!canMakeDeb, NO_DEB)
    const entry = await readFile(join(`${image()}.unpacked`, `${NAME}.desktop`), 'utf8')
    expect(entry).toMatch(/^Exec=AppRun %U$/m)
    const start = await readFile(join(`${image()}.unpacked`, 'AppRun'), 'utf8')
    expect(start).toMatch(/if .*! unshare -Ur true.*; then\n\s*NO_SANDBOX=\(--no-sandbox\)/)
  })

  test('has a valid desktop entry', ({ skip }) => {
    skip(!canMakeDeb || !canValidate.desktop, canMakeDeb ? NO_DESKTOP_FILE : NO_DEB)
    expect(checked('desktop-file-validate', join(`${image()}.unpacked`, `${NAME}.desktop`))).toEqual([0, ''])
  })
})

test('all packages use the same architecture name', async ({ skip }) => {
  skip(!canMakeDeb, NO_DEB)
  const packages = (await readdir(dist)).filter((name) => /\.(AppImage|deb|rpm)$/.test(name))
  expect(packages.sort()).toEqual(
    ['AppImage', 'deb', 'rpm'].map((ext) => `tally-light-${version}-x64.${ext}`),
  )
})
