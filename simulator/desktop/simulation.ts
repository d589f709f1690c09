// The fixed parameters of one simulation: the app, its profile and its network.

export interface Simulation {
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
  /** The URL of the simulated Microsoft; null: no host can be reached. */
  microsoft: URL | null
  browserIsManual: boolean
  /** `process.resourcesPath` of an installed package; null: the app runs from its sources. */
  packaged: string | null
  /** The policy file that the app reads as the administrator's; null: there is none. */
  policy: string | null
  /**
   * Ends the process. `exit-before-ready`: at once, within the call, as `app.exit` does before the message loop runs
   * (shell/browser/browser.cc, ExitWithCode).
   */
  exit(code: number, after: 'quit' | 'exit-before-ready'): void
}
