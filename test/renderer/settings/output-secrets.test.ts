// Every view asks about the secrets of external outputs after a sign-out or an erasure, in two languages.
import { expect, test } from 'vitest'
import { button } from '../scenes/controls.ts'
import { views } from '../scenes/views.ts'
import { viewsOfFile } from '../scenes/views-in-turn.ts'

const inTurn = viewsOfFile()

test.each(Object.entries(views))('%s', async (name, state) => {
  const { page, sendState, commands } = inTurn().window
  const before = (await commands()).length
  await inTurn().show(name, { ...state, asksAboutOutputSecrets: true })
  const note = page.getByText('are still kept, encrypted, on this computer')
  await note.waitFor()
  await button(page, 'Keep them').click()
  await button(page, 'Forget them').click()
  expect((await commands()).slice(before).filter(([command]) => command.includes('OutputSecrets'))).toEqual([
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
