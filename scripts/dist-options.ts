// What the builder is told besides electron-builder.yml: that which only the place where it runs can know.

/** The variables it goes by; GitHub's runners set the first, Debian's own tools read the last two. */
export interface DistEnvironment {
  /** `owner/repository`. */
  GITHUB_REPOSITORY?: string | undefined
  /** A folder that holds an unpacked Electron; the electron package reads it too. */
  ELECTRON_OVERRIDE_DIST_PATH?: string | undefined
  DEBEMAIL?: string | undefined
  DEBFULLNAME?: string | undefined
}

/**
 * electron-builder's arguments. With a repository, packages update themselves from its releases and name it as their
 * home; without one they do neither, and the builder makes no deb or rpm, which have to name a home. Nothing is ever
 * uploaded from here.
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

/** The processors that the builder has an option for (electron-builder, "Command Line Interface"). */
const processors = ['x64', 'arm64', 'ia32', 'armv7l'] as const

/**
 * The name of the packages for Linux: with the processor as Windows' and macOS' have it. The builder's own word for it
 * differs with the kind of package.
 * @param options the builder's, as a person typed them
 * @param here the processor that packages are for when they name none
 * @throws where they name more than one
 */
export function linuxNameOption(options: readonly string[], here: string): string {
  const named = processors.filter((processor) => options.includes(`--${processor}`))
  if (named.length > 1)
    throw new Error(`npm run dist packs for one processor at a time, not ${named.join(' and ')}`)
  return `-c.linux.artifactName=\${name}-\${version}-${named[0] ?? here}.\${ext}`
}

/** An environment without what is empty: a workflow hands over a secret that is not there as an empty one. */
export const withoutEmpty = (environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv =>
  Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''))
