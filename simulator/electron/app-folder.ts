// Reads an app's package.json as Electron does.
import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { z } from 'zod'

const packageSchema = z.object({
  main: z.string().default('index.js'),
  name: z.string().default('Electron'),
  productName: z.string().optional(),
  version: z.string().default('0.0.0'),
})

/** Throws if the folder has no valid package.json. */
export function readAppFolder(folder: string) {
  const { main, name, productName, version } = packageSchema.parse(
    JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')),
  )
  return { appPath: folder, mainModule: resolve(folder, main), name: productName ?? name, version }
}
