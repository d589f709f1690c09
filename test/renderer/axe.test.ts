// axe finds nothing on any view.
import { afterAll, beforeAll, test } from 'vitest'
import { expectNothingFoundByAxe } from './scenes/view-checks.ts'
import { views } from './scenes/views.ts'
import { type ViewsInTurn, viewsInTurn } from './scenes/views-in-turn.ts'
import { type WindowStage, windowStage } from './scenes/window-stage.ts'

let stage: WindowStage
let inTurn: ViewsInTurn
beforeAll(async () => {
  stage = await windowStage()
  inTurn = await viewsInTurn(stage)
})
afterAll(() => stage.close())

test.each(Object.entries(views))('axe finds nothing, in any theme and language: %s', async (name, state) => {
  await inTurn.show(name, state)
  await expectNothingFoundByAxe(inTurn.window, state)
})
