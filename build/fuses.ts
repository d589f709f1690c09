// What the executable may still do once it is packed: Electron's fuses as they have to be, and those that are not.
import { readFile } from 'node:fs/promises'

/** In the order of the fuse wire's first version (Electron, "Electron Fuses"; @electron/fuses). */
export const safeFuses = [
  // The executable would run any script as Node.js, under the name and the rights of this program.
  ['runAsNode', false],
  ['enableCookieEncryption', true],
  // NODE_OPTIONS would load a file in front of the program, and --inspect open its memory to a debugger.
  ['enableNodeOptionsEnvironmentVariable', false],
  ['enableNodeCliInspectArguments', false],
  // Together: nothing runs but the app.asar whose digest is in the executable (Windows) or in Info.plist (macOS).
  ['enableEmbeddedAsarIntegrityValidation', true],
  ['onlyLoadAppFromAsar', true],
  ['loadBrowserProcessSpecificV8Snapshot', false],
  // The window comes from app://, so file:// needs no rights of its own.
  ['grantFileProtocolExtraPrivileges', false],
] as const

export type Fuse = (typeof safeFuses)[number][0]

/** The builder's keys, each with the one value that leaves nothing open; what surrounds the fuses included. */
export const safeConfiguration: readonly (readonly [path: string, value: boolean | undefined])[] = [
  ...safeFuses.map(([fuse, on]) => [`electronFuses.${fuse}`, on] as const),
  ['electronFuses.resetAdHocDarwinSignature', true],
  ['asar', true],
  ['asarUnpack', undefined],
  ['disableAsarIntegrity', undefined],
  ['disableSanityCheckAsar', undefined],
  ['mac.hardenedRuntime', true],
]

/** The keys of a builder's configuration that are weaker than they have to be, or missing. */
export function weakKeysOf(configuration: object): string[] {
  const valueAt = (path: string): unknown =>
    path.split('.').reduce<unknown>((value, key) => Object(value)[key], configuration)
  return safeConfiguration.filter(([path, value]) => valueAt(path) !== value).map(([path]) => path)
}

/** In front of the wire; then come its version, its length, and a character for each fuse (@electron/fuses). */
const SENTINEL = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX'
const WIRE_VERSION = 1

/**
 * The fuses of an executable that are not as they have to be. A universal binary has a wire for each processor, and
 * each counts. Throws when there is no wire, or one of a version this does not know.
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
