// Runs code without root's privileges, as root can write to a read-only folder.

const NOBODY = 65_534
const isRoot = process.getuid?.() === 0

/** The user and the group of `asNobody`, to own test files. */
export const nobody = isRoot ? NOBODY : (process.getuid?.() ?? 0)
export const nobodysGroup = isRoot ? NOBODY : (process.getgid?.() ?? 0)

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
