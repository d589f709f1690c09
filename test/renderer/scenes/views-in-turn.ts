// The views in turn in one window: to open a page for each would take most of a test's time.

import { afterAll, beforeAll } from 'vitest'
import type { AccountView } from '../../../app/model/state.ts'
import type { Timeline } from '../../../app/model/timeline.ts'
import { historyOf } from './views.ts'
import { type OpenWindow, viewport, type WindowStage, windowStage } from './window-stage.ts'
import { stateWith } from './window-states.ts'

/** Shown between two views, so that each is set up anew; in a theme of its own, so that the next one can be told from it. */
const between: AccountView = stateWith({ settings: { theme: 'high-contrast' } })

export interface ViewsInTurn {
  window: OpenWindow
  /** Shows this state, which has the name of a view, in a light theme. */
  show(name: string, state: AccountView): Promise<void>
}

async function viewsInTurn(stage: WindowStage): Promise<ViewsInTurn> {
  const window = await stage.open(between, { reducedMotion: 'reduce' })
  const { page, sendState, answer } = window
  return {
    window,
    async show(name, state) {
      const history: Timeline = historyOf(name)
      // As a check of sizes may have left it.
      if (page.viewportSize()?.width !== viewport.width) await page.setViewportSize(viewport)
      await sendState(between)
      await page.locator('.high-contrast-theme').waitFor()
      await answer('readHistory', history)
      await sendState({ ...state, settings: { ...state.settings, theme: 'light' } })
      await page.locator('.light-theme').waitFor()
      // Seldom views are loaded later than the window around them.
      await page.locator('main :is(h1, h2)').first().waitFor()
      if (history.length > 0) await page.getByRole('option').first().waitFor()
    },
  }
}

/** For the tests of a file: the views in turn on a stage that is closed after them. */
export function viewsOfFile(): () => ViewsInTurn {
  let stage: WindowStage
  let inTurn: ViewsInTurn
  beforeAll(async () => {
    stage = await windowStage()
    inTurn = await viewsInTurn(stage)
  })
  afterAll(() => stage.close())
  return () => inTurn
}
