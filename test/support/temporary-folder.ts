// A temporary folder for one test, removed after it.
import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'

export const temporaryFolder = (): Promise<string> => folderIn(tmpdir())

/** In memory if possible: syncing hundreds of files to a disk takes minutes. */
export const folderInMemory = (): Promise<string> => folderIn(existsSync('/dev/shm') ? '/dev/shm' : tmpdir())

async function folderIn(place: string): Promise<string> {
  const folder = await mkdtemp(join(place, 'tally-light-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  return folder
}
