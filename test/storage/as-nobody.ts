// Runs code without the rights of root, whom a read-only folder does not stop.

const NOBODY = 65_534
const isRoot = process.getuid?.() === 0

/** The owner of the test files, so that `asNobody` owns them. */
export const nobody = isRoot ? NOBODY : (process.getuid?.() ?? 0)

/** Calls `act`, which must be synchronous: meanwhile the whole process has another user. */
export function asNobody<Value>(act: () => Value): Value {
  if (!isRoot) return act()
  process.seteuid?.(NOBODY)
  try {
    return act()
  } finally {
    process.seteuid?.(0)
  }
}
