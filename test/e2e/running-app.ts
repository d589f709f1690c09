// The built app in the simulator: started as another program starts it, and seen as that program and a person see it.
import type { Browser, FrameLocator, Page } from 'playwright-core'
import { z } from 'zod'
import { askSimulator, type StartOptions, spawnSimulator } from '../simulator/simulator-process.ts'

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

const desktopSchema = z.object({
  tray: z.object({ icon: z.string(), tooltip: z.string(), title: z.string(), image: z.string() }),
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
  readonly url: string
  readonly profile: string
  /** GET /api/desktop. */
  desktop(): Promise<Desktop>
  light(): Promise<string>
  tooltip(): Promise<string>
  /** Chooses an entry of the tray's menu by its labels. Rejects where there is none or it is disabled. */
  menu(...path: string[]): Promise<Desktop>
  /** POST /api/NAME. Rejects with the simulator's own words. */
  post(name: string, body?: object): Promise<Desktop>
  /** The desktop in Chromium, opened at the first call. */
  page(): Promise<Page>
  /** The app's window on that desktop. */
  window(): Promise<FrameLocator>
  /** All that came on standard output and standard error. */
  output(): string
  /** SIGKILL: no time for anything. */
  kill(): Promise<void>
  /** POST /api/quit; resolves to the exit code. */
  quit(): Promise<number | null>
  /** Resolves to the exit code once the process has ended by itself. */
  ended(): Promise<number | null>
  /** Quits, if it still runs, and starts on the same profile, without the first start's settings unless given anew. */
  restart(changes?: Partial<StartOptions>): Promise<RunningApp>
}

/** Starts the app and waits for its tray icon. */
export async function startApp(
  options: StartOptions,
  chromium: Browser,
  onStart: (end: () => Promise<void>) => void,
): Promise<RunningApp> {
  let opened: Promise<Page> | null = null
  const simulator = spawnSimulator(options)
  onStart(async () => {
    await simulator.kill()
    await (await opened)?.context().close()
  })
  const url = await simulator.ready

  const desktop = async () => desktopSchema.parse(await askSimulator(url, 'desktop'))
  const post = async (name: string, body: object = {}) =>
    desktopSchema.parse(await askSimulator(url, name, body))

  async function openPage(): Promise<Page> {
    const context = await chromium.newContext({ viewport: { width: 1100, height: 700 } })
    const page = await context.newPage()
    page.setDefaultTimeout(10_000)
    await page.goto(url)
    return page
  }
  const page = () => {
    opened ??= openPage()
    return opened
  }
  async function quit() {
    await fetch(new URL('api/quit', url), { method: 'POST' })
    return simulator.ended
  }

  return {
    url,
    profile: options.profile,
    desktop,
    light: async () => (await desktop()).tray.icon,
    tooltip: async () => (await desktop()).tray.tooltip,
    menu: (...path) => post('menu', { path }),
    post,
    page,
    window: async () => (await page()).frameLocator('iframe[title="Window"]'),
    output: simulator.output,
    kill: simulator.kill,
    quit,
    ended: () => simulator.ended,
    async restart(changes = {}) {
      if (!simulator.hasEnded()) await quit()
      const { settings: _, ...same } = options
      return startApp({ ...same, ...changes }, chromium, onStart)
    },
  }
}
