// Stands in front of what Electron made, so that the app meets Electron and the desktop hears of it.

/**
 * `real` with `members` in place of its own. Its methods keep it as their `this`, which Electron's insist on; a method
 * in `members` must do without one.
 */
export function overlay<Real extends object>(real: Real, members: Partial<Real>): Real {
  return new Proxy<Real>(Object.create(real), {
    get(_target, name) {
      if (Object.hasOwn(members, name)) return Reflect.get(members, name)
      const value: unknown = Reflect.get(real, name)
      return typeof value === 'function' ? value.bind(real) : value
    },
    set: (_target, name, value) => Reflect.set(real, name, value),
  })
}

/**
 * A class that tells `onMade` of each object it makes, before its maker has it. Electron's classes cannot be extended
 * (Electron, "FAQ"), so this is no subclass: what is made is Electron's own.
 */
export function watched<
  Args extends unknown[],
  Made extends object,
  Class extends new (
    ...args: Args
  ) => Made,
>(
  type: Class & (new (...args: Args) => Made),
  onMade: (made: Made, ...args: Args) => void,
  members: Partial<Class> = {},
): Class {
  return new Proxy<Class>(type, {
    construct(target, args: Args) {
      const made = new target(...args)
      onMade(made, ...args)
      return made
    },
    get: (target, name) => Reflect.get(Object.hasOwn(members, name) ? members : target, name),
  })
}
