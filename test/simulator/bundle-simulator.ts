// Bundles the simulator, and what goes in front of it: a test that starts it does not have to compile it first.
import { bundleForNode } from '../support/bundle-for-node.ts'
import { inFrontSources, simulatorSources } from './simulator-process.ts'

/** Writes `simulator.mjs`, `preloaded-clock.mjs` and the others into `folder`, which has to lie in the project. */
export const bundleSimulator = (folder: string): Promise<void> =>
  bundleForNode([...Object.values(simulatorSources), ...inFrontSources], folder)
