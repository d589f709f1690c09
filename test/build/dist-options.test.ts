// The options of electron-builder that depend on the build environment.
import { expect, test } from 'vitest'
import {
  type DistEnvironment,
  distOptions,
  linuxNameOption,
  withoutEmpty,
} from '../../scripts/dist-options.ts'

const rows: { environment: DistEnvironment; options: string[] }[] = [
  { environment: {}, options: [] },
  { environment: { GITHUB_REPOSITORY: '', ELECTRON_OVERRIDE_DIST_PATH: '', DEBEMAIL: '' }, options: [] },
  { environment: { GITHUB_REPOSITORY: 'no-slash' }, options: [] },
  {
    environment: { GITHUB_REPOSITORY: 'ada/a-fork' },
    options: [
      '-c.publish.provider=github',
      '-c.publish.owner=ada',
      '-c.publish.repo=a-fork',
      '-c.extraMetadata.homepage=https://github.com/ada/a-fork',
    ],
  },
  {
    environment: { ELECTRON_OVERRIDE_DIST_PATH: '/opt/electron' },
    options: ['-c.electronDist=/opt/electron'],
  },
  {
    environment: { DEBEMAIL: 'ada@example.org' },
    options: ['-c.linux.maintainer=The Tally Light authors <ada@example.org>'],
  },
  {
    environment: { DEBEMAIL: 'ada@example.org', DEBFULLNAME: 'Ada L.' },
    options: ['-c.linux.maintainer=Ada L. <ada@example.org>'],
  },
  { environment: { DEBFULLNAME: 'Ada L.' }, options: [] },
]
test.each(rows)('$environment', ({ environment, options }) => {
  expect(distOptions(environment)).toEqual(['--publish=never', ...options])
})

test.each([
  { typed: [], here: 'x64', processor: 'x64' },
  { typed: ['--linux', 'deb'], here: 'arm64', processor: 'arm64' },
  { typed: ['--linux', 'deb', '--arm64'], here: 'x64', processor: 'arm64' },
  { typed: ['--x64', '--dir'], here: 'arm64', processor: 'x64' },
])('a package for Linux has its architecture in its name: $typed on $here', ({ typed, here, processor }) => {
  expect(linuxNameOption(typed, here)).toBe(`-c.linux.artifactName=\${name}-\${version}-${processor}.\${ext}`)
})

test('refuses two architectures, whose packages would have the same name', () => {
  expect(() => linuxNameOption(['--x64', '--arm64'], 'x64')).toThrow('one processor at a time')
})

test('a missing secret is not passed on as an empty variable', () => {
  expect(withoutEmpty({ CSC_LINK: '', PATH: '/bin' })).toEqual({ PATH: '/bin' })
})
