// Makes files immutable, also for root, with "chattr +i". That needs root, and a file system that supports it.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'

const chattr = (change: '+i' | '-i', path: string): boolean =>
  spawnSync('chattr', [change, path]).status === 0

export const canHold = tried()

/** Makes the file or folder at `path` immutable. Returns a function that undoes it. */
export function hold(path: string): () => void {
  if (!chattr('+i', path)) throw new Error(`${path} cannot be held`)
  const release = () => void chattr('-i', path)
  onTestFinished(release)
  return release
}

function tried(): boolean {
  const folder = mkdtempSync(join(tmpdir(), 'tally-light-held-'))
  const path = join(folder, 'file')
  writeFileSync(path, '')
  const can = chattr('+i', path) && chattr('-i', path)
  rmSync(folder, { recursive: true })
  return can
}
