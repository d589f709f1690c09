// Checks of every view: axe finds nothing, and everything fits into the window.
import { expect } from 'vitest'
import { stateOf } from '../../../app/model/account-view.ts'
import { type Language, languageNames } from '../../../app/model/names.ts'
import type { AccountView } from '../../../app/model/state.ts'
import type { ThemeInUse } from '../../../renderer/frame/theme.ts'
import { axeFindings } from '../../support/browser/axe.ts'
import { thoroughLanguages } from './checked-languages.ts'
import type { OpenWindow } from './window-stage.ts'

const themes: readonly ThemeInUse[] = ['light', 'dark', 'high-contrast']
/** axe's rules about colours. */
const colourRules = ['color-contrast', 'link-in-text-block']

interface Variant {
  theme: ThemeInUse
  language: Language
  /** All rules if absent. */
  rules?: string[]
}

/**
 * Each thorough language and each theme once: names, roles and order do not depend on the theme, nor colours on the language. If
 * there are more themes than languages, the remaining themes check the colour rules only.
 */
const variants: readonly Variant[] = Array.from(
  { length: Math.max(themes.length, thoroughLanguages.length) },
  (_, at) => ({
    theme: themes[at % themes.length] ?? 'light',
    language: thoroughLanguages[at % thoroughLanguages.length] ?? 'en',
    ...(at < thoroughLanguages.length ? {} : { rules: colourRules }),
  }),
)

export async function expectNothingFoundByAxe(
  { page, sendState }: OpenWindow,
  state: AccountView,
): Promise<void> {
  for (const { theme, language, rules } of variants) {
    await sendState({ ...state, language, settings: { ...state.settings, theme } })
    await page.locator(`html[lang=${language}] .${theme}-theme`).waitFor()
    await page.evaluate(openDetails)
    expect(await axeFindings(page, rules ? { rules } : {}), `${theme}, ${language}`).toEqual([])
  }
}

/** Everything that can look different under the pointer. */
const UNDER_POINTER = 'button, a, summary, label, li, [role=option]'

/**
 * Every text has the contrast that axe asks for while the pointer is on it, in the theme in which the background of Fluent's
 * controls turns from dark to bright then.
 */
export async function expectReadableUnderPointer({ page, sendState }: OpenWindow, state: AccountView) {
  await sendState({ ...state, settings: { ...state.settings, theme: 'high-contrast' } })
  await page.locator('.high-contrast-theme').waitFor()
  const protocol = await page.context().newCDPSession(page)
  try {
    await protocol.send('DOM.enable')
    await protocol.send('CSS.enable')
    const { root } = await protocol.send('DOM.getDocument')
    const found = { nodeId: root.nodeId, selector: UNDER_POINTER }
    const { nodeIds } = await protocol.send('DOM.querySelectorAll', found)
    expect(nodeIds.length).toBeGreaterThan(0)
    for (const nodeId of nodeIds)
      await protocol.send('CSS.forcePseudoState', { nodeId, forcedPseudoClasses: ['hover'] })
    expect(await axeFindings(page, { rules: colourRules })).toEqual([])
  } finally {
    await protocol.detach()
  }
}

/** Sizes of the window in CSS px, and the range of widths to check with each; the first is the usual size. */
const sweeps = [
  { width: 360, height: 480, from: 260, to: 480 },
  { width: 180, height: 240, from: 130, to: 260 },
] as const

/** Nothing is outside the window, cut off without an ellipsis, or covered while it has the focus. */
export async function expectEverythingFits(window: OpenWindow, state: AccountView): Promise<void> {
  const { page } = window
  for (const { width, height, from, to } of sweeps) {
    await page.setViewportSize({ width, height })
    const languages = width === sweeps[0].width ? languageNames : thoroughLanguages
    const looks = languages.map((language) => ({
      language,
      ...(thoroughLanguages.includes(language) ? { from, to } : { from: width, to: width }),
    }))
    const found = await partsOutsideIn(window, state, looks)
    expect(found, `from ${from} to ${to} px`).toEqual({})
    expect(await page.evaluate(hiddenFocus), `the focus at ${width} px`).toEqual([])
  }
}

interface Look {
  language: Language
  /** Widths in CSS px. */
  from: number
  to: number
}

/** What is outside the window or cut off, by language. */
async function partsOutsideIn(
  { page }: OpenWindow,
  state: AccountView,
  looks: readonly Look[],
): Promise<Record<string, string[]>> {
  const find = await page.evaluateHandle<typeof partsOutside>(`(${partsOutside.toString()})`)
  const open = await page.evaluateHandle<typeof openDetails>(`(${openDetails.toString()})`)
  // All languages without leaving the page, as the way there and back takes longer than a look.
  const found = await page.evaluate(
    async ({ find, open, state, looks }) => {
      const found: Record<string, string[]> = {}
      for (const { language, from, to } of looks) {
        await window.standIn.show({ ...state, language })
        open()
        const faults = find({ from, to, step: 10 })
        if (faults.length > 0) found[language] = faults
      }
      return found
    },
    { find, open, state: stateOf(state), looks },
  )
  await Promise.all([find.dispose(), open.dispose()])
  return found
}

/**
 * Every control that a pointer uses is at least 24 × 24 CSS px, or so far from others that circles of that size around them
 * do not meet (WCAG 2.2, 2.5.8). The control of a label is as large as the label.
 */
