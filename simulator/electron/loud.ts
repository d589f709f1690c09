// A stand-in that lacks something says so: reading a member nobody supplied throws and names it.

/** Names that the language and its tools look for on any object without meaning Electron. */
const probes = new Set(['then', 'toJSON', 'constructor', '__esModule', 'default', 'inspect', 'nodeType'])

function loudly<T extends object>(name: string, fallback: T): T {
  return new Proxy(fallback, {
    get(target, key, receiver) {
      if (typeof key === 'symbol' || key in target || probes.has(key))
        return Reflect.get(target, key, receiver)
      throw new Error(`The simulator has no ${name}.${key}: add it under simulator/electron/`)
    },
  })
}

/**
 * Makes every member that `value` and its prototypes lack throw when it is read. The end of the prototype chain is
 * replaced, so identity and private fields stay what they are.
 */
export function loud<T extends object>(name: string, value: T): T {
  const prototype: object = Object.getPrototypeOf(value) ?? Object.prototype
  Object.setPrototypeOf(value, loudly(name, prototype))
  return value
}

/** `loud` for a class: its static members and its instances. */
export function loudClass<T extends new (...args: never[]) => object>(name: string, type: T): T {
  loud(name, type)
  loud(`${name}.prototype`, type.prototype)
  return type
}
