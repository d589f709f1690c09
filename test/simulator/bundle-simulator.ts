// Bundles the simulator, and the clock that goes in front of it: a test that starts it does not have to compile it first.
import { bundleForNode } from '../support/bundle-for-node.ts'
import { simulatorSources } from './simulator-process.ts'

/** Writes `simulator.mjs` and `clock-in-front.mjs` into `folder`, which has to lie in the project. */
export const bundleSimulator = (folder: string): Promise<void> =>
  bundleForNode(Object.values(simulatorSources), folder)
