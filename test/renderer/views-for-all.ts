// What has to hold of every view of the window, for everybody: axe finds nothing, and nothing is cut off at its right edge.
import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { type Language, languageNames } from '../../app/settings.ts'
import type { AppState } from '../../app/state.ts'
import type { ThemeInUse } from '../../renderer/theme.ts'
import { axeFindings } from '../axe.ts'
import type { OpenWindow } from './window.ts'

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

/** At the usual size, and at 200 %, in every language. */
export async function expectNothingSticksOut({ page, tell }: OpenWindow, state: AppState): Promise<void> {
  for (const [width, height] of [
    [360, 480],
    [180, 240],
  ] as const) {
    await page.setViewportSize({ width, height })
    await expect.poll(() => page.evaluate(() => innerWidth)).toBe(width)
    for (const language of languageNames) {
      await tell({ ...state, language })
      await unfold(page)
      expect(await partsBeyondTheEdge(page), `${width} px, ${language}`).toEqual([])
    }
  }
}

/** Opens what is folded: it is part of the view, and has no layout before. */
async function unfold(page: Page): Promise<void> {
  for (const folded of await page.locator('details:not([open]) summary').all()) await folded.click()
}

const partsBeyondTheEdge = (page: Page): Promise<string[]> =>
  page.evaluate(() =>
    [...document.querySelectorAll('#window *')]
      .filter((part) => !part.matches('.unseen, option'))
      .filter((part) => part.getBoundingClientRect().right > innerWidth + 0.5)
      .map((part) => part.outerHTML.slice(0, 120)),
  )
