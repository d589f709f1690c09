// Bundles the probe into one CommonJS file, as Electron's `--require` needs it.
import { join } from 'node:path'
import { bundleForNode } from '../support/bundle-for-node.ts'

/** Writes the bundle to `folder` and resolves to its path. */
export async function bundleProbe(folder: string): Promise<string> {
  await bundleForNode([join(import.meta.dirname, 'probe-entry.ts')], folder, 'cjs')
  return join(folder, 'probe-entry.cjs')
}
