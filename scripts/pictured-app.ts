// The app in the simulator and in a real Chromium, led to a moment worth a picture.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Frame, Page } from 'playwright-core'
import { z } from 'zod'
import type { LightName } from '../app/presence/light.ts'
import type { Language } from '../app/settings.ts'
import type { AppState } from '../app/state.ts'
import { launchChromium } from '../test/chromium.ts'
import { PICTURES_BEGIN_MS } from './picture-moment.ts'

const WAIT_MS = 20_000
const POLL_MS = 50
const MINUTE_MS = 60_000
const runsTypeScript = ['--import', 'tsx', '--import', './scripts/picture-clock.ts']
const root = join(import.meta.dirname, '..')

const readySchema = z.object({ url: z.url() })
const desktopSchema = z.object({
  tray: z.object({ icon: z.string() }).nullable(),
  visits: z.array(z.object({ link: z.url() })),
})

export interface Look {
  theme: 'light' | 'dark'
  language: Language
}

export interface PicturedApp {
  page: Page
  /** The page in the app's window. */
  window: Frame
  desktop(): Promise<z.infer<typeof desktopSchema>>
  post(name: string, body?: object): Promise<void>
  state(): Promise<AppState>
  /** Rejects when there is no such session in time. */
  session(kind: AppState['session']['kind']): Promise<void>
  /** Rejects when the tray does not show this light in time. */
  light(name: LightName): Promise<void>
  look(look: Look): Promise<void>
  /** Lets minutes pass, with a check after each unless Microsoft is not to be asked. */
  letPass(minutes: number, how?: 'checked' | 'unchecked'): Promise<void>
  /** Shows the desktop's page anew, so large and so asked for. */
  open(view: { width: number; height: number }, query?: string): Promise<void>
  close(): Promise<void>
}

/** Starts the simulator with these arguments, and a Chromium that looks at it at twice the usual density. */
export async function openPicturedApp(args: readonly string[]): Promise<PicturedApp> {
  const simulator = spawn(process.execPath, [...runsTypeScript, 'test/simulator/simulator.ts', ...args], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  })
  const begunAt = performance.now()
  if (!simulator.stdout) throw new Error('The simulator has no output')
  const [line] = await Promise.race([
    once(createInterface(simulator.stdout), 'line'),
    once(simulator, 'exit').then(() => Promise.reject(new Error('The simulator did not start'))),
  ])
  const { url } = readySchema.parse(JSON.parse(String(line)))
  const browser = await launchChromium()
  const context = await browser.newContext({ deviceScaleFactor: 2 })
  await context.clock.install({ time: PICTURES_BEGIN_MS + performance.now() - begunAt })
  const page = await context.newPage()
  let window = page.mainFrame()
  let leastMs = PICTURES_BEGIN_MS

  async function until(what: string, holds: () => Promise<boolean>) {
    const end = performance.now() + WAIT_MS
    while (!(await holds())) {
      if (performance.now() > end) throw new Error(`Waited in vain for ${what}`)
      await new Promise((resolve) => setTimeout(resolve, POLL_MS))
    }
  }

  const app: PicturedApp = {
    page,
    get window() {
      return window
    },
    async open(view, query = '') {
      await page.setViewportSize(view)
      await page.goto(`${url}${query}`)
      const frame = await (await page.waitForSelector('.window iframe')).contentFrame()
      if (!frame) throw new Error('The window has no page')
      window = frame
      await window.waitForSelector('main')
    },
    desktop: async () => desktopSchema.parse(await (await fetch(`${url}api/desktop`)).json()),
    async post(name, body = {}) {
      const response = await fetch(`${url}api/${name}`, { method: 'POST', body: JSON.stringify(body) })
      if (!response.ok) throw new Error(`${name}: ${await response.text()}`)
    },
    state: () => window.evaluate(() => globalThis.window.tally.watch()),
    session: (kind) => until(`a session ${kind}`, async () => (await app.state()).session.kind === kind),
    light: (name) =>
      until(`the light ${name}`, async () => {
        const { checking } = (await app.state()).following
        return !checking && (await app.desktop()).tray?.icon === name
      }),
    async look(look) {
      await window.evaluate((change) => globalThis.window.tally.changeSettings(change), look)
      await window.waitForSelector(`html[lang=${look.language}] .${look.theme}-theme`)
    },
    async letPass(minutes, how = 'checked') {
      for (let passed = 0; passed < minutes; passed += 1) {
        leastMs += MINUTE_MS
        simulator.send(MINUTE_MS)
        await page.clock.fastForward(MINUTE_MS)
        if (how === 'unchecked') continue
        await window.evaluate(() => globalThis.window.tally.checkNow())
        await until('an answer', async () => ((await app.state()).following.last?.at ?? 0) >= leastMs)
      }
    },
    async close() {
      await browser.close()
      const ended = once(simulator, 'exit')
      simulator.kill()
      await ended
    },
  }
  return app
}
