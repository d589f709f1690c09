// Makes `import` and `require` of electron return the stand-in, one instance for both.
import Module from 'node:module'

const names = ['electron', 'electron/main', 'electron/common']
const shared = Symbol.for('simulator.electron')

/** A module that exports the members of the object under `shared`, so that nothing is loaded twice. */
function moduleFor(members: readonly string[]): string {
  const source = `const electron = globalThis[Symbol.for('simulator.electron')]
export default electron
export const { ${members.join(', ')} } = electron`
  return `data:text/javascript,${encodeURIComponent(source)}`
}

/** For Node before 22.15, where hooks run on a thread of their own and are registered as a module's source. */
function hookModule(url: string): string {
  const source = `const names = ${JSON.stringify(names)}
export const resolve = (name, context, next) =>
  names.includes(name) ? { url: ${JSON.stringify(url)}, shortCircuit: true } : next(name, context)`
  return `data:text/javascript,${encodeURIComponent(source)}`
}

type Resolve = (name: string, context: unknown, next: (name: string, context: unknown) => unknown) => unknown

/** From now on every `import` and `require` of electron in this process returns `electron`. */
export function provideElectron(electron: object): void {
  Reflect.set(globalThis, shared, electron)
  const url = moduleFor(Object.keys(electron))
  const registerHooks: unknown = Reflect.get(Module, 'registerHooks')
  if (typeof registerHooks === 'function') {
    const resolve: Resolve = (name, context, next) =>
      names.includes(name) ? { url, shortCircuit: true } : next(name, context)
    registerHooks({ resolve })
  } else {
    Module.register(hookModule(url))
  }

  const load: unknown = Reflect.get(Module, '_load')
  if (typeof load !== 'function') throw new Error('This Node has no Module._load to put electron into')
  Reflect.set(Module, '_load', function requireOrStandIn(this: unknown, name: string, ...rest: unknown[]) {
    return names.includes(name) ? electron : Reflect.apply(load, this, [name, ...rest])
  })
}
