// What has to hold of every view of the window, for everybody: axe finds nothing, and nothing is cut off at its right edge.
import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { type Language, languageNames } from '../../../app/model/names.ts'
import type { AppState } from '../../../app/model/state.ts'
import type { ThemeInUse } from '../../../renderer/frame/theme.ts'
import { axeFindings } from '../../support/axe.ts'
import type { OpenWindow } from './window-stage.ts'

const themes: readonly ThemeInUse[] = ['light', 'dark', 'high-contrast']
/** axe's rules that look at colours. */
const ofColours = ['color-contrast', 'link-in-text-block']

interface LookedAt {
  theme: ThemeInUse
  language: Language
  /** Without them: all. */
  rules?: string[]
}

/**
 * Each language and each theme once: names, roles and order are the same in every theme, and colours in every language.
 * Where there are more themes than languages, the others are looked at for their colours alone.
 */
const looks: readonly LookedAt[] = Array.from(
  { length: Math.max(themes.length, languageNames.length) },
  (_, at) => ({
    theme: themes[at % themes.length] ?? 'light',
    language: languageNames[at % languageNames.length] ?? 'en',
    ...(at < languageNames.length ? {} : { rules: ofColours }),
  }),
)

export async function expectNothingFoundByAxe({ page, tell }: OpenWindow, state: AppState): Promise<void> {
  for (const { theme, language, rules } of looks) {
    await tell({ ...state, language, settings: { ...state.settings, theme } })
    await page.locator(`html[lang=${language}] .${theme}-theme`).waitFor()
    await unfold(page)
    expect(await axeFindings(page, rules ? { rules } : {}), `${theme}, ${language}`).toEqual([])
  }
}

/** The sizes of a window, in CSS px, and the widths up to which it is made wider or narrower from there, as by zooming. */
const sweeps = [
  { width: 360, height: 480, from: 260, to: 480 },
  { width: 180, height: 240, from: 130, to: 260 },
] as const

/** Nothing is outside the window, cut off without a sign or focused out of sight, at any width and in every language. */
export async function expectNothingSticksOut({ page, tell }: OpenWindow, state: AppState): Promise<void> {
  for (const { width, height, from, to } of sweeps) {
    await page.setViewportSize({ width, height })
    for (const language of languageNames) {
      await tell({ ...state, language })
      await unfold(page)
      const found = await page.evaluate(partsOutside, { from, to, step: 10 })
      expect(found, `${from} to ${to} px, ${language}`).toEqual([])
    }
    expect(await page.evaluate(focusedOutOfSight), `the focus at ${width} px`).toEqual([])
  }
}

/** Opens what is folded: it is part of the view, and has no layout before. */
async function unfold(page: Page): Promise<void> {
  for (const folded of await page.locator('details:not([open]) summary').all()) await folded.click()
}

/**
 * In the page: what a person cannot see by scrolling down, at the first width where there is such a thing. Boxes and texts
 * beyond an edge, and what another part cuts off.
 */
function partsOutside({ from, to, step }: Record<'from' | 'to' | 'step', number>): string[] {
  const place = document.getElementById('window')
  if (!place) return ['no window']
  const complaints: string[] = []
  const range = document.createRange()

  function look(part: Element, width: number) {
    const complain = (what: string) =>
      complaints.push(`${width} px, ${what}: ${part.outerHTML.slice(0, 120)}`)
    const isOutside = ({ left, right }: DOMRect) => left < -0.5 || right > width + 0.5
    const box = part.getBoundingClientRect()
    const cutting = part.parentElement?.closest('.cut')
    if (cutting ? box.right > cutting.getBoundingClientRect().right + 0.5 : isOutside(box))
      complain('outside')
    const reach = part.closest('.window-main') ?? document.documentElement
    if (box.bottom - reach.getBoundingClientRect().top > reach.scrollHeight + 1) complain('below')
    if (part.matches('.window-main, .window') && part.scrollWidth > part.clientWidth)
      complain('scrolls sideways')
    if (part.matches('.cut')) {
      const isCut = part.scrollWidth > part.clientWidth + 1
      if (isCut && part.clientWidth < 30) complain('nothing left')
      if (isCut && !part.getAttribute('title')) complain('no full form')
      return
    }
    if (cutting || part.matches('input, select, textarea')) return
    for (const child of part.childNodes) {
      if (!(child instanceof Text) || child.data.trim() === '') continue
      range.selectNodeContents(child)
      if (isOutside(range.getBoundingClientRect())) complain('text outside')
    }
  }

  for (let width = from; width <= to && complaints.length === 0; width += step) {
    place.style.width = `${width}px`
    for (const part of place.querySelectorAll('*')) {
      if (!part.closest('.visually-hidden, option, datalist, svg')) look(part, width)
    }
  }
  place.style.width = ''
  return complaints
}

/** In the page: controls that lie outside the window, or under another part, when they have the focus. */
function focusedOutOfSight(): string[] {
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
