// Scripts in parallel: the output of each is shown, and one failure fails the run.
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

async function runParallel(...names: string[]) {
  const folder = await temporaryFolder()
  await writeFile(join(folder, 'package.json'), JSON.stringify({ scripts }))
  return spawnSync(process.execPath, [script, ...names], { cwd: folder, encoding: 'utf8' })
}

test('succeeds if all scripts succeed, and shows their output', async () => {
  const { status, stdout, stderr } = await runParallel('good')
  expect([status, stderr]).toEqual([0, ''])
  expect(stdout).toContain('> good\n> echo all is well\n\nall is well')
})

test('fails if one script fails, and names it at the end', async () => {
  const { status, stdout, stderr } = await runParallel('bad', 'good')
  expect([status, stderr]).toEqual([1, '\nFailed: bad\n'])
  expect(stdout).toMatch(/> bad\n.*\n\n2\n/)
  expect(stdout).toContain('all is well')
})

test('fails for an unknown script', async () => {
  const { status, stderr } = await runParallel('good', 'godo')
  expect(status).toBe(1)
  expect(stderr).toContain('package.json has no script godo')
})
