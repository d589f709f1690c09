// The built window in Chromium, with a stand-in for the main process that records the commands.

import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { extname, join } from 'node:path'
import type { BrowserContext, BrowserContextOptions, Page } from 'playwright-core'
import { commandNames, type EventName } from '../../../app/contract/channels.ts'
import type { UnsentTexts } from '../../../app/contract/contract.ts'
import { stateOf } from '../../../app/model/account-view.ts'
import { type Language, languageNames } from '../../../app/model/names.ts'
import type { AccountView, AppState } from '../../../app/model/state.ts'
import type { Timeline } from '../../../app/model/timeline.ts'
import { POLICY } from '../../../app/outputs/window/app-protocol.ts'
import { readWordsFolder } from '../../../build/words/words-folder.ts'
import { ensureBuilt } from '../../../scripts/built.ts'
import { sharedChromium } from '../../support/browser/chromium.ts'
import { NOW } from './window-states.ts'

const folder = join(import.meta.dirname, '..', '..', '..', 'out', 'renderer')

const words = join(import.meta.dirname, '..', '..', '..', 'words')

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
}

const viewport = { width: 360, height: 480 }

/** A command and its request. */
type SentCommand = [name: string, request?: unknown]

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
  open(
    state: AccountView,
    options?: BrowserContextOptions & { history?: Timeline; unsent?: UnsentTexts },
  ): Promise<OpenWindow>
  close(): Promise<void>
}

