// The packages of a release that package managers install, with their digests and their addresses.
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import packageJson from '../../package.json' with { type: 'json' }
import { sha256Of } from './file-digest.ts'

const { name, version } = packageJson

/** As electron-builder.yml and scripts/dist-options.ts name them. */
const fileNames = {
  'windows-x64': `${name}-setup-${version}-x64.exe`,
  'windows-arm64': `${name}-setup-${version}-arm64.exe`,
  macos: `${name}-${version}-universal.dmg`,
  'linux-x64': `${name}-${version}-x64.deb`,
  'linux-arm64': `${name}-${version}-arm64.deb`,
} as const
type PackageName = keyof typeof fileNames

/** What every release has. The workflow packs for arm64 only where it has such a machine. */
const required = ['windows-x64', 'macos', 'linux-x64'] as const satisfies PackageName[]
type Required = (typeof required)[number]

interface ReleasePackage {
  url: string
  /** In lower case. */
  sha256: string
}

export interface Release {
  version: string
  owner: string
  /** Address of the repository. */
  homepage: string
  packages: Record<Required, ReleasePackage> & Partial<Record<PackageName, ReleasePackage>>
}

/**
 * Reads the packages of this version in `folder`. Their addresses are those of a release of `repository`.
 * @param repository `owner/repository`, which GitHub's runners have in GITHUB_REPOSITORY
 * @throws if the repository is not named, or if a package is missing
 */
export async function readRelease(folder: string, repository: string | undefined): Promise<Release> {
  const [, owner, repo] = /^([\w-]+)\/([\w.-]+)$/.exec(repository ?? '') ?? []
  if (!owner || !repo)
    throw new Error('GITHUB_REPOSITORY has to be owner/repository: the files name its release')
  const homepage = `https://github.com/${owner}/${repo}`
  const there = new Set(await readdir(folder))
  const missing = required.map((one) => fileNames[one]).filter((file) => !there.has(file))
  if (missing.length > 0) throw new Error(`${folder} has no ${missing.join(', no ')}`)
  const packageOf = async (one: PackageName): Promise<ReleasePackage> => ({
    url: `${homepage}/releases/download/v${version}/${fileNames[one]}`,
    sha256: await sha256Of(join(folder, fileNames[one])),
  })
  const optional: Partial<Record<PackageName, ReleasePackage>> = {}
  for (const one of ['windows-arm64', 'linux-arm64'] as const)
    if (there.has(fileNames[one])) optional[one] = await packageOf(one)
  const packages = {
    'windows-x64': await packageOf('windows-x64'),
    macos: await packageOf('macos'),
    'linux-x64': await packageOf('linux-x64'),
    ...optional,
  }
  return { version, owner, homepage, packages }
}
