// Makes one CommonJS file of the probe: what Electron loads in front of an app has to be one (`--require`).
import { join } from 'node:path'
import { bundleForNode } from '../support/bundle-for-node.ts'

/** The file's path, in `folder`. */
export async function bundleFront(folder: string): Promise<string> {
  await bundleForNode([join(import.meta.dirname, 'front.ts')], folder, 'cjs')
  return join(folder, 'front.cjs')
}
