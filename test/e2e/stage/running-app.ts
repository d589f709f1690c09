// The built app on a stage: started as another program starts it, and seen as that program and a person see it.
import type { Locator, Page } from 'playwright-core'
import { z } from 'zod'
import type { StartOptions } from '../../simulator/simulator-process.ts'
import type { AppWindow, Stage } from './stage.ts'

const menuEntrySchema = z.object({
  id: z.string().optional(),
  label: z.string(),
  enabled: z.boolean(),
  checked: z.boolean(),
  type: z.string(),
  get submenu() {
    return z.array(menuEntrySchema).optional()
  },
})

const noIcon = { icon: '', tooltip: '', title: '', image: '' }

/** What else a stage tells is kept as it came. */
const desktopSchema = z.looseObject({
  /** All empty where nothing draws the icon. */
  tray: z
    .object({ icon: z.string(), tooltip: z.string(), title: z.string(), image: z.string() })
    .nullable()
    .transform((tray) => tray ?? noIcon),
  menu: z.array(menuEntrySchema),
  window: z.object({ visible: z.boolean(), url: z.string() }).nullable(),
  notifications: z.array(z.object({ title: z.string(), body: z.string(), at: z.number() })),
  loginItem: z.object({ openAtLogin: z.boolean() }),
  openedUrls: z.array(z.string()),
  clipboard: z.string(),
  quit: z.boolean(),
  trayAfterMs: z.number(),
  errors: z.array(z.string()),
})
export type Desktop = z.infer<typeof desktopSchema>

export interface RunningApp {
  readonly profile: string
  /** The address of the desktop's page, where the desktop is one. */
  readonly url: string | null
  /** All that a person sees of it without its window: GET /api/desktop. */
  desktop(): Promise<Desktop>
  light(): Promise<string>
  tooltip(): Promise<string>
  /** Chooses an entry of the tray's menu by its labels. Rejects where there is none or it is disabled. */
  menu(...path: string[]): Promise<Desktop>
  /** POST /api/NAME. Rejects with the stage's own words. */
  post(name: string, body?: object): Promise<Desktop>
  /** With a `clock` that is controlled, in the simulator: time stands still but for what passes by `pass`. */
  hold(): Promise<void>
  /** Lets so many ms pass: with a controlled clock without waiting for them, on a real Electron by waiting. */
  pass(ms: number): Promise<void>
  /** The page that holds the window: the desktop in Chromium, opened at the first call, or the window itself. */
  page(): Promise<Page>
  /** The app's window. */
  window(): Promise<AppWindow>
  /** The document in it, to run code in, once it is there: an empty one comes first and knows nothing of the program. */
  inside(): Promise<Locator>
  /** From now on, all that the app tells its windows. */
  overhear(): Promise<() => Promise<string>>
  /** All that came on standard output and standard error. */
  output(): string
  /** SIGKILL: no time for anything. */
  kill(): Promise<void>
  /** Quits; resolves to the exit code. */
  quit(): Promise<number | null>
  /** Resolves to the exit code once the process has ended by itself. */
  ended(): Promise<number | null>
  /** Quits, if it still runs, and starts on the same profile, without the first start's settings unless given anew. */
  restart(changes?: Partial<StartOptions>): Promise<RunningApp>
}

/** Starts the app and waits for its tray icon. */
export async function startApp(
  stage: Stage,
  options: StartOptions,
  onStart: (end: () => Promise<void>) => void,
): Promise<RunningApp> {
  const run = await stage.begin(options, onStart)
  const desktop = async () => desktopSchema.parse(await run.ask('desktop'))
  const post = async (name: string, body: object = {}) => desktopSchema.parse(await run.ask(name, body))
  async function quit() {
    // The answer may be cut off by the end it asks for.
    await run.ask('quit', {}).catch(() => {})
    return run.ended
  }

  return {
    ...run,
    profile: options.profile,
    desktop,
    async inside() {
      const window = await run.window()
      await window.locator('main').waitFor({ state: 'attached' })
      return window.locator('html')
    },
    light: async () => (await desktop()).tray.icon,
    tooltip: async () => (await desktop()).tray.tooltip,
    menu: (...path) => post('menu', { path }),
    post,
    quit,
    ended: () => run.ended,
    async restart(changes = {}) {
      if (!run.hasEnded()) await quit()
      const { settings: _, ...same } = options
      return startApp(stage, { ...same, ...changes }, onStart)
    },
  }
}
