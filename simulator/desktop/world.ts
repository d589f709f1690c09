// What surrounds the app under simulation and does not change while it runs.

export interface World {
  /** The folder with the app's package.json. */
  appPath: string
  /** The app's main module, absolute. */
  mainModule: string
  name: string
  version: string
  /** The app's userData. */
  profile: string
  /** The app's own arguments. */
  args: string[]
  /** Where Microsoft's hosts are played, or null for a network without an outside. */
  microsoft: URL | null
  browserIsManual: boolean
  /** The resources folder of the installed package that the app takes itself for; null: it runs from its sources. */
  packaged: string | null
  /** A policy file that the app takes for an administrator's; null: there is none. */
  policy: string | null
  /** Ends the process; called once the app has quit. */
  exit(code: number): void
}
