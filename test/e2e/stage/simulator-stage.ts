// The stage in the simulator: the app is a process with an HTTP API, and its window a frame in Chromium.
import type { Browser, Page } from 'playwright-core'
import {
  askSimulator,
  CONTROLLED_CLOCK_BEGINS_MS,
  spawnSimulator,
} from '../../simulator/simulator-process.ts'
import { listenToDesktop, WINDOW_PATH, windowCommands } from './desktop-events.ts'
import type { Stage } from './stage.ts'

/** `chromium` shows the desktop pages. */
export const simulatorStage = (chromium: Browser): Stage => ({
  spawn: spawnSimulator,
  async begin(options, onStart) {
    let opened: Promise<Page> | null = null
    let passedMs = 0
    const startedMs = performance.now()
    const simulator = spawnSimulator(options)
    onStart(async () => {
      await simulator.kill()
      await (await opened)?.context().close()
    })
    const url = await simulator.ready

    async function openPage(): Promise<Page> {
      const context = await chromium.newContext({ viewport: { width: 1100, height: 700 } })
      // The window shows relative times, so its clock must be that of the program.
      if (options.clock) {
        const agoMs = performance.now() - startedMs + passedMs
        await context.clock.install({ time: CONTROLLED_CLOCK_BEGINS_MS + agoMs })
      }
      const page = await context.newPage()
      page.setDefaultTimeout(30_000)
      await page.goto(url)
      return page
    }
    const page = () => {
      opened ??= openPage()
      return opened
    }
    return {
      ...simulator,
      ask: (name, body) => askSimulator(url, name, body),
      url,
      async hold() {
        await simulator.order('hold')
      },
      countRequests: () => simulator.order('count-requests'),
      async pass(ms) {
        passedMs += ms
        await simulator.order(ms)
        await (await opened)?.clock.fastForward(ms)
      },
      command: windowCommands(url),
      page,
      window: async () => (await page()).frameLocator(`iframe[title="Window"][src^="${WINDOW_PATH}"]`),
      async overhear() {
        let messages = ''
        await listenToDesktop(url, (_name, data) => {
          messages += data
        })
        return async () => messages
      },
    }
  },
})
