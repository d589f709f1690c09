// The files for winget, Homebrew and the AUR, written from the packages of a release and read as those tools read them.
import { execFileSync, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { z } from 'zod'
import { product } from '../../build/distribution/product-facts.ts'
import { readRelease } from '../../build/distribution/release-packages.ts'
import { wingetFiles } from '../../build/distribution/winget.ts'
import packageJson from '../../package.json' with { type: 'json' }
import { readPage } from '../docs/markdown.ts'

const { name, version } = packageJson
const REPOSITORY = 'somebody/a-fork'
const HOME = `https://github.com/${REPOSITORY}`
const files = {
  x64: `${name}-setup-${version}-x64.exe`,
  arm64: `${name}-setup-${version}-arm64.exe`,
  dmg: `${name}-${version}-universal.dmg`,
  deb: `${name}-${version}-x64.deb`,
}
const addressOf = (file: string) => `${HOME}/releases/download/v${version}/${file}`
/** Each stand-in for a package holds its own name. */
const digestOf = (file: string) => createHash('sha256').update(file).digest('hex')

let folder = ''
let packages = ''
let target = ''
const read = (...names: string[]) => readFile(join(target, ...names), 'utf8')

/** Runs the script as the workflow does. */
function write(environment: NodeJS.ProcessEnv): { status: number | null; stderr: string } {
  const script = ['--import', 'tsx', 'scripts/distribution-files.ts', packages, target]
  const { GITHUB_REPOSITORY: _, ...env } = process.env
  return spawnSync(process.execPath, script, { encoding: 'utf8', env: { ...env, ...environment } })
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tally-light-distribution-'))
  packages = await mkdtemp(join(folder, 'packages-'))
  target = join(folder, 'distribution')
  for (const file of Object.values(files)) await writeFile(join(packages, file), file)
  expect(write({ GITHUB_REPOSITORY: REPOSITORY })).toMatchObject({ status: 0, stderr: '' })
})
afterAll(() => rm(folder, { recursive: true }))

describe('winget', () => {
  // Patterns and lengths of the manifest schemas 1.12.0 (winget-cli, schemas/JSON/manifests).
  const common = {
    PackageIdentifier: z
      .string()
      .regex(/^[^.\s\\/:*?"<>|]{1,32}(\.[^.\s\\/:*?"<>|]{1,32}){1,7}$/)
      .max(128),
    PackageVersion: z.literal(version),
    ManifestVersion: z.literal('1.12.0'),
  }
  const address = z.url().max(2048).startsWith(`${HOME}/`)
  const manifests = {
    version: z.strictObject({
      ...common,
      DefaultLocale: z.literal('en-US'),
      ManifestType: z.literal('version'),
    }),
    installer: z.strictObject({
      ...common,
      InstallerType: z.literal('nullsoft'),
      Scope: z.literal('user'),
      UpgradeBehavior: z.enum(['install', 'uninstallPrevious', 'deny']),
      ProductCode: z.guid(),
      Installers: z
        .array(
          z.strictObject({
            Architecture: z.enum(['x64', 'arm64']),
            InstallerUrl: address,
            InstallerSha256: z.string().regex(/^[A-F0-9]{64}$/),
          }),
        )
        .min(1),
      ManifestType: z.literal('installer'),
    }),
    'locale.en-US': z.strictObject({
      ...common,
      PackageLocale: z.literal('en-US'),
      Publisher: z.string().min(2).max(256),
      PublisherUrl: z.literal('https://github.com/somebody'),
      PublisherSupportUrl: address,
      PackageName: z.literal('Tally Light'),
      PackageUrl: z.literal(HOME),
      License: z.string().min(3).max(512),
      LicenseUrl: address,
      Copyright: z.string().min(3).max(512),
      ShortDescription: z.string().min(3).max(256),
      Tags: z.array(z.string().min(1).max(40)).max(16),
      ReleaseNotesUrl: address,
      ManifestType: z.literal('defaultLocale'),
    }),
  }
  const fileOf = (type: keyof typeof manifests) =>
    `somebody.TallyLight${type === 'version' ? '' : `.${type}`}.yaml`

  test('has its three files, each by its schema', async () => {
    const types = ['version', 'installer', 'locale.en-US'] as const
    expect((await readdir(join(target, 'winget'))).sort()).toEqual(types.map(fileOf).sort())
    for (const type of types) {
      const text = await read('winget', fileOf(type))
      const manifest = manifests[type].parse(parse(text))
      expect(manifest.PackageIdentifier).toBe('somebody.TallyLight')
      expect(text).toContain(`winget-manifest.${manifest.ManifestType}.1.12.0.schema.json`)
    }
  })

  test('names each installer with its digest', async () => {
    const { Installers } = manifests.installer.parse(parse(await read('winget', fileOf('installer'))))
    expect(Installers).toEqual(
      (['x64', 'arm64'] as const).map((processor) => ({
        Architecture: processor,
        InstallerUrl: addressOf(files[processor]),
        InstallerSha256: digestOf(files[processor]).toUpperCase(),
      })),
    )
  })

  test('says so if the owner is too long for its identifier', () => {
    const owner = 'o'.repeat(33)
    const one = { url: '', sha256: '' }
    const release = { version, owner, homepage: HOME }
    const required = { 'windows-x64': one, macos: one, 'linux-x64': one }
    expect(() => wingetFiles({ ...release, packages: required })).toThrow('32 characters')
  })
})

