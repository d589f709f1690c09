// Bundles the simulator, and the clock that goes in front of it: a test that starts it does not have to compile it first.
import { join } from 'node:path'
import { bundleForNode } from '../bundle-for-node.ts'

/** Writes `simulator.mjs` and `clock-in-front.mjs` into `folder`, which has to lie in the project. */
export const bundleSimulator = (folder: string): Promise<void> =>
  bundleForNode(
    ['simulator.ts', 'clock-in-front.ts'].map((name) => join(import.meta.dirname, name)),
    folder,
  )
