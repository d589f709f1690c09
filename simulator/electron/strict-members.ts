// Makes a stand-in throw an error that names the member when an unsupported member of Electron's API is read.

/** Names that the language and its tools read on any object. */
const probes = new Set(['then', 'toJSON', 'constructor', '__esModule', 'default', 'inspect', 'nodeType'])

function throwing<T extends object>(name: string, fallback: T): T {
  return new Proxy(fallback, {
    get(target, key, receiver) {
      if (typeof key === 'symbol' || key in target || probes.has(key))
        return Reflect.get(target, key, receiver)
      throw new Error(`The simulator has no ${name}.${key}: add it under simulator/electron/`)
    },
  })
}

/**
 * Makes reading any member throw that `value` and its prototypes do not have. Replaces only the end of the prototype chain,
 * so identity and private fields are kept.
 */
export function strictMembers<T extends object>(name: string, value: T): T {
  const prototype: object = Object.getPrototypeOf(value) ?? Object.prototype
  Object.setPrototypeOf(value, throwing(name, prototype))
  return value
}

/** `strictMembers` for a class: its static members and its instances. */
export function strictClass<T extends new (...args: never[]) => object>(name: string, type: T): T {
  strictMembers(name, type)
  strictMembers(`${name}.prototype`, type.prototype)
  return type
}
