// The views within "Show it elsewhere": axe finds nothing, and everything fits into the window.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { outputViews } from '../scenes/output-views.ts'
import { expectEverythingFits, expectNothingFoundByAxe } from '../scenes/view-checks.ts'
import { type OpenWindow, type WindowStage, windowStage } from '../scenes/window-stage.ts'

let stage: WindowStage
beforeAll(async () => {
  stage = await windowStage()
})
afterAll(() => stage.close())

describe.each(Object.entries(outputViews))('%s', (_name, { state, reach }) => {
  let opened: OpenWindow
  beforeAll(async () => {
    opened = await stage.open(state, { reducedMotion: 'reduce' })
    await reach(opened.page)
  })

  test('axe finds nothing, in any theme and language', async () => {
    await expectNothingFoundByAxe(opened, state)
    expect(opened.faults).toEqual([])
  })

  test('everything fits into the window, at any width and zoom and in every language', async () => {
    await expectEverythingFits(opened, state)
  })
})
