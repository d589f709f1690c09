// The module `electron` of the test that runs. Test files share a process, and what one of them has loaded late may be met
// by the next one: it asks here each time.
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
  'shell',
  'Tray',
] as const

declare global {
  var electronOfTest: object | undefined
}

/** From now on this is it. */
export function setElectron(electron: object): void {
  globalThis.electronOfTest = electron
}

/** For `vi.mock`. */
export const electronNow: object = Object.defineProperties(
  {},
  Object.fromEntries(
    names.map((name) => [
      name,
      { enumerable: true, get: () => Reflect.get(globalThis.electronOfTest ?? {}, name) },
    ]),
  ),
)
