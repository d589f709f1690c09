// Before the tests of the whole program and of its window: the bundles, the simulator's own, and an installed browser.
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { ensureBuilt } from '../../scripts/built.ts'
import { bundleSimulator } from '../simulator/bundle-simulator.ts'
import { shareSimulator } from '../simulator/simulator-process.ts'
import { chromiumPath } from './chromium.ts'

const results = join(import.meta.dirname, '..', '..', 'test-results')

export default async function setup(): Promise<() => Promise<void>> {
  await ensureBuilt()
  await mkdir(results, { recursive: true })
  // A folder of its own: another run in this checkout may be under way.
  const folder = await mkdtemp(join(results, 'simulator-'))
  await bundleSimulator(folder)
  shareSimulator(folder)
  // Where it has to be installed, that takes no test's time.
  await chromiumPath()
  return () => rm(folder, { recursive: true, force: true })
}
