// Before the tests of the whole program and of its window: the bundles, the simulator in one file, and one browser for all.
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { ensureBuilt } from '../scripts/built.ts'
import { shareChromium } from './chromium.ts'
import { bundleSimulator } from './simulator/bundle-simulator.ts'
import { shareSimulator } from './simulator/simulator-process.ts'

const results = join(import.meta.dirname, '..', 'test-results')

export default async function setup(): Promise<() => Promise<void>> {
  await ensureBuilt()
  await mkdir(results, { recursive: true })
  // A folder of its own: another run in this checkout may be under way.
  const folder = await mkdtemp(join(results, 'simulator-'))
  await bundleSimulator(folder)
  shareSimulator(folder)
  const closeChromium = await shareChromium()
  return async () => {
    await closeChromium()
    await rm(folder, { recursive: true, force: true })
  }
}
