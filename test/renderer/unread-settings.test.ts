// Every view reports settings that could not be read, in two languages, until the state says otherwise.
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { UnreadSettings } from '../../app/model/state.ts'
import { button } from './scenes/controls.ts'
import { historyOf, views } from './scenes/views.ts'
import { type WindowStage, windowStage } from './scenes/window-stage.ts'

let stage: WindowStage
beforeAll(async () => {
  stage = await windowStage()
})
afterAll(() => stage.close())

const kept: UnreadSettings = { kind: 'kept', name: 'settings.json.unreadable' }
const left: UnreadSettings = { kind: 'left', name: 'settings.json', detail: 'ENOSPC' }

test.each(Object.entries(views))('%s', async (name, state) => {
  const { page, sendState, commands } = await stage.open(
    { ...state, unreadSettings: kept },
    { history: historyOf(name), reducedMotion: 'reduce' },
  )
  const note = page.getByText('What was there is kept as settings.json.unreadable.')
  await note.waitFor()
  await button(page, 'Show the kept copy').click()
  await button(page, 'Dismiss').click()
  expect((await commands()).filter(([command]) => command.includes('UnreadSettings'))).toEqual([
    ['showUnreadSettings'],
    ['dismissUnreadSettings'],
  ])
  // Only the state removes the note.
  expect(await note.count()).toBe(1)
  await sendState({ ...state, unreadSettings: left, language: 'ru' })
  await page.getByText('(ENOSPC). settings.json остаётся как есть').waitFor()
  await button(page, 'Показать файл').waitFor()
  await sendState({ ...state, unreadSettings: null, language: 'ru' })
  await button(page, 'Показать файл').waitFor({ state: 'detached' })
})
