// The last step of `npm run build`: prints the size of each folder of out/.
import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'

const out = join(import.meta.dirname, '..', 'out')

for (const folder of ['main', 'preload', 'renderer', 'icons']) {
  const files = readdirSync(join(out, folder), { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  )
  const bytesOf = (names: typeof files) =>
    names.reduce((sum, { parentPath, name }) => sum + statSync(join(parentPath, name)).size, 0)
  const scripts = files.filter(({ name }) => /\.c?js$/.test(name))
  const kilobytes = (bytes: number) => `${Math.round(bytes / 1000)} kB`
  const ofScripts = scripts.length > 0 ? `, ${kilobytes(bytesOf(scripts))} of them JavaScript` : ''
  process.stdout.write(`out/${folder}: ${files.length} files, ${kilobytes(bytesOf(files))}${ofScripts}\n`)
}
