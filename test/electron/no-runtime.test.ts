// Where Electron cannot run, npm run test:electron fails with the reason in one line.
import { spawnSync } from 'node:child_process'
import { expect, test } from 'vitest'

// Windows and macOS always have a display, where a missing runtime would be downloaded.
test.skipIf(process.platform !== 'linux')('fails without a display and prints the reason', () => {
  const { DISPLAY: _, WAYLAND_DISPLAY: __, ...env } = process.env
  const { status, stderr, stdout } = spawnSync(
    process.execPath,
    ['--import', 'tsx', 'scripts/test-electron.ts'],
    { env, encoding: 'utf8' },
  )
  expect(stderr).toBe(
    'test:electron needs the Electron runtime and a display: this machine has no display.\n',
  )
  expect([status, stdout]).toEqual([1, ''])
})
