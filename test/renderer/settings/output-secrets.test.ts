// Every view asks about the secrets of external outputs after a sign-out or an erasure, in two languages.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { button } from '../scenes/controls.ts'
import { historyOf, views } from '../scenes/views.ts'
import { type WindowStage, windowStage } from '../scenes/window-stage.ts'

let stage: WindowStage
beforeAll(async () => {
  stage = await windowStage()
})
afterAll(() => stage.close())

test.each(Object.entries(views))('%s', async (name, state) => {
  const { page, sendState, commands } = await stage.open(
    { ...state, asksAboutOutputSecrets: true },
    { history: historyOf(name), reducedMotion: 'reduce' },
  )
  const note = page.getByText('are still kept, encrypted, on this computer')
  await note.waitFor()
  await button(page, 'Keep them').click()
  await button(page, 'Forget them').click()
  expect((await commands()).filter(([command]) => command.includes('OutputSecrets'))).toEqual([
    ['keepOutputSecrets'],
    ['forgetOutputSecrets'],
  ])
  // Only the state removes the question.
  expect(await note.count()).toBe(1)
  await sendState({ ...state, asksAboutOutputSecrets: true, language: 'ru' })
  await button(page, 'Забыть их').waitFor()
  await sendState({ ...state, asksAboutOutputSecrets: false, language: 'ru' })
  await button(page, 'Забыть их').waitFor({ state: 'detached' })
})
