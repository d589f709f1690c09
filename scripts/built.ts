// Builds the bundles when they are missing or older than what they are made of.
import { spawnSync } from 'node:child_process'
import { linkSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { isRunning } from './is-running.ts'

const root = join(import.meta.dirname, '..')
const sources = ['app', 'renderer', 'words', 'build', 'electron.vite.config.ts', 'package.json']
const bundles = ['out/main/main.js', 'out/preload/preload.cjs', 'out/renderer/index.html']
const LOCK = join(root, 'node_modules', '.build-in-progress')
const LOCK_POLL_MS = 200

const changedAt = (path: string): number => statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Number.NaN

function newestIn(path: string): number {
  const stats = statSync(path, { throwIfNoEntry: false })
  if (!stats?.isDirectory()) return stats?.mtimeMs ?? 0
  // The folder's own time tells of files that were removed.
  return Math.max(stats.mtimeMs, ...readdirSync(path).map((name) => newestIn(join(path, name))))
}

function isFresh(): boolean {
  const oldest = Math.min(...bundles.map((bundle) => changedAt(join(root, bundle))))
  return oldest > Math.max(...sources.map((source) => newestIn(join(root, source))))
}

/** The lock appears with its owner's pid in it, in one step. */
function takeLock(): boolean {
  const draft = `${LOCK}.${process.pid}`
  writeFileSync(draft, String(process.pid))
  try {
    linkSync(draft, LOCK)
    return true
  } catch {
    return false
  } finally {
    rmSync(draft)
  }
}

const ownerOf = (lock: string): number => Number(readFileSync(lock, 'utf8'))

/** Takes away the lock of a process that died. Of two that try, one moves it; a living one's lock is put back. */
function breakDeadLock(): void {
  const aside = `${LOCK}.dead.${process.pid}`
  try {
    if (isRunning(ownerOf(LOCK))) return
    renameSync(LOCK, aside)
    if (isRunning(ownerOf(aside))) linkSync(aside, LOCK)
    rmSync(aside)
  } catch {
    // Its owner, or another who waits, was faster.
  }
}

/** Waits for a build under way elsewhere, then builds if still needed. Throws when the build fails. */
export async function ensureBuilt(): Promise<void> {
  if (isFresh()) return
  while (!takeLock()) {
    breakDeadLock()
    await delay(LOCK_POLL_MS)
  }
  try {
    if (!isFresh()) build()
  } finally {
    rmSync(LOCK, { force: true })
  }
}

function build(): void {
  // A .cmd file needs a shell on Windows.
  const { status } = spawnSync('npm run build', { cwd: root, shell: true, stdio: ['ignore', 2, 2] })
  if (status !== 0) throw new Error('npm run build failed; its own words are above')
}
