// Somebody with a keyboard and nothing else, who looks at each step where the focus is.
import type { Frame, Locator, Page } from 'playwright-core'
import { expect } from 'vitest'
import { axeFindings } from '../../support/axe.ts'
import type { RunningApp } from './running-app.ts'
import type { AppWindow } from './stage.ts'

/** More than the longest way there and back, over everything else on the desktop. */
const MOST_STOPS = 120

/** For axe: an element of the page in the desktop's frame. */
const WINDOW = ['iframe[title="Window"]', 'html']

/** The desktop's own: the tray icon, its menu, and the page as a whole. */
const STOPS_OUTSIDE = 6

/** What has the focus in the window, if anything has. */
interface Place {
  html: string
  /** Whether eyes find it: something is drawn around it, and it is neither scrolled away nor covered. */
  marked: boolean
  inSight: boolean
  /** Where it begins and ends, px down from the top of the whole view. */
  top: number
  bottom: number
}

export interface KeyboardPerson {
  readonly window: AppWindow
  press(...keys: string[]): Promise<void>
  type(text: string): Promise<void>
  /** Tab until this has the focus, or Shift+Tab where it lies before what has it. */
  reach(control: Locator): Promise<void>
  /** Tab to it, and press Enter or another key. */
  use(control: Locator, ...keys: string[]): Promise<void>
  /** Waits until this has the focus, by itself, for all to see. */
  isAt(control: Locator): Promise<void>
  /** Through the whole view and out of it: every control once, in the order of reading. */
  walk(view: string): Promise<void>
  /** axe finds nothing on the view: for what test/renderer/axe.test.ts cannot show by a state alone. */
  examine(view: string): Promise<void>
}

export async function keyboardPerson(app: RunningApp): Promise<KeyboardPerson> {
  const page = await app.page()
  const window = await app.window()
  const press = async (...keys: string[]) => {
    for (const key of keys) await page.keyboard.press(key)
  }

  async function reach(control: Locator) {
    await control.waitFor()
    let element = await control.elementHandle()
    for (let stop = 0; stop < MOST_STOPS; stop += 1) {
      const found = await element?.evaluate(findFocus)
      if (found === 'here') return
      // Drawn anew meanwhile: another element is the control now.
      if (found === 'removed') element = await control.elementHandle()
      else await press(found === 'before' ? 'Shift+Tab' : 'Tab')
      expectFound(await placeIn(page))
    }
    throw new Error(`No Tab leads to ${control}`)
  }

  /** From outside to the first control of the window. */
  async function wayIn(): Promise<Place | null> {
    let place: Place | null = null
    for (let stop = 0; stop < STOPS_OUTSIDE && !place; stop += 1) {
      await press('Tab')
      place = await placeIn(page)
    }
    return place
  }

  return {
    window,
    press,
    reach,
    type: (text) => page.keyboard.type(text),
    async use(control, ...keys) {
      await reach(control)
      await press(...(keys.length > 0 ? keys : ['Enter']))
    },
    async isAt(control) {
      await control.and(window.locator(':focus')).waitFor()
      expectFound(await placeIn(page))
    },
    async walk(view) {
      for (let stop = 0; await placeIn(page); stop += 1) {
        expect(stop, `${view}: Shift+Tab never leaves it`).toBeLessThan(MOST_STOPS)
        await press('Shift+Tab')
      }
      const stops: Place[] = []
      let place = await wayIn()
      for (; place; place = await placeIn(page)) {
        expect(stops.length, `${view}: Tab never leaves it`).toBeLessThan(MOST_STOPS)
        expectFound(place)
        stops.push(place)
        await press('Tab')
      }
      await press('Shift+Tab')
      expect(stops.length, view).toBe(await window.locator(STOPS).count())
      for (const [number, { html, bottom }] of stops.entries()) {
        const above = stops[number - 1]
        if (above) expect(bottom, `${view}: ${above.html} before ${html}`).toBeGreaterThan(above.top)
      }
    },
    async examine(view) {
      expect(await axeFindings(page, { include: WINDOW }), view).toEqual([])
    },
  }
}

/** Of the radio buttons of one choice the keyboard stops at the chosen one. */
const STOPS = ':is(button, input:not([type=radio]:not(:checked)), select, summary, [tabindex="0"]):visible'

const findFocus = (shown: Element) => {
  if (!shown.isConnected) return 'removed'
  const { activeElement, body } = shown.ownerDocument
  if (!shown.ownerDocument.hasFocus() || !activeElement || activeElement === body) return 'after'
  if (activeElement === shown) return 'here'
  return activeElement.compareDocumentPosition(shown) & Node.DOCUMENT_POSITION_PRECEDING ? 'before' : 'after'
}

function expectFound(place: Place | null) {
  if (!place) return
  expect(place.marked, `nothing is drawn around ${place.html}`).toBe(true)
  expect(place.inSight, `out of sight: ${place.html}`).toBe(true)
}

/** The window's frame itself: a locator would look for it, and for an element in it, at each step anew. */
function frameOf(page: Page): Frame {
  const frame = page.frames().find((one) => one.parentFrame())
  if (!frame) throw new Error('The desktop shows no window')
  return frame
}

const placeIn = (page: Page): Promise<Place | null> =>
  frameOf(page).evaluate(() => {
    const focused = document.activeElement
    if (!document.hasFocus() || !focused || focused === document.body) return null
    const { outlineStyle, outlineColor, boxShadow } = getComputedStyle(focused)
    const outlined = outlineStyle !== 'none' && !/^rgba\(.*, 0\)$/.test(outlineColor)
    const { left, top, width, height } = focused.getBoundingClientRect()
    const hit = document.elementFromPoint(left + width / 2, top + Math.min(height, 40) / 2)
    const scrolled = focused.closest('main')?.scrollTop ?? 0
    return {
      html: focused.outerHTML.slice(0, 120),
      marked: focused.matches(':focus-visible') && (outlined || boxShadow !== 'none'),
      inSight: hit !== null && (focused.contains(hit) || hit.contains(focused)),
      top: top + scrolled,
      bottom: top + height + scrolled,
    }
  })
