// Acts without the rights of root, who may do everything: a read-only folder would refuse root nothing.

const NOBODY = 65_534
const isRoot = process.getuid?.() === 0

/** Whose files the tests have to be, so that `asNobody` owns them. */
export const nobody = isRoot ? NOBODY : (process.getuid?.() ?? 0)

/** Calls `act`, which must not wait for anything: meanwhile all of this process is somebody else. */
export function asNobody<Value>(act: () => Value): Value {
  if (!isRoot) return act()
  process.seteuid?.(NOBODY)
  try {
    return act()
  } finally {
    process.seteuid?.(0)
  }
}
