// Runs the app in the simulator with a real Chromium, and brings it into the states of the pictures.
import type { Frame, Page, ViewportSize } from 'playwright-core'
import { z } from 'zod'
import { viewOf } from '../../app/model/account-view.ts'
import { windowAccountIn } from '../../app/model/accounts/shown-account.ts'
import type { LightName } from '../../app/model/light.ts'
import type { FeatureName, Language } from '../../app/model/names.ts'
import type { ProblemKind } from '../../app/model/problems/problem-kinds.ts'
import type { AccountView } from '../../app/model/state.ts'
import type { ThemeInUse } from '../../renderer/frame/theme.ts'
import { askSimulator, type StartOptions, spawnSimulator } from '../../test/simulator/simulator-process.ts'
import { launchChromium } from '../../test/support/browser/chromium.ts'
import { PICTURES_BEGIN_MS } from './picture-moment.ts'

const WAIT_MS = 20_000
const POLL_MS = 50
const MINUTE_MS = 60_000
const DESKTOP = { width: 840, height: 600 }
/** Device pixels for each CSS pixel. */
const SCALE = 2
/** The window's default size. */
export const windowSize = { width: 360, height: 480 }
const WINDOW_ALONE =
  '#aside, #panel { display: none } .window { inset: 0 !important; width: auto !important; height: auto !important }'

const desktopSchema = z.object({
  tray: z.object({ icon: z.string() }).nullable(),
  visits: z.array(z.object({ link: z.url() })),
})

export interface Look {
  theme: ThemeInUse
  language: Language
}

export interface PicturedApp {
  page: Page
  /** The page in the app's window. */
  window: Frame
  desktop(): Promise<z.infer<typeof desktopSchema>>
  post(name: string, body?: object): Promise<void>
  state(): Promise<AccountView>
  /** Waits for this kind of session. Rejects on timeout. */
  session(kind: AccountView['session']['kind']): Promise<void>
  /** Waits for this problem. Rejects on timeout. */
  problem(kind: ProblemKind): Promise<void>
  /** Waits for this state of the feature. Rejects on timeout. */
  feature(name: FeatureName, kind: AccountView['features'][FeatureName]['kind']): Promise<void>
  /** Waits until `holds` returns true for the state. Rejects on timeout. */
  holds(what: string, holds: (state: AccountView) => boolean): Promise<void>
  /** Waits until the tray shows this light. Rejects on timeout. */
  light(name: LightName): Promise<void>
  look(look: Look): Promise<void>
  /** The page as a PNG, in half the time of Playwright's screenshot: the file is larger, and animations go on. */
  picture(): Promise<Buffer>
  /** Advances the clock by minutes, with a poll after each unless `unchecked`. */
  letPass(minutes: number, how?: 'checked' | 'unchecked'): Promise<void>
  /** Loads the desktop page. */
  openDesktop(query?: string): Promise<void>
  /** Loads the desktop page and shows only the window. */
  openWindow(): Promise<void>
  close(): Promise<void>
}

/** Starts the simulator with the pictures' clock, and a Chromium with a device scale factor of 2. */
export async function openPicturedApp(options: StartOptions): Promise<PicturedApp> {
  const simulator = spawnSimulator({ ...options, inFront: ['./scripts/pictures/picture-clock.ts'] })
  const begunAt = performance.now()
  const url = await simulator.ready
  const browser = await launchChromium()
  const context = await browser.newContext({ deviceScaleFactor: SCALE, reducedMotion: 'reduce' })
  await context.clock.install({ time: PICTURES_BEGIN_MS + performance.now() - begunAt })
  const page = await context.newPage()
  const protocol = await context.newCDPSession(page)
  let window = page.mainFrame()
  let simulatedMs = PICTURES_BEGIN_MS

  async function until(what: string, holds: () => Promise<boolean>) {
    const end = performance.now() + WAIT_MS
    while (!(await holds())) {
      if (performance.now() > end) throw new Error(`Waited in vain for ${what}`)
      await new Promise((resolve) => setTimeout(resolve, POLL_MS))
    }
  }

  async function open(view: ViewportSize, query = '') {
    await page.setViewportSize(view)
    await page.goto(`${url}${query}`)
    const frame = await (await page.waitForSelector('.window iframe')).contentFrame()
    if (!frame) throw new Error('The window has no page')
    window = frame
    await window.waitForSelector('main')
  }

  const app: PicturedApp = {
    page,
    get window() {
      return window
    },
    openDesktop: (query) => open(DESKTOP, query),
    async openWindow() {
      await open(windowSize)
      await page.addStyleTag({ content: WINDOW_ALONE })
    },
    desktop: async () => desktopSchema.parse(await askSimulator(url, 'desktop')),
    post: async (name, body = {}) => void (await askSimulator(url, name, body)),
    async state() {
      const state = await window.evaluate(() => globalThis.window.tally.watch())
      return viewOf(state, windowAccountIn(state))
    },
    session: (kind) => until(`a session ${kind}`, async () => (await app.state()).session.kind === kind),
    problem: (kind) =>
      until(`the problem ${kind}`, async () => {
        const { session, following } = await app.state()
        return (session.kind === 'signed-out' ? session.problem : following.problem)?.kind === kind
      }),
    feature: (name, kind) =>
      until(`${name} ${kind}`, async () => (await app.state()).features[name].kind === kind),
    holds: (what, holds) => until(what, async () => holds(await app.state())),
    light: (name) =>
      until(`the light ${name}`, async () => {
        const { checking } = (await app.state()).following
        return !checking && (await app.desktop()).tray?.icon === name
      }),
    async look(look) {
      await window.evaluate((change) => globalThis.window.tally.changeSettings(change), look)
      await window.waitForSelector(`html[lang=${look.language}] .${look.theme}-theme`)
      await window.evaluate(() => Promise.all([...document.images].map((image) => image.decode())))
    },
    async picture() {
      const { data } = await protocol.send('Page.captureScreenshot', {
        format: 'png',
        optimizeForSpeed: true,
        clip: { x: 0, y: 0, ...(page.viewportSize() ?? windowSize), scale: SCALE },
      })
      return Buffer.from(data, 'base64')
    },
    async letPass(minutes, how = 'checked') {
      for (let passed = 0; passed < minutes; passed += 1) {
        simulatedMs += MINUTE_MS
        simulator.tell(MINUTE_MS)
        await page.clock.fastForward(MINUTE_MS)
        if (how === 'unchecked') continue
        await window.evaluate(() => globalThis.window.tally.checkNow())
        await until('an answer', async () => ((await app.state()).following.last?.at ?? 0) >= simulatedMs)
      }
    },
    async close() {
      await browser.close()
      await askSimulator(url, 'quit', {}).catch(() => {})
      await simulator.ended
    },
  }
  return app
}
