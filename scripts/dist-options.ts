// The options of electron-builder that depend on the build environment.

/** The environment variables that are read. GitHub's runners set the first; Debian's tools use the last two. */
export interface DistEnvironment {
  /** `owner/repository`. */
  GITHUB_REPOSITORY?: string | undefined
  /** A folder with an unpacked Electron; the electron package reads it too. */
  ELECTRON_OVERRIDE_DIST_PATH?: string | undefined
  DEBEMAIL?: string | undefined
  DEBFULLNAME?: string | undefined
}

/**
 * The arguments for electron-builder. With a repository, packages update themselves from its releases and have it as their
 * homepage. Without one they do not, and electron-builder makes no deb or rpm, which require a homepage. Never publishes.
 */
export function distOptions(environment: DistEnvironment): string[] {
  const [owner, repo] = environment.GITHUB_REPOSITORY?.split('/') ?? []
  const { ELECTRON_OVERRIDE_DIST_PATH: electron, DEBEMAIL: mail } = environment
  const name = environment.DEBFULLNAME || 'The Tally Light authors'
  return [
    '--publish=never',
    ...(owner && repo
      ? [
          '-c.publish.provider=github',
          `-c.publish.owner=${owner}`,
          `-c.publish.repo=${repo}`,
          `-c.extraMetadata.homepage=https://github.com/${owner}/${repo}`,
        ]
      : []),
    ...(electron ? [`-c.electronDist=${electron}`] : []),
    ...(mail ? [`-c.linux.maintainer=${name} <${mail}>`] : []),
  ]
}

/** The architectures that electron-builder has an option for (electron-builder, "Command Line Interface"). */
const processors = ['x64', 'arm64', 'ia32', 'armv7l'] as const

/**
 * The option for the names of the packages for Linux, with the same architecture names as on Windows and macOS;
 * electron-builder's own names differ by the kind of package.
 * @param options the arguments of `npm run dist`
 * @param here this computer's architecture, used if the options have none
 * @throws if the options have more than one
 */
export function linuxNameOption(options: readonly string[], here: string): string {
  const named = processors.filter((processor) => options.includes(`--${processor}`))
  if (named.length > 1)
    throw new Error(`npm run dist packs for one processor at a time, not ${named.join(' and ')}`)
  return `-c.linux.artifactName=\${name}-\${version}-${named[0] ?? here}.\${ext}`
}

/** The environment without empty variables: a workflow passes a missing secret as an empty one. */
export const withoutEmpty = (environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv =>
  Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''))
