// The options of electron-builder that depend on the build environment.
import { expect, test } from 'vitest'
import {
  type DistEnvironment,
  distOptions,
  linuxNameOption,
  withoutEmpty,
} from '../../scripts/dist-options.ts'

const rows: { environment: DistEnvironment; told: string[] }[] = [
  { environment: {}, told: [] },
  { environment: { GITHUB_REPOSITORY: '', ELECTRON_OVERRIDE_DIST_PATH: '', DEBEMAIL: '' }, told: [] },
  { environment: { GITHUB_REPOSITORY: 'no-slash' }, told: [] },
  {
    environment: { GITHUB_REPOSITORY: 'ada/a-fork' },
    told: [
      '-c.publish.provider=github',
      '-c.publish.owner=ada',
      '-c.publish.repo=a-fork',
      '-c.extraMetadata.homepage=https://github.com/ada/a-fork',
    ],
  },
  { environment: { ELECTRON_OVERRIDE_DIST_PATH: '/opt/electron' }, told: ['-c.electronDist=/opt/electron'] },
  {
    environment: { DEBEMAIL: 'ada@example.org' },
    told: ['-c.linux.maintainer=The Tally Light authors <ada@example.org>'],
  },
  {
    environment: { DEBEMAIL: 'ada@example.org', DEBFULLNAME: 'Ada L.' },
    told: ['-c.linux.maintainer=Ada L. <ada@example.org>'],
  },
  { environment: { DEBFULLNAME: 'Ada L.' }, told: [] },
]
test.each(rows)('$environment', ({ environment, told }) => {
  expect(distOptions(environment)).toEqual(['--publish=never', ...told])
})

test.each([
  { typed: [], here: 'x64', processor: 'x64' },
  { typed: ['--linux', 'deb'], here: 'arm64', processor: 'arm64' },
  { typed: ['--linux', 'deb', '--arm64'], here: 'x64', processor: 'arm64' },
  { typed: ['--x64', '--dir'], here: 'arm64', processor: 'x64' },
])('a package for Linux names its processor: $typed on $here', ({ typed, here, processor }) => {
  expect(linuxNameOption(typed, here)).toBe(`-c.linux.artifactName=\${name}-\${version}-${processor}.\${ext}`)
})

test('refuses two architectures, whose packages would have the same name', () => {
  expect(() => linuxNameOption(['--x64', '--arm64'], 'x64')).toThrow('one processor at a time')
})

test('a missing secret is not passed on as an empty variable', () => {
  expect(withoutEmpty({ CSC_LINK: '', PATH: '/bin' })).toEqual({ PATH: '/bin' })
})
