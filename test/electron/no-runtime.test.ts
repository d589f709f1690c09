// Where no Electron can run, npm run test:electron says why in one line, and fails.
import { spawnSync } from 'node:child_process'
import { expect, test } from 'vitest'

// Elsewhere there always is a display, and it would fetch a runtime for its want.
test.skipIf(process.platform !== 'linux')('a machine without a display is told so, and fails', () => {
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
