// Wraps Electron's objects and classes, so that the desktop records what the app does with them.

/**
 * Returns `real` with some members replaced by `members`. The other methods keep `real` as `this`, as Electron requires;
 * methods in `members` must not use `this`.
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
 * Returns a class that calls `onMade` with each new instance before its constructor returns. A proxy, since Electron's classes
 * cannot be extended (Electron, "FAQ"): the instances are Electron's own.
 */
export function wrapClass<
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
