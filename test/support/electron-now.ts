// The `electron` of the running test. Test files share a process, and a module that one file loads late can be used by the
// next file: this object looks the current `electron` up at each access.
const names = [
  'app',
  'BrowserWindow',
  'clipboard',
  'dialog',
  'Menu',
  'nativeImage',
  'nativeTheme',
  'Notification',
  'screen',
  'session',
  'shell',
  'Tray',
] as const

declare global {
  var electronOfTest: object | undefined
}

/** Sets the current `electron`. */
export function setElectron(electron: object): void {
  globalThis.electronOfTest = electron
}

/** The object for `vi.mock`. */
export const electronNow: object = Object.defineProperties(
  {},
  Object.fromEntries(
    names.map((name) => [
      name,
      { enumerable: true, get: () => Reflect.get(globalThis.electronOfTest ?? {}, name) },
    ]),
  ),
)
