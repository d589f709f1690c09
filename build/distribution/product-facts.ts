// What the files for package managers say of the program, from package.json and electron-builder.yml.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { z } from 'zod'
import packageJson from '../../package.json' with { type: 'json' }

const builderSchema = z.object({
  appId: z.string(),
  productName: z.string(),
  copyright: z.string(),
  mac: z.object({ minimumSystemVersion: z.string() }),
  nsis: z.object({ guid: z.guid() }),
  linux: z.object({ executableName: z.string() }),
})

const builder = builderSchema.parse(
  parse(readFileSync(join(import.meta.dirname, '..', '..', 'electron-builder.yml'), 'utf8')),
)

export const product = {
  ...builder,
  name: packageJson.name,
  author: packageJson.author,
  license: packageJson.license,
  description: packageJson.description,
}