describe('the Homebrew cask', () => {
  test('is one block with the dmg, its digest and what is left behind', async () => {
    const cask = await read('homebrew', `${name}.rb`)
    const value = (stanza: string) => new RegExp(`^  ${stanza} "([^"]*)"$`, 'm').exec(cask)?.[1] ?? ''
    expect(cask).toMatch(/^cask "tally-light" do\n[\s\S]*\nend\n$/)
    expect(cask.match(/ do$/gm)).toHaveLength(cask.match(/^ *end$/gm)?.length ?? 0)
    expect(value('version')).toBe(version)
    expect(value('url').replaceAll('#{version}', version)).toBe(addressOf(files.dmg))
    expect(value('sha256')).toBe(digestOf(files.dmg))
    expect([value('name'), value('app'), value('homepage')]).toEqual(['Tally Light', 'Tally Light.app', HOME])
    expect(cask).toContain('\n  depends_on macos: :ventura\n')
    // Cask Cookbook, "desc": at most 80 characters, no article in front, no name of the program, no full stop.
    expect(value('desc')).toMatch(/^(?!An? |The |.*Tally Light)[A-Z].{1,78}[^.]$/)
  })

  test('lists what is left behind in the order of the alphabet', async () => {
    const cask = await read('homebrew', `${name}.rb`)
    const left = [...cask.matchAll(/^ {4}"(~\/Library\/[^"]+)",$/gm)].map(([, path]) => path)
    expect(left.length).toBeGreaterThan(3)
    expect(left).toEqual(left.toSorted())
  })
})

describe('the AUR', () => {
  const arrays = ['arch', 'license', 'depends', 'optdepends', 'provides', 'conflicts', 'options']
  const ofProcessor = ['source_x86_64', 'sha256sums_x86_64']
  const texts = ['pkgver', 'pkgrel', 'pkgdesc', 'url']
  /** The values of the PKGBUILD as bash reads it. */
  function sourced(): Map<string, string[]> {
    const script = [...texts, ...arrays, ...ofProcessor]
      .map((field) => `printf '${field}\\t%s\\n' "\${${field}[@]}"`)
      .join('\n')
    const path = join(target, 'aur', 'PKGBUILD')
    const output = execFileSync('bash', ['-euc', `source '${path}'\n${script}`], { encoding: 'utf8' })
    return valuesIn(output, /^(\S+)\t(.*)$/gm)
  }
  function valuesIn(text: string, line: RegExp): Map<string, string[]> {
    const values = new Map<string, string[]>()
    for (const [, field = '', value = ''] of text.matchAll(line))
      values.set(field, [...(values.get(field) ?? []), value])
    return values
  }

  test('has a PKGBUILD with the deb and its digest', () => {
    const values = sourced()
    expect(values.get('source_x86_64')).toEqual([addressOf(files.deb)])
    expect(values.get('sha256sums_x86_64')).toEqual([digestOf(files.deb)])
    // No arm64 deb is in the folder.
    expect(values.get('arch')).toEqual(['x86_64'])
    expect(values.get('pkgver')?.[0]).toMatch(/^[^\s:/-]+$/)
    expect(values.get('pkgdesc')?.[0]?.length).toBeLessThanOrEqual(80)
  })

  test('has a .SRCINFO that says the same', async () => {
    const info = await read('aur', '.SRCINFO')
    expect(info).toMatch(/^pkgbase = tally-light-bin\n(\t\S+ = .+\n)+\npkgname = tally-light-bin\n$/)
    expect(valuesIn(info, /^\t(\S+) = (.*)$/gm)).toEqual(sourced())
  })
})

test('the notes for Intune name the registry key and the uninstaller that the installer writes', () => {
  const page = readPage('docs/administrators.md')
  expect(page).toContain(`CurrentVersion\\Uninstall\\${product.nsis.guid}`)
  expect(page).toContain(`Programs\\${name}\\Uninstall ${product.productName}.exe`)
})

test("the GUID is the one that electron-builder makes of the app's id", () => {
  // NsisTarget, "ELECTRON_BUILDER_NS_UUID": a UUID of version 5 (RFC 9562, 5.5).
  const namespace = Buffer.from('50e065bc313411e69bab38c9862bdaf3', 'hex')
  const bytes = createHash('sha1').update(namespace).update(product.appId).digest().subarray(0, 16)
  bytes.writeUInt8(((bytes[6] ?? 0) & 0x0f) | 0x50, 6)
  bytes.writeUInt8(((bytes[8] ?? 0) & 0x3f) | 0x80, 8)
  expect(product.nsis.guid.replaceAll('-', '')).toBe(bytes.toString('hex'))
})

describe('nothing is invented', () => {
  test.each([undefined, '', 'somebody', 'somebody/', 'a b/c', '../x/y'])(
    'without a repository: %s',
    async (named) => {
      await expect(readRelease(packages, named)).rejects.toThrow(
        'GITHUB_REPOSITORY has to be owner/repository',
      )
    },
  )

  test('without a package', async () => {
    const empty = await mkdtemp(join(folder, 'empty-'))
    await writeFile(join(empty, files.deb), '')
    await expect(readRelease(empty, REPOSITORY)).rejects.toThrow(`has no ${files.x64}, no ${files.dmg}`)
  })

  test('and the script says why it wrote nothing', () => {
    const { status, stderr } = write({})
    expect([status, stderr]).toEqual([1, expect.stringMatching(/^GITHUB_REPOSITORY has to be .*\n$/)])
  })
})
