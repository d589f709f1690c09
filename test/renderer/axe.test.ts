// axe finds nothing on any view.
import { test } from 'vitest'
import { expectNothingFoundByAxe, expectReadableUnderPointer } from './scenes/view-checks.ts'
import { views } from './scenes/views.ts'
import { viewsOfFile } from './scenes/views-in-turn.ts'

const inTurn = viewsOfFile()

test.each(Object.entries(views))('axe finds nothing, in any theme and language: %s', async (name, state) => {
  await inTurn().show(name, state)
  await expectNothingFoundByAxe(inTurn().window, state)
})

test.each(Object.entries(views))('every text is readable under the pointer: %s', async (name, state) => {
  await inTurn().show(name, state)
  await expectReadableUnderPointer(inTurn().window, state)
})
