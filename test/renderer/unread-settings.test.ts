// Settings that could not be read are said on every view, in both languages, until the app says that they are not any more.
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
  const { page, tell, asked } = await stage.open(
    { ...state, unreadSettings: kept },
    { history: historyOf(name) },
  )
  const note = page.getByText('What was there is kept as settings.json.unreadable.')
  await note.waitFor()
  await button(page, 'Show the kept copy').click()
  await button(page, 'Dismiss').click()
  expect((await asked()).filter(([command]) => command.includes('UnreadSettings'))).toEqual([
    ['showUnreadSettings'],
    ['dismissUnreadSettings'],
  ])
  // It is the app that says when it is over.
  expect(await note.count()).toBe(1)
  await tell({ ...state, unreadSettings: left, language: 'ru' })
  await page.getByText('(ENOSPC). settings.json остаётся как есть').waitFor()
  await button(page, 'Показать файл').waitFor()
  await tell({ ...state, unreadSettings: null, language: 'ru' })
  await button(page, 'Показать файл').waitFor({ state: 'detached' })
})