export const smallTargets = ({ page }: OpenWindow): Promise<string[]> =>
  page.evaluate(() => {
    const LEAST = 24
    const controls = [
      ...document.querySelectorAll<HTMLElement>('button, input, select, textarea, summary, a'),
    ]
    const targets = controls
      .filter((control) => control.checkVisibility() && !control.closest('.visually-hidden'))
      .map((control) => {
        const box = (control.closest('label') ?? control).getBoundingClientRect()
        const middle = { x: box.left + box.width / 2, y: box.top + box.height / 2 }
        return { control, box, middle, isSmall: box.width < LEAST || box.height < LEAST }
      })
    const distance = (one: { x: number; y: number }, other: { x: number; y: number }) =>
      Math.hypot(one.x - other.x, one.y - other.y)
    const nearestPoint = (x: number, from: number, until: number) => Math.min(Math.max(x, from), until)
    return targets
      .filter(({ isSmall }) => isSmall)
      .filter((small) =>
        targets.some((other) => {
          if (other === small || other.control.closest('label')?.contains(small.control)) return false
          if (other.isSmall) return distance(small.middle, other.middle) < LEAST
          const { left, right, top, bottom } = other.box
          const point = {
            x: nearestPoint(small.middle.x, left, right),
            y: nearestPoint(small.middle.y, top, bottom),
          }
          return distance(small.middle, point) < LEAST / 2
        }),
      )
      .map(({ control, box }) => `${box.width} × ${box.height}: ${control.outerHTML.slice(0, 120)}`)
  })

/** What is cut off or outside the window with the spacing of text that a user may set (WCAG 2.2, 1.4.12). */
export async function lostToTextSpacing({ page }: OpenWindow): Promise<string[]> {
  await page.evaluate(openDetails)
  const style = await page.addStyleTag({
    content:
      '* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important } p { margin-block-end: 2em !important }',
  })
  const found = await page.evaluate(partsOutside, { from: 360, to: 360, step: 10 })
  await style.evaluate((element) => element.parentNode?.removeChild(element))
  return found
}

/** Runs in the page. Opens all `details` elements, whose content has no layout before. */
function openDetails(): void {
  for (const details of document.querySelectorAll('details')) details.open = true
}

/**
 * Runs in the page. Finds boxes and texts beyond an edge, and content that is cut off, at the first width that has any. At each
 * width everything is measured before anything changes, so that the page is laid out once.
 */
function partsOutside({ from, to, step }: Record<'from' | 'to' | 'step', number>): string[] {
  const place = document.getElementById('window') ?? document.body
  const isRightToLeft = document.documentElement.dir === 'rtl'
  const faults: string[] = []
  const parts = [...place.querySelectorAll('*')]
    .filter((part) => !part.closest('.visually-hidden, option, datalist, svg'))
    .map((part) => {
      const isCutter = part.matches('.cut')
      const cutting = part.parentElement?.closest('.cut')
      const isRead = !isCutter && !cutting && !part.matches('input, select, textarea')
      const texts = [...part.childNodes].filter(
        (child) => isRead && child instanceof Text && child.data.trim() !== '',
      )
      return {
        part,
        isCutter,
        cutting,
        reach: part.closest('.window-main') ?? document.documentElement,
        isFrame: part.matches('.window-main, .window'),
        texts: texts.map((text) => {
          const range = document.createRange()
          range.selectNodeContents(text)
          return range
        }),
      }
    })
  const reaches = [...new Set(parts.map(({ reach }) => reach))]

  for (let width = from; width <= to && faults.length === 0; width += step) {
    place.style.width = `${width}px`
    // From right to left a narrower window is at the right of the page.
    const { left } = place.getBoundingClientRect()
    const isOutside = (box: DOMRect) => box.left < left - 0.5 || box.right > left + width + 0.5
    const ends = new Map(
      reaches.map((reach) => [reach, reach.getBoundingClientRect().top + reach.scrollHeight + 1]),
    )
    for (const { part, isCutter, cutting, reach, isFrame, texts } of parts) {
      const report = (what: string) => {
        // Without a box it would be at the left of the page.
        if (part.checkVisibility()) faults.push(`${width} px, ${what}: ${part.outerHTML.slice(0, 120)}`)
      }
      const box = part.getBoundingClientRect()
      const cut = cutting?.getBoundingClientRect()
      const isBeyond = cut && (isRightToLeft ? box.left < cut.left - 0.5 : box.right > cut.right + 0.5)
      if (cut ? isBeyond : isOutside(box)) report('outside')
      if (box.bottom > (ends.get(reach) ?? 0)) report('below')
      if (isFrame && part.scrollWidth > part.clientWidth) report('scrolls sideways')
      if (isCutter) {
        const isCut = part.scrollWidth > part.clientWidth + 1
        if (isCut && part.clientWidth < 30) report('nothing left')
        if (isCut && !part.getAttribute('title')) report('no full form')
      }
      if (texts.some((text) => isOutside(text.getBoundingClientRect()))) report('text outside')
    }
  }
  place.style.width = ''
  return faults
}

/** Runs in the page. Finds controls that are outside the window or covered while they have the focus. */
function hiddenFocus(): string[] {
  const controls = document.querySelectorAll<HTMLElement>(
    'button, input, select, textarea, summary, [tabindex]',
  )
  return [...controls].flatMap((control) => {
    if (control.matches(':disabled')) return []
    control.focus()
    const { left, top, right, bottom, width, height } = control.getBoundingClientRect()
    const isTall = height > innerHeight / 2
    const middle = document.elementFromPoint(left + width / 2, Math.max(top, 0) + Math.min(height / 2, 10))
    const isInside = left >= 0 && right <= innerWidth && (isTall || (top >= 0 && bottom <= innerHeight))
    const isOnTop = middle !== null && (control.contains(middle) || middle.contains(control))
    return isInside && isOnTop ? [] : [control.outerHTML.slice(0, 120)]
  })
}
