// The built app in the simulator: started as another program starts it, and seen as that program and a person see it.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import type { Browser, FrameLocator, Page } from 'playwright-core'
import { z } from 'zod'

const root = join(import.meta.dirname, '..', '..')
const READY_MS = 40_000

export interface StartOptions {
  /** The app's userData. */
  profile: string
  /** The address of a fake Microsoft; null: the app plays its demo day. */
  microsoft: string | null
  settings?: Record<string, unknown>
  /** Arguments of the app, one line. */
  args?: string
  browser?: 'manual'
  keyring?: 'unlocked' | 'locked' | 'fallback'
  environment?: Record<string, string>
}

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

/** The simulator's command line; npm runs exactly this. */
export function commandLine({
  profile,
  microsoft,
  settings,
  args,
  browser,
  keyring,
}: StartOptions): string[] {
  return [
    ...['--profile', profile],
    ...(microsoft === null ? [] : ['--microsoft', microsoft]),
    ...(settings === undefined ? [] : ['--settings', JSON.stringify(settings)]),
    ...(args === undefined ? [] : ['--args', args]),
    ...(browser === undefined ? [] : ['--browser', browser]),
    ...(keyring === undefined ? [] : ['--keyring', keyring]),
  ]
}

export interface SimulatorProcess {
  /** Resolves to the desktop's address; rejects when the process ends before it is ready. */
  ready: Promise<string>
  ended: Promise<number | null>
  hasEnded(): boolean
  output(): string
  kill(): Promise<void>
}

/** Starts the simulator and returns at once. */
export function spawnSimulator(options: StartOptions): SimulatorProcess {
  const words = ['--import', 'tsx', 'test/simulator/simulator.ts', ...commandLine(options)]
  const child = spawn(process.execPath, words, {
    cwd: root,
    env: { ...process.env, ...options.environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  const ended = once(child, 'close').then((): number | null => child.exitCode)
  const ready = new Promise<string>((resolve, reject) => {
    const fail = (why: string) => reject(new Error(`The simulator ${why}:\n${output}`))
    const late = setTimeout(() => fail('was not ready in time'), READY_MS)
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (piece: string) => {
        output += piece
        const line = /^\{"ready":true.*\}$/m.exec(output)?.[0]
        if (line) resolve(z.object({ url: z.url() }).parse(JSON.parse(line)).url)
      })
    }
    void ended.then(() => {
      clearTimeout(late)
      fail('ended before it was ready')
    })
  })
  // Who never asks whether it is ready, because it is to be killed before, does not hear of it.
  ready.catch(() => {})
  return {
    ready,
    ended,
    hasEnded: () => child.exitCode !== null || child.signalCode !== null,
    output: () => output,
    async kill() {
      child.kill('SIGKILL')
      await ended
    },
  }
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

  async function ask(path: string, init: RequestInit = {}): Promise<Desktop> {
    const response = await fetch(new URL(path, url), init)
    const answer: unknown = await response.json()
    if (!response.ok) throw new Error(`${path} answered ${response.status}: ${JSON.stringify(answer)}`)
    return desktopSchema.parse(answer)
  }
  const desktop = () => ask('api/desktop')
  const post = (name: string, body: object = {}) =>
    ask(`api/${name}`, { method: 'POST', body: JSON.stringify(body) })

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
