// axe finds nothing on any view.
import { afterAll, beforeAll, test } from 'vitest'
import { expectNothingFoundByAxe } from './scenes/view-checks.ts'
import { historyOf, views } from './scenes/views.ts'
import { type WindowStage, windowStage } from './scenes/window-stage.ts'

let stage: WindowStage
beforeAll(async () => {
  stage = await windowStage()
})
afterAll(() => stage.close())

test.each(Object.entries(views))('axe finds nothing, in any theme and language: %s', async (name, state) => {
  const window = await stage.open(state, { reducedMotion: 'reduce', history: historyOf(name) })
  await expectNothingFoundByAxe(window, state)
})
