// Starts the built app on a stage and reads its state as a user and another program see it.
import { setTimeout as delay } from 'node:timers/promises'
import type { Locator, Page } from 'playwright-core'
import { z } from 'zod'
import { commandNames } from '../../../app/contract/channels.ts'
import type { Tally } from '../../../app/contract/contract.ts'
import type { SettingsPage } from '../../../app/model/names.ts'
import english from '../../../words/english.ts'
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

/** Other fields are passed on. */
const desktopSchema = z.looseObject({
  /** Empty if no panel draws the icon. */
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
  /** The URL of the desktop page; null on a real Electron. */
  readonly url: string | null
  /** The state of the desktop: GET /api/desktop. */
  desktop(): Promise<Desktop>
  light(): Promise<string>
  tooltip(): Promise<string>
  /** Chooses an entry of the tray menu by its labels. Rejects if it is missing or disabled. */
  menu(...path: string[]): Promise<Desktop>
  /** Opens a page of the settings from the tray menu, in English. */
  openSettings(page: SettingsPage): Promise<void>
  /** POST /api/NAME. Rejects with the stage's error. */
  post(name: string, body?: object): Promise<Desktop>
  /** In the simulator with a controlled `clock`: stops time, which then advances only by `pass`. */
  hold(): Promise<void>
  /**
   * Advances a controlled clock by `ms`; on a real Electron waits. First the app's requests get their responses: on a busy
   * machine they would time out by a clock that is ahead of the network.
   */
  pass(ms: number): Promise<void>
  /** Passes a second, after which a click makes a request again. */
  passToNextClick(): Promise<void>
  /** What the window can ask of the main process. In the simulator no page needs to be open, and none is opened. */
  readonly tally: Omit<Tally, 'on'>
  /** The page with the window: the desktop page in Chromium, opened at the first call, or the window itself. */
  page(): Promise<Page>
  /** The app's window. */
  window(): Promise<AppWindow>
  /** The window's frame to run code in, after the initial empty document. */
  inside(): Promise<Locator>
  /** Records the app's messages to its windows from now on. */
  overhear(): Promise<() => Promise<string>>
  /** Standard output and standard error. */
  output(): string
  /** Sends SIGKILL. */
  kill(): Promise<void>
  /** Quits the app. Resolves to the exit code. */
  quit(): Promise<number | null>
  /** Resolves to the exit code when the process has ended by itself. */
  ended(): Promise<number | null>
  /** Quits the app if it runs, and starts it with the same profile, without the `settings` of the first start. */
  restart(changes?: Partial<StartOptions>): Promise<RunningApp>
}

/** How long `pass` waits for responses, ms of real time: a server other than the fake Microsoft may never send one. */
const LONGEST_RESPONSE_MS = 10_000

/** Starts the app and waits for its tray icon. `hangingRequests`: the number of requests that never get a response. */
export async function startApp(
  stage: Stage,
  options: StartOptions,
  onStart: (end: () => Promise<void>) => void,
  hangingRequests: () => number = () => 0,
): Promise<RunningApp> {
  const run = await stage.begin(options, onStart)
  const desktop = async () => desktopSchema.parse(await run.ask('desktop'))
  const post = async (name: string, body: object = {}) => desktopSchema.parse(await run.ask(name, body))
  // As in the preload; the main process parses requests and answers.
  const tally = Object.fromEntries(
    commandNames.map((name) => [name, (request?: unknown) => run.command(name, request)]),
  ) as Omit<Tally, 'on'>
  async function quit() {
    // The app can end before it answers.
    await run.ask('quit', {}).catch(() => {})
    return run.ended
  }
  async function waitForResponses() {
    const startMs = performance.now()
    while (
      (await run.countRequests()) > hangingRequests() &&
      performance.now() - startMs < LONGEST_RESPONSE_MS
    )
      await delay(5)
  }

  async function pass(ms: number) {
    await waitForResponses()
    await run.pass(ms)
  }

  return {
    ...run,
    pass,
    passToNextClick: () => pass(1100),
    profile: options.profile,
    tally,
    desktop,
    async inside() {
      const window = await run.window()
      await window.locator('main').waitFor({ state: 'attached' })
      return window.locator('html')
    },
    light: async () => (await desktop()).tray.icon,
    tooltip: async () => (await desktop()).tray.tooltip,
    menu: (...path) => post('menu', { path }),
    async openSettings(page) {
      await post('menu', { path: ['Settings'] })
      const name = english.settings.page[page]
      await (await run.window()).getByRole('button', { name: new RegExp(`^${name} `) }).click()
    },
    post,
    quit,
    ended: () => run.ended,
    async restart(changes = {}) {
      if (!run.hasEnded()) await quit()
      const { settings: _, ...same } = options
      return startApp(stage, { ...same, ...changes }, onStart, hangingRequests)
    },
  }
}
