// Objects whose native half can go before they do: from then on their members throw.

/**
 * Makes the functions and accessors among `members` throw once `isGone` says so of their object, but for those in
 * `lasting` (Electron: shell/common/gin_helper/function_template.h).
 */
export function mortal<T extends object>(
  members: T,
  isGone: (self: unknown) => boolean,
  lasting: readonly string[],
): T {
  const alive = (member: (...args: unknown[]) => unknown) =>
    function ifAlive(this: unknown, ...args: unknown[]): unknown {
      if (isGone(this)) throw new TypeError('Object has been destroyed')
      return Reflect.apply(member, this, args)
    }
  for (const [name, descriptor] of Object.entries(Object.getOwnPropertyDescriptors(members))) {
    const { value, get } = descriptor
    if (name === 'constructor' || lasting.includes(name)) continue
    if (typeof value === 'function')
      Object.defineProperty(members, name, { ...descriptor, value: alive(value) })
    if (get) Object.defineProperty(members, name, { ...descriptor, get: alive(get) })
  }
  return members
}
