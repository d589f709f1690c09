// Makes the members of an object throw after its native counterpart is destroyed.

/**
 * Makes the functions and getters among `members` throw once `isDestroyed` returns true for their object, except those in
 * `exempt` (Electron: shell/common/gin_helper/function_template.h).
 */
export function throwOnceDestroyed<T extends object>(
  members: T,
  isDestroyed: (self: unknown) => boolean,
  exempt: readonly string[],
): T {
  const checked = (member: (...args: unknown[]) => unknown) =>
    function checkThenCall(this: unknown, ...args: unknown[]): unknown {
      if (isDestroyed(this)) throw new TypeError('Object has been destroyed')
      return Reflect.apply(member, this, args)
    }
  for (const [name, descriptor] of Object.entries(Object.getOwnPropertyDescriptors(members))) {
    const { value, get } = descriptor
    if (name === 'constructor' || exempt.includes(name)) continue
    if (typeof value === 'function')
      Object.defineProperty(members, name, { ...descriptor, value: checked(value) })
    if (get) Object.defineProperty(members, name, { ...descriptor, get: checked(get) })
  }
  return members
}
