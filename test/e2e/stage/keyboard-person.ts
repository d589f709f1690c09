// A user with only a keyboard: presses keys and checks the focus at each step.
import type { Frame, Locator, Page } from 'playwright-core'
import { expect } from 'vitest'
import { axeFindings } from '../../support/browser/axe.ts'
import type { RunningApp } from './running-app.ts'
import type { AppWindow } from './stage.ts'

/** More Tab presses than a round through the whole desktop needs. */
const MOST_STOPS = 120

/** axe's selector for an element of the page in the desktop's frame. */
const WINDOW = ['iframe[title="Window"]', 'html']

/** Elements of the desktop page: the tray icon, its menu, and the page itself. */
const STOPS_OUTSIDE = 6

/** The focused element in the window. */
interface Place {
  html: string
  /** Whether the focus is visible: it has an outline, and is neither scrolled away nor covered. */
  marked: boolean
  inSight: boolean
  /** Its top and bottom, px from the top of the whole view. */
  top: number
  bottom: number
}

export interface KeyboardPerson {
  readonly window: AppWindow
  press(...keys: string[]): Promise<void>
  type(text: string): Promise<void>
  /** Presses Tab until this has the focus, or Shift+Tab if it precedes the focus. */
  reach(control: Locator): Promise<void>
  /** Presses Tab until it has the focus, then Enter or another key. */
  use(control: Locator, ...keys: string[]): Promise<void>
  /** Waits until this has a visible focus without a key press. */
  isAt(control: Locator): Promise<void>
  /** Tabs through the whole view: every control gets the focus once, in reading order. */
  walk(view: string): Promise<void>
  /** Checks the view with axe, for views that test/renderer/axe.test.ts cannot show. */
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
      // The control was replaced by a new element.
      if (found === 'removed') element = await control.elementHandle()
      else await press(found === 'before' ? 'Shift+Tab' : 'Tab')
      expectFound(await placeIn(page))
    }
    throw new Error(`No Tab leads to ${control}`)
  }

  /** Moves the focus from outside to the first control of the window. */
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

/** Tab stops only at the checked radio button of a group. */
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

/** The window's frame object; a locator would look it up at each step. */
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
