// The built window in Chromium, with a stand-in for the main process that records the commands.

import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { extname, join } from 'node:path'
import type { BrowserContext, BrowserContextOptions, Page } from 'playwright-core'
import { commandNames } from '../../../app/contract/channels.ts'
import type { UnsentTexts } from '../../../app/contract/contract.ts'
import { stateOf } from '../../../app/model/account-view.ts'
import { languageNames } from '../../../app/model/names.ts'
import type { AccountView, AppState } from '../../../app/model/state.ts'
import type { Timeline } from '../../../app/model/timeline.ts'
import { POLICY } from '../../../app/outputs/window/app-protocol.ts'
import { readWordsFolder } from '../../../build/words/words-folder.ts'
import { ensureBuilt } from '../../../scripts/built.ts'
import { sharedChromium } from '../../support/browser/chromium.ts'
import { type FirstAnswers, type SentCommand, standInScript } from './stand-in.ts'
import { NOW, stateWith } from './window-states.ts'

const folder = join(import.meta.dirname, '..', '..', '..', 'out', 'renderer')

const words = join(import.meta.dirname, '..', '..', '..', 'words')

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
}

/** The usual size of the window in CSS px. */
export const viewport = { width: 360, height: 480 }

const otherAccount = firstStartOfAnother()

/** At its first start. */
function firstStartOfAnother(): AppState {
  const accountId = 'a0000000-0000-4000-8000-00000000000f'
  const view = stateWith({ session: { kind: 'not-set-up' } })
  const [account] = stateOf(view).accounts
  return stateOf({ ...view, accountId, accounts: [{ ...account, accountId }] })
}

export interface OpenWindow {
  page: Page
  /** The page's clock; the next page starts at NOW again. Not `page.clock`, of which the stage would not know. */
  clock: Pick<Page['clock'], 'pauseAt' | 'runFor' | 'setFixedTime'>
  /** The commands that the window has sent, without those that read state or keep unsent text. */
  commands(): Promise<SentCommand[]>
  /** Sends a new state to the window. */
  sendState(state: AccountView): Promise<void>
  /** Sends a new history to the window. */
  sendHistory(timeline: Timeline): Promise<void>
  /** From now on this command fails with this message. */
  reject(name: string, words: string): Promise<void>
  /** From now on this command has this answer. */
  answer(name: string, answer: unknown): Promise<void>
  /** Errors in the page, and violations of its content security policy. */
  faults: string[]
}

export interface WindowStage {
  /** The folder of the built window. */
  folder: string
  /**
   * `anew`: loads the window's page, which takes several times as long as to show a state of another account in the page
   * of the last window: for what the window does when it starts, and where a test changes the page itself. With other
   * options of the browser, unsent texts, or after a fault, a rejected command or a moved clock this is done anyway.
   */
  open(
    state: AccountView,
    options?: BrowserContextOptions & { history?: Timeline; unsent?: UnsentTexts; anew?: boolean },
  ): Promise<OpenWindow>
  close(): Promise<void>
}

