// Removes the drafts that killed processes have left beside their files.
import type { Dirent } from 'node:fs'
import { readdir, realpath, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { hasCode } from '../model/problems/thrown-error.ts'
import { namesInNow } from './read-file.ts'
import { DRAFT } from './whole-file.ts'

/**
 * Removes the drafts in `folder`, and beside the targets of its links, as a file behind a link is written there. Never
 * rejects: a draft that cannot be removed does no harm.
 */
export async function removeDrafts(folder: string): Promise<void> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => [])
  const targets = await Promise.all(entries.filter(isLink).map(({ name }) => targetOf(join(folder, name))))
  const inside = entries.filter(({ name }) => DRAFT.test(name)).map(({ name }) => join(folder, name))
  const left = [...inside, ...targets.flatMap((target) => (target === null ? [] : draftsOf(target)))]
  await Promise.allSettled(left.filter(isLeftOver).map((path) => rm(path)))
}

/** The drafts of one file, of any process; none if the folder cannot be read. Never throws. */
export const draftsOf = (path: string): string[] =>
  namesInNow(dirname(path))
    .filter((name) => name.startsWith(`${basename(path)}.tmp-`) && DRAFT.test(name))
    .map((name) => join(dirname(path), name))

const isLink = (entry: Dirent) => entry.isSymbolicLink()
const targetOf = (link: string): Promise<string | null> => realpath(link).catch(() => null)

function isLeftOver(path: string): boolean {
  const pid = DRAFT.exec(path)?.groups?.pid
  return pid !== undefined && !isOtherProcess(Number(pid))
}

/** Whether another process with this id is running: its drafts are in use. */
function isOtherProcess(pid: number): boolean {
  if (pid === process.pid) return false
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return hasCode(error, 'EPERM')
  }
}