/** Opens the window, one at a time, at 360 × 480 px and at NOW. Builds it if necessary. */
export async function windowStage(): Promise<WindowStage> {
  await ensureBuilt()
  // `npm run looks` runs without Vite.
  const textsOf = new Map<Language, object>(
    languageNames.map((language) => [language, readWordsFolder(join(words, language))]),
  )
  const server = createServer((request, response) => {
    const name = new URL(request.url ?? '/', 'http://window').pathname.slice(1)
    readFile(join(folder, name)).then(
      (content) =>
        response
          .writeHead(200, {
            'content-type': TYPES[extname(name)] ?? '',
            'content-security-policy': POLICY,
            'cache-control': 'max-age=600',
          })
          .end(content),
      () => response.writeHead(404).end(),
    )
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const address = server.address() as AddressInfo
  const browser = await sharedChromium()
  let context: BrowserContext | null = null
  let contextOptions = ''
  let clockIsMoved = false
  let closeLast = async () => {}

  /** A page in its initial state. Reuses the last page if the options are equal, as a new renderer process takes longer. */
  async function freshPage(options: BrowserContextOptions): Promise<Page> {
    await closeLast()
    if (!context || contextOptions !== JSON.stringify(options)) {
      await context?.close()
      context = await browser.newContext({ viewport, timezoneId: 'UTC', ...options })
      contextOptions = JSON.stringify(options)
      // Once: Playwright repeats each call to the clock at each later load.
      await context.clock.setFixedTime(NOW)
      clockIsMoved = false
    }
    const [page = await context.newPage()] = context.pages()
    if (page.viewportSize()?.width !== viewport.width || page.viewportSize()?.height !== viewport.height) {
      await page.setViewportSize(viewport)
    }
    // The pointer must not hover over a control.
    await page.mouse.move(-1, -1)
    if (clockIsMoved) {
      await page.clock.resume()
      await page.clock.setFixedTime(NOW)
      clockIsMoved = false
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
    async open(state, { history = [], unsent = {}, ...pageOptions } = {}) {
      const page = await freshPage(pageOptions)
      page.setDefaultTimeout(30_000)
      const faults: string[] = []
      page.on('pageerror', (error) => faults.push(error.message))
      page.on('console', (message) => {
        if (message.type() === 'error') faults.push(message.text())
      })
      const options: StandInOptions = {
        state: stateOf(state),
        history,
        unsent,
        // Of about 100 kB each, which every page would have to parse.
        texts: { [state.language]: textsOf.get(state.language) ?? {} },
        names: [...commandNames],
      }
      const sent = new Set([state.language])
      const script = await page.addInitScript(
        // tsx, which runs `npm run looks`, wraps functions in this helper.
        `globalThis.__name = (named) => named; (${standIn.toString()})(${JSON.stringify(options)})`,
      )
      closeLast = async () => {
        page.removeAllListeners()
        await script.dispose()
      }
      await page.goto(`http://127.0.0.1:${address.port}/index.html`)
      // Some views load after the window around them; a view with a bug has no h1.
      await page.locator('main :is(h1, h2)').first().waitFor()
      // Effects have run, so the key listeners exist.
      await page.locator('html[style*="color-scheme"]').waitFor()
      return {
        page,
        clock: movableClock(page),
        faults,
        commands: () => page.evaluate(() => window.standIn.commands),
        async sendState(next) {
          const { language } = next
          const texts = sent.has(language) ? {} : { [language]: textsOf.get(language) ?? {} }
          sent.add(language)
          await page.evaluate(
            ([state, more]) => {
              Object.assign(window.standIn.texts, more)
              window.standIn.send(state)
            },
            [stateOf(next), texts] as const,
          )
          // Texts of another language arrive after the state.
          await page.locator(`html[lang=${language}]`).waitFor()
          // Waits for colour transitions, as they affect the contrast. Some animations have no end.
          await page.evaluate(async () => {
            const ending = document
              .getAnimations()
              .filter(({ effect }) => Number.isFinite(effect?.getComputedTiming().endTime))
            await Promise.allSettled(ending.map(({ finished }) => finished))
          })
        },
        sendHistory: (timeline) => page.evaluate((next) => window.standIn.send(next, 'history'), timeline),
        reject: (name, words) =>
          page
            .evaluate((refused) => window.standIn.refusals.set(refused.name, refused.words), { name, words })
            .then(() => {}),
        answer: (name, answer) =>
          page
            .evaluate((given) => window.standIn.answers.set(given.name, given.answer), { name, answer })
            .then(() => {}),
      }
    },
    async close() {
      await context?.close()
      server.close()
    },
  }
}

interface StandIn {
  commands: SentCommand[]
  /** The texts of the languages that were needed so far, by language. */
  texts: Record<string, object>
  /** The requests of `setUnsentText`. */
  kept: unknown[]
  answers: Map<string, unknown>
  refusals: Map<string, string>
  send(payload: AppState | Timeline, event?: EventName): void
}

declare global {
  interface Window {
    standIn: StandIn
  }
}

interface StandInOptions {
  state: AppState
  history: Timeline
  unsent: UnsentTexts
  texts: StandIn['texts']
  names: string[]
}

/** Runs in the page before the window's own code. */
function standIn({ state, history, unsent, texts, names }: StandInOptions) {
  const listeners = new Map<string, (payload: AppState | Timeline) => void>()
  const stand: StandIn = {
    commands: [],
    texts,
    kept: [],
    answers: new Map<string, unknown>([
      ['watch', state],
      ['readHistory', history],
      ['readUnsentTexts', unsent],
      ['checkTenant', { ok: true, value: { tenantId: '99999999-8888-4777-8666-555555555555', cloud: null } }],
    ]),
    refusals: new Map(),
    send: (payload, event = 'state') => listeners.get(event)?.(payload),
  }
  const notRecorded = new Set(['watch', 'readHistory', 'readUnsentTexts', 'setUnsentText'])
  const answer = (name: string) => async (request?: unknown) => {
    if (name === 'readWords') return stand.texts[String(request)]
    if (name === 'setUnsentText') stand.kept.push(request)
    if (!notRecorded.has(name)) {
      stand.commands.push(request === undefined ? [name] : [name, request])
    }
    const words = stand.refusals.get(name)
    if (words) throw new Error(words)
    return stand.answers.get(name)
  }
  const tally = Object.fromEntries(names.map((name) => [name, answer(name)]))
  Object.assign(window, {
    standIn: stand,
    tally: {
      ...tally,
      on: (name: string, listener: (payload: AppState | Timeline) => void) => {
        listeners.set(name, listener)
        return () => listeners.delete(name)
      },
    },
  })
}
