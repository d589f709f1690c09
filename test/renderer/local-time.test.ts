// Times in the window use the time zone and the hour cycle of the state, not those of the page.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { languageNames } from '../../app/model/names.ts'
import type { AccountView } from '../../app/model/state.ts'
import type { Timeline } from '../../app/model/timeline.ts'
import type { LocalTime } from '../../app/model/timing/local-time.ts'
import { team } from './scenes/colleague-states.ts'
import { type OpenWindow, type WindowStage, windowStage } from './scenes/window-stage.ts'
import { following, NOW, presence, someDays } from './scenes/window-states.ts'

let stage: WindowStage
beforeAll(async () => {
  stage = await windowStage()
})
afterAll(() => stage.close())

const at = (local: Partial<LocalTime>, state: AccountView): AccountView => ({ ...state, ...local })
const available = following(presence('Available', 'Available'))
const inACall = following(
  presence('Busy', 'InACall', {
    statusMessage: {
      message: { content: 'Heads down on the release' },
      expiryDateTime: { dateTime: '2026-11-23T17:00:00', timeZone: 'Pacific Standard Time' },
    },
  }),
)
/** Without the current light. */
const notKept = { ...available.settings, keepHistory: false }

test('the zone of the state counts, and the page reports its own if it differs', async () => {
  const { page, commands, sendState } = await stage.open(at({ timeZone: 'Asia/Kathmandu' }, available), {
    anew: true,
  })
  await page.getByText('since 16:12 · 18 minutes', { exact: true }).waitFor()
  await page.getByText('Next check at 16:30:18').waitFor()
  await expect.poll(commands).toEqual([['reportTimeZone', 'UTC']])
  await sendState(at({ timeZone: 'America/New_York', hourCycle: 'h12' }, available))
  await page.getByText('since 5:27 am · 18 minutes', { exact: true }).waitFor()
  expect(await commands()).toEqual([['reportTimeZone', 'UTC']])
})

test('on a day of 25 hours the times of the repeated hour have their offset', async () => {
  const now = Date.parse('2026-11-01T12:00Z')
  const busy = { from: Date.parse('2026-11-01T05:30Z'), until: Date.parse('2026-11-01T06:15Z') }
  const { page, clock } = await stage.open(
    at({ timeZone: 'America/New_York' }, { ...available, page: 'today', settings: notKept }),
    { history: [{ light: 'busy', ...busy }] },
  )
  await clock.setFixedTime(now)
  await page.reload()
  await page.getByRole('option', { name: '01:30 GMT-4–01:15 GMT-5 Busy' }).waitFor()
  await page.getByRole('option', { name: '01:15 GMT-5–07:00' }).waitFor()
})

/** A whole 25-hour day, with a piece that starts in each of the two repeated hours. */
const longDay: Timeline = [
  ...['2026-10-24T22:00Z', '2026-10-25T00:30Z', '2026-10-25T01:15Z', '2026-10-25T10:40Z'],
].map((from, place, all) => ({
  light: place % 2 === 0 ? 'available' : 'in-a-call',
  from: Date.parse(from),
  until: Date.parse(all[place + 1] ?? '2026-10-25T12:00Z'),
}))

const viewport = { width: 320, height: 480 }

/** Texts that overflow the window or overlap each other. */
function misplacedTexts(): string[] {
  const wide = document.documentElement.clientWidth
  const shown = document.createTreeWalker(
    document.querySelector('main') ?? document.body,
    NodeFilter.SHOW_TEXT,
  )
  /** The middle of the box, as high as the font size: a font for Arabic has boxes that are taller than its letters. */
  const drawn = (element: Element | null, { x, y, width, height }: DOMRect) => {
    const size = Number.parseFloat(getComputedStyle(element ?? document.body).fontSize)
    return new DOMRect(x, y + (height - size) / 2, width, size)
  }
  const lines: { text: string; box: DOMRect }[] = []
  for (let node = shown.nextNode(); node; node = shown.nextNode()) {
    const range = document.createRange()
    range.selectNodeContents(node)
    // Visually hidden text is one pixel wide.
    for (const box of range.getClientRects())
      if (node.textContent?.trim() && box.width > 2)
        lines.push({ text: node.textContent, box: drawn(node.parentElement, box) })
  }
  const beyond = lines.filter(({ box }) => box.left < -0.5 || box.right > wide + 0.5)
  const over = lines.flatMap((one, place) =>
    lines.slice(place + 1).filter(({ box }) => {
      const across = Math.min(one.box.right, box.right) - Math.max(one.box.left, box.left)
      const down = Math.min(one.box.bottom, box.bottom) - Math.max(one.box.top, box.top)
      // Lines of one paragraph may touch.
      return across > 1 && down > 4
    }),
  )
  const sideways = document.documentElement.scrollWidth > wide ? ['the page scrolls sideways'] : []
  return [...[...beyond, ...over].map(({ text }) => text), ...sideways]
}

const berlin: Partial<AccountView> = { page: 'today', settings: notKept, timeZone: 'Europe/Berlin' }
const shown: readonly [name: string, state: AccountView, history?: Timeline, now?: number][] = [
  ['a call with a message', inACall],
  ['a stale light', { ...inACall, following: { ...inACall.following, stale: true } }],
  ['a pause', { ...available, pausedUntil: NOW + 20 * 3_600_000 }],
  ['colleagues', team],
  ['an ordinary day', { ...available, page: 'today' }, someDays],
  ['a long day', { ...available, ...berlin }, longDay, Date.parse('2026-10-25T12:00Z')],
]

describe.each(shown)('%s, with the longer times of 12 hours', (name, state, history = [], now = NOW) => {
  let opened: OpenWindow
  beforeAll(async () => {
    opened = await stage.open({ ...state, hourCycle: 'h12' }, { history, viewport })
    if (now === NOW) return
    await opened.clock.setFixedTime(now)
    await opened.page.reload()
    await opened.page.locator('.pieces summary').waitFor()
  })

  test.each(languageNames)('in %s it fits into 320 px', async (language) => {
    const { page, sendState } = opened
    await sendState({ ...state, language, hourCycle: 'h12' })
    for (const more of await page.locator('details:not([open]) > summary').all()) await more.click()
    expect(await page.evaluate(misplacedTexts)).toEqual([])
    const folder = process.env.TALLY_LIGHT_PICTURES
    if (folder) await page.screenshot({ path: `${folder}/${language}-${name}.png`, fullPage: true })
  })
})
