// npm run bench:startup -- [--starts N] [--openings N]: the time to the tray icon and to the painted window, in the simulator
// with a real Chromium, and the size of the JavaScript.
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import type { Browser, Page } from 'playwright-core'
import { z } from 'zod'
import { ensureBuilt } from '../scripts/built.ts'
import { type RunningApp, startApp } from '../test/e2e/stage/running-app.ts'
import { simulatorStage } from '../test/e2e/stage/simulator-stage.ts'
import { launchChromium } from '../test/support/browser/chromium.ts'
import { exitWithUsage, orUsage } from './bench-options.ts'

const USAGE = 'npm run bench:startup -- [--starts N] [--openings N]'
const TIMEOUT_MS = 45_000
const out = join(import.meta.dirname, '..', 'out')

const { values } = orUsage(USAGE, () =>
  parseArgs({
    options: {
      starts: { type: 'string', default: '5' },
      openings: { type: 'string', default: '15' },
    },
  }),
)
const starts = Number(values.starts)
const openings = Number(values.openings)
if (!(starts >= 1)) exitWithUsage(USAGE, `--starts ${values.starts}: a number from 1`)
if (!(openings >= 1)) exitWithUsage(USAGE, `--openings ${values.openings}: a number from 1`)

const say = (line: string) => process.stderr.write(`${line}\n`)
const round = (ms: number) => Math.round(ms * 10) / 10

function medianOf(figures: readonly number[]): number {
  const sorted = figures.toSorted((one, other) => one - other)
  const middle = sorted.length >> 1
  const upper = sorted[middle] ?? Number.NaN
  return round(sorted.length % 2 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2)
}

const spread = (figures: readonly number[]) =>
  `${medianOf(figures)} ms (${round(Math.min(...figures))} to ${round(Math.max(...figures))}, n = ${figures.length})`

/** The JavaScript files in a folder of the build, with their sizes in bytes. */
const programsIn = (folder: string) =>
  readdirSync(join(out, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.[cm]?js$/.test(name))
    .map((name) => ({ name, bytes: statSync(join(out, folder, name)).size }))
const bytesIn = (folder: string) => programsIn(folder).reduce((sum, { bytes }) => sum + bytes, 0)

/** Starts the app with a new profile, calls `use`, and always quits the app. */
async function withApp<Value>(chromium: Browser, use: (app: RunningApp) => Promise<Value>): Promise<Value> {
  const profile = await mkdtemp(join(tmpdir(), 'tally-light-startup-'))
  let end = async () => {}
  try {
    const options = { profile, microsoft: null, args: '--hidden' }
    const app = await startApp(simulatorStage(chromium), options, (ending) => {
      end = ending
    })
    return await use(app)
  } finally {
    await end()
    await rm(profile, { recursive: true, force: true })
  }
}

/** Calls `window.painted` when the view in the window is painted, or on the desktop page the window itself. */
function watchPaint() {
  // No named inner functions: tsx would add a call of its own helper, which the page does not have.
  new MutationObserver((_changes, look) => {
    const inWindow = window !== window.top
    const wanted = inWindow ? 'main img.light' : '.window:not([data-hidden])'
    if (!document.querySelector(wanted)) return
    if (inWindow) look.disconnect()
    requestAnimationFrame(() =>
      requestAnimationFrame(() => {
        // Ignores a window that was closed meanwhile.
        if (document.querySelector(wanted)) void window.painted(inWindow ? 'view' : 'window')
      }),
    )
  }).observe(document, { childList: true, subtree: true, attributeFilter: ['data-hidden'] })
}

declare global {
  interface Window {
    painted(what: string): Promise<void>
  }
}

/** Clicks the tray icon and resolves to the time until `what` is painted, ms. */
type ClickUntil = (what: 'view' | 'window') => Promise<number>

async function onDesktop(
  app: RunningApp,
  chromium: Browser,
  use: (page: Page, click: ClickUntil) => Promise<void>,
) {
  const context = await chromium.newContext({ viewport: { width: 1440, height: 900 } })
  try {
    let painted: (what: string) => void = () => {}
    await context.exposeFunction('painted', (what: string) => painted(what))
    await context.addInitScript(watchPaint)
    const page = await context.newPage()
    await page.goto(z.url().parse(app.url))
    await page.getByRole('button', { name: 'Menu of the tray icon' }).waitFor()
    await use(page, async (wanted) => {
      const clickedMs = performance.now()
      const paintedMs = new Promise<number>((resolve, reject) => {
        const late = setTimeout(() => reject(new Error(`The ${wanted} was not painted`)), TIMEOUT_MS)
        painted = (what) => {
          if (what !== wanted) return
          clearTimeout(late)
          resolve(performance.now())
        }
      })
      await app.post('tray-click')
      return (await paintedMs) - clickedMs
    })
  } finally {
    await context.close()
  }
}

/** Cold: the window is created and its page loaded. Warm: the window was hidden. */
async function openingsOf(app: RunningApp, chromium: Browser) {
  const cold: number[] = []
  const warm: number[] = []
  await onDesktop(app, chromium, async (page, click) => {
    // The first one warms up the browser and does not count.
    for (let opening = 0; opening <= openings; opening += 1) {
      const coldMs = await click('view')
      await app.post('window', { action: 'close' })
      await page.locator('.window[data-hidden]').waitFor({ state: 'attached' })
      const warmMs = await click('window')
      if (opening > 0) {
        cold.push(coldMs)
        warm.push(warmMs)
      }
      await app.post('window', { action: 'destroy' })
      await page.locator('.window').waitFor({ state: 'detached' })
    }
  })
  return { cold, warm }
}

await ensureBuilt()
const chromium = await launchChromium()
try {
  const icons: number[] = []
  for (let start = 0; start < starts; start += 1) {
    icons.push(await withApp(chromium, async (app) => (await app.desktop()).trayAfterMs))
  }
  const { cold, warm } = await withApp(chromium, (app) => openingsOf(app, chromium))

  const main = readFileSync(join(out, 'main', 'main.js'), 'utf8')
  const size = ({ name, bytes }: { name: string; bytes: number }) => `${name} ${Math.round(bytes / 1000)} kB`
  const programs = programsIn('main')
  const later = programs.filter(({ name }) => name !== 'main.js' && !main.includes(`from"./${name}"`))
  say(`First tray icon, after the first line of the app's code: ${spread(icons)}`)
  say(
    `  loaded before it: ${programs
      .filter((program) => !later.includes(program))
      .map(size)
      .join(', ')}`,
  )
  say(`  loaded when needed: ${later.map(size).join(', ')}`)
  say(`Click to painted window, made anew: ${spread(cold)}; only hidden before: ${spread(warm)}`)
  console.log(
    JSON.stringify({
      firstTrayIconMs: medianOf(icons),
      // The app destroys a window after ten minutes hidden: here every second opening is cold.
      openMedianMs: medianOf([...cold, ...warm]),
      rendererBytes: bytesIn('renderer'),
      mainBytes: bytesIn('main'),
    }),
  )
} finally {
  await chromium.close()
}
