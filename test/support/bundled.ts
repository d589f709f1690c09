// One file of a program of the tests, so that it is compiled once however often it is started.
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { afterAll } from 'vitest'
import { bundleForNode } from './bundle-for-node.ts'

/** Where the bundle is, for everybody to read, until the file of tests that asked for it at its top is over. */
export async function bundled(source: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'tally-light-bundle-'))
  afterAll(() => rm(folder, { recursive: true, force: true }))
  await chmod(folder, 0o755)
  await bundleForNode([source], folder)
  return join(folder, `${basename(source, '.ts')}.mjs`)
}
