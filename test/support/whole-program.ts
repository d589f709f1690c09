// The global setup of the project "whole": builds the bundles and the simulator's bundle, and finds or installs a browser and its fonts.
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { ensureBuilt } from '../../scripts/built.ts'
import { bundleSimulator } from '../simulator/bundle-simulator.ts'
import { shareSimulator } from '../simulator/simulator-process.ts'
import { chromiumPath } from './browser/chromium.ts'
import { ensureLanguageFonts } from './browser/language-fonts.ts'

const results = join(import.meta.dirname, '..', '..', 'test-results')

export default async function setup(): Promise<() => Promise<void>> {
  await ensureBuilt()
  await mkdir(results, { recursive: true })
  // A separate folder, since another run can use this checkout.
  const folder = await mkdtemp(join(results, 'simulator-'))
  await bundleSimulator(folder)
  shareSimulator(folder)
  // Here, so that an installation takes no test's time.
  await chromiumPath()
  await ensureLanguageFonts()
  return () => rm(folder, { recursive: true, force: true })
}
