// Files that not even root can change: "chattr +i", which only root may say, and only some file systems know.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'

const chattr = (change: '+i' | '-i', path: string): boolean =>
  spawnSync('chattr', [change, path]).status === 0

export const canHold = tried()

/** From now on what is at `path` cannot be changed or removed, nor, in a folder, a name. Returns what ends that. */
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
