// Electron's fuses: the required values, and checks of the configuration and of a packed executable.
import { readFile } from 'node:fs/promises'

/** In the order of version 1 of the fuse wire (Electron, "Electron Fuses"; @electron/fuses). */
export const safeFuses = [
  // Otherwise the executable runs any script as Node.js, with the name and the rights of this program.
  ['runAsNode', false],
  ['enableCookieEncryption', true],
  // Otherwise NODE_OPTIONS can preload a file, and --inspect opens the program to a debugger.
  ['enableNodeOptionsEnvironmentVariable', false],
  ['enableNodeCliInspectArguments', false],
  // Together: only the app.asar runs whose digest is in the executable (Windows) or in Info.plist (macOS).
  ['enableEmbeddedAsarIntegrityValidation', true],
  ['onlyLoadAppFromAsar', true],
  ['loadBrowserProcessSpecificV8Snapshot', false],
  // The window is loaded from app://, so file:// needs no privileges.
  ['grantFileProtocolExtraPrivileges', false],
] as const

type Fuse = (typeof safeFuses)[number][0]

/** The security keys of electron-builder's configuration, the fuses included, with their required values. */
export const safeConfiguration: readonly (readonly [path: string, value: boolean | undefined])[] = [
  ...safeFuses.map(([fuse, on]) => [`electronFuses.${fuse}`, on] as const),
  ['electronFuses.resetAdHocDarwinSignature', true],
  ['asar', true],
  ['asarUnpack', undefined],
  ['disableAsarIntegrity', undefined],
  ['disableSanityCheckAsar', undefined],
  ['mac.hardenedRuntime', true],
]

/** The keys of a configuration that are missing or do not have the required value. */
export function weakKeysOf(configuration: object): string[] {
  const valueAt = (path: string): unknown =>
    path.split('.').reduce<unknown>((value, key) => Object(value)[key], configuration)
  return safeConfiguration.filter(([path, value]) => valueAt(path) !== value).map(([path]) => path)
}

/** Marks the fuse wire; version, length and a character for each fuse follow (@electron/fuses). */
const SENTINEL = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX'
const WIRE_VERSION = 1

/**
 * The fuses of an executable that do not have the required value. A universal binary has a wire for each architecture; all
 * are checked. Throws if there is no wire, or one of an unknown version.
 */
export async function weakFusesIn(executable: string): Promise<Fuse[]> {
  const [, ...wires] = (await readFile(executable, 'latin1')).split(SENTINEL)
  if (wires.length === 0) throw new Error(`${executable} has no fuses`)
  for (const wire of wires) {
    if (wire.charCodeAt(0) !== WIRE_VERSION) throw new Error(`${executable} has fuses of an unknown version`)
  }
  return safeFuses
    .filter(([, on], place) => wires.some((wire) => wire[2 + place] !== (on ? '1' : '0')))
    .map(([fuse]) => fuse)
}
