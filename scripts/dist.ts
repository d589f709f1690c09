// npm run dist -- [electron-builder's options]: makes the packages and their bills of materials, then checks each package.
import { spawnSync } from 'node:child_process'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { writeBills } from '../build/bill-files.ts'
import { complaintsAbout, unpackedIn } from '../build/unpacked-packages.ts'
import { distOptions, linuxNameOption, withoutEmpty } from './dist-options.ts'

const root = join(import.meta.dirname, '..')
const builder = createRequire(import.meta.url).resolve('electron-builder/cli.js')
const typed = process.argv.slice(2)
const options = [...distOptions(process.env), linuxNameOption(typed, process.arch), ...typed]
const { status } = spawnSync(process.execPath, [builder, ...options], {
  cwd: root,
  env: withoutEmpty(process.env),
  stdio: 'inherit',
})
if (status !== 0) process.exit(status ?? 1)

const dist = join(root, 'dist')
for (const bill of await writeBills(root, dist)) console.info(`${bill}: what the package is made of`)

for (const unpacked of unpackedIn(dist)) {
  const complaints = await complaintsAbout(unpacked, [root])
  for (const complaint of complaints) console.error(`${unpacked.name}: ${complaint}`)
  if (complaints.length > 0) process.exitCode = 1
  else console.info(`${unpacked.name}: holds only what runs`)
}
