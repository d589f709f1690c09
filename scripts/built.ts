// Builds the bundles if they are missing or older than their sources.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { withLock } from './with-lock.ts'

const root = join(import.meta.dirname, '..')
const sources = ['app', 'renderer', 'words', 'build', 'electron.vite.config.ts', 'package.json']
const bundles = ['out/main/main.js', 'out/preload/preload.cjs', 'out/renderer/index.html']

const changedAt = (path: string): number => statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Number.NaN

function newestIn(path: string): number {
  const stats = statSync(path, { throwIfNoEntry: false })
  if (!stats?.isDirectory()) return stats?.mtimeMs ?? 0
  // The folder's own time changes when a file is removed.
  return Math.max(stats.mtimeMs, ...readdirSync(path).map((name) => newestIn(join(path, name))))
}

function isFresh(): boolean {
  const oldest = Math.min(...bundles.map((bundle) => changedAt(join(root, bundle))))
  return oldest > Math.max(...sources.map((source) => newestIn(join(root, source))))
}

/** Waits for a build of another process, then builds if still needed. Throws if the build fails. */
export async function ensureBuilt(): Promise<void> {
  if (isFresh()) return
  await withLock(join(root, 'node_modules', '.build'), async () => {
    if (!isFresh()) await build()
  })
}

async function build(): Promise<void> {
  // A .cmd file needs a shell on Windows.
  const [code] = await once(
    spawn('npm run build', { cwd: root, shell: true, stdio: ['ignore', 2, 2] }),
    'close',
  )
  if (code !== 0) throw new Error('npm run build failed; its own words are above')
}
