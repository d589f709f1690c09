// Runs code without root's privileges, as root can write to a read-only folder.
import { chownSync } from 'node:fs'

const NOBODY = 65_534
const isRoot = process.getuid?.() === 0

/** Lets the user of `asNobody` own these files and folders; without root that user owns them already. */
export function giveToNobody(...paths: string[]): void {
  if (isRoot) for (const path of paths) chownSync(path, NOBODY, NOBODY)
}

/** Calls `act` as another user. It must be synchronous, as the user of the whole process is changed. */
export function asNobody<Value>(act: () => Value): Value {
  if (!isRoot) return act()
  process.seteuid?.(NOBODY)
  try {
    return act()
  } finally {
    process.seteuid?.(0)
  }
}
