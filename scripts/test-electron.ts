// npm run test:electron: runs test/e2e on a real Electron. Fails with the reason if there is no runtime or no display.
import { spawn } from 'node:child_process'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { ensureBuilt } from './built.ts'
import { whyNoElectron } from './electron-runtime.ts'

const reason = whyNoElectron()
if (reason) {
  process.stderr.write(`test:electron needs the Electron runtime and a display: ${reason}.\n`)
  process.exit(1)
}
await ensureBuilt()
const vitest = join(dirname(createRequire(import.meta.url).resolve('vitest/package.json')), 'vitest.mjs')
// One file at a time: real windows share one screen and its focus.
const args = [vitest, 'run', 'test/e2e', '--no-file-parallelism', ...process.argv.slice(2)]
const child = spawn(process.execPath, args, {
  cwd: join(import.meta.dirname, '..'),
  env: { ...process.env, TALLY_LIGHT_STAGE: 'electron' },
  stdio: 'inherit',
})
child.on('exit', (code) => process.exit(code ?? 1))