/** Opens the window, one at a time, at 360 × 480 px, if the options say no other viewport, and at NOW. Builds it if necessary. */
export async function windowStage(): Promise<WindowStage> {
  await ensureBuilt()
  let first: FirstAnswers = { state: otherAccount, history: [], unsent: {} }
  const server = createServer((request, response) => {
    const name = new URL(request.url ?? '/', 'http://window').pathname.slice(1)
    contentOf(name, () => first).then(
      (content) =>
        response
          .writeHead(200, {
            'content-type': TYPES[extname(name)] ?? '',
            'content-security-policy': POLICY,
            'cache-control': name === STAND_IN ? 'no-store' : 'max-age=600',
          })
          .end(content),
      () => response.writeHead(404).end(),
    )
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const { port } = server.address() as AddressInfo
  const address = `http://127.0.0.1:${port}/index.html`
  const browser = await sharedChromium()
  let context: BrowserContext | null = null
  let contextOptions = ''
  let clockIsMoved = false
  /** Of the last window. */
  let faults: string[] = []
  let isAsLoaded = false

  /** The page of the last window if the options are equal, as a new renderer process takes longer. */
  async function pageWith(options: BrowserContextOptions): Promise<Page> {
    if (!context || contextOptions !== JSON.stringify(options)) {
      await context?.close()
      context = await browser.newContext({ viewport, timezoneId: 'UTC', ...options })
      contextOptions = JSON.stringify(options)
      // Once: Playwright repeats each call to the clock at each later load.
      await context.clock.setFixedTime(NOW)
      clockIsMoved = false
      isAsLoaded = false
    }
    const [page = await context.newPage()] = context.pages()
    page.removeAllListeners()
    const size = options.viewport ?? viewport
    if (page.viewportSize()?.width !== size.width || page.viewportSize()?.height !== size.height) {
      await page.setViewportSize(size)
    }
    // The pointer must not hover over a control.
    await page.mouse.move(-1, -1)
    if (clockIsMoved) {
      await page.clock.resume()
      await page.clock.setFixedTime(NOW)
      clockIsMoved = false
      isAsLoaded = false
    }
    return page
  }

  function movableClock(page: Page): OpenWindow['clock'] {
    const moved = () => {
      clockIsMoved = true
      return page.clock
    }
    return {
      pauseAt: (time) => moved().pauseAt(time),
      runFor: (ms) => moved().runFor(ms),
      setFixedTime: (time) => moved().setFixedTime(time),
    }
  }

  return {
    folder,
    async open(state, { history = [], unsent = {}, anew = false, ...pageOptions } = {}) {
      const page = await pageWith(pageOptions)
      page.setDefaultTimeout(30_000)
      first = { state: stateOf(state), history, unsent }
      const isLoaded = isAsLoaded && faults.length === 0 && page.url() === address
      const found: string[] = []
      faults = found
      page.on('pageerror', (error) => found.push(error.message))
      page.on('console', (message) => {
        if (message.type() === 'error') found.push(message.text())
      })
      if (isLoaded && !anew && Object.keys(unsent).length === 0) {
        await page.evaluate(([next, other]) => window.standIn.begin(JSON.parse(next), JSON.parse(other)), [
          JSON.stringify(first),
          JSON.stringify({ ...otherAccount, language: state.language }),
        ] as const)
      } else {
        await page.goto(address)
        // Effects have run, so the key listeners exist.
        await page.locator('html[style*="color-scheme"]').waitFor()
      }
      // Some views load after the window around them; a view with a bug has no h1.
      await page.locator('main :is(h1, h2)').first().waitFor()
      isAsLoaded = !anew
      return {
        page,
        clock: movableClock(page),
        faults: found,
        commands: () => page.evaluate(() => window.standIn.commands),
        sendState: (next) =>
          page.evaluate((json) => window.standIn.show(JSON.parse(json)), JSON.stringify(stateOf(next))),
        sendHistory: (timeline) => page.evaluate((next) => window.standIn.send(next, 'history'), timeline),
        async reject(name, words) {
          isAsLoaded = false
          await page.evaluate((refused) => void window.standIn.refusals.set(refused.name, refused.words), {
            name,
            words,
          })
        },
        answer: (name, answer) =>
          page.evaluate((given) => void window.standIn.answers.set(given.name, given.answer), {
            name,
            answer,
          }),
      }
    },
    async close() {
      await context?.close()
      server.close()
    },
  }
}

const STAND_IN = 'stand-in.js'

/** A file of the built window, the script of the stand-in, or the texts of a language. Rejects for other names. */
async function contentOf(name: string, first: () => FirstAnswers): Promise<string | Buffer> {
  if (name === STAND_IN) return standInScript(first(), commandNames)
  const language = languageNames.find((one) => name === `texts/${one}.js`)
  // `npm run looks` runs without Vite.
  if (language) return `export default ${JSON.stringify(readWordsFolder(join(words, language)))}`
  const content = await readFile(join(folder, name))
  if (name !== 'index.html') return content
  return String(content).replace('<head>', `<head><script src="/${STAND_IN}"></script>`)
}
