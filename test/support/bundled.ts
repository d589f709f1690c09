// Bundles a program of the tests, so that it is compiled only once.
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { afterAll } from 'vitest'
import { bundleForNode } from './bundle-for-node.ts'

/** Resolves to the path of the bundle, readable by all users, which is removed after the test file. Call at its top level. */
export async function bundled(source: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'tally-light-bundle-'))
  afterAll(() => rm(folder, { recursive: true, force: true }))
  await chmod(folder, 0o755)
  await bundleForNode([source], folder)
  return join(folder, `${basename(source, '.ts')}.mjs`)
}
