// Bundles the simulator and its preloaded modules, so that a test that starts it need not compile them.
import { bundleForNode } from '../support/bundle-for-node.ts'
import { preloadedSources, simulatorSources } from './simulator-process.ts'

/** Writes `simulator.mjs`, `preloaded-clock.mjs` and the others to `folder`, which must be inside the project. */
export const bundleSimulator = (folder: string): Promise<void> =>
  bundleForNode([...Object.values(simulatorSources), ...preloadedSources], folder)
