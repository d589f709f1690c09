// Scripts that run at once: each is heard, and one that fails is enough to fail.
import { spawnSync } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { bundled } from '../support/bundled.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

const script = await bundled(join(import.meta.dirname, '..', '..', 'scripts', 'run-parallel.ts'))

const scripts = {
  good: 'echo all is well',
  bad: 'node -e "console.error(1 + 1); process.exitCode = 3"',
}

async function atOnce(...names: string[]) {
  const folder = await temporaryFolder()
  await writeFile(join(folder, 'package.json'), JSON.stringify({ scripts }))
  return spawnSync(process.execPath, [script, ...names], { cwd: folder, encoding: 'utf8' })
}

test('it passes when each of them does, and shows what they wrote', async () => {
  const { status, stdout, stderr } = await atOnce('good')
  expect([status, stderr]).toEqual([0, ''])
  expect(stdout).toContain('> good\n> echo all is well\n\nall is well')
})

test('it fails when one of them fails, and names it last', async () => {
  const { status, stdout, stderr } = await atOnce('bad', 'good')
  expect([status, stderr]).toEqual([1, '\nFailed: bad\n'])
  expect(stdout).toMatch(/> bad\n.*\n\n2\n/)
  expect(stdout).toContain('all is well')
})

test('it fails for a script that there is not', async () => {
  const { status, stderr } = await atOnce('good', 'godo')
  expect(status).toBe(1)
  expect(stderr).toContain('package.json has no script godo')
})
