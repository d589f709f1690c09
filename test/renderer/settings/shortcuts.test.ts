// The global shortcuts in the settings: recorded by pressing the keys.
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type WindowStage, windowStage } from '../scenes/window-stage.ts'
import { following, inSettings, presence } from '../scenes/window-states.ts'

let stage: WindowStage
beforeAll(async () => {
  stage = await windowStage()
})
afterAll(() => stage.close())

const more = (change: Parameters<typeof following>[1] = {}) =>
  inSettings(following(presence('Available', 'Available'), change), 'more')
const shortcut = (page: Page) => page.getByLabel('Shortcut to open')

test('the next keys are recorded; what people type is refused; Escape leaves it as it is', async () => {
  const { page, commands } = await stage.open(more())
  await expect.poll(() => shortcut(page).textContent()).toBe('Off')
  await shortcut(page).press('Enter')
  await expect.poll(() => shortcut(page).textContent()).toBe('Press the keys…')
  await page.keyboard.press('l')
  await page.getByRole('alert').filter({ hasText: 'cannot be a shortcut' }).waitFor()
  await page.keyboard.press('Control+Alt+l')
  await expect.poll(commands).toEqual([['changeSettings', { openShortcut: 'Control+Alt+L' }]])
  await shortcut(page).press('Enter')
  await page.keyboard.press('Escape')
  await expect.poll(() => shortcut(page).textContent()).toBe('Off')
  expect(await commands()).toHaveLength(1)
})

test('Backspace switches it off, and a refused one is said', async () => {
  const settings = { openShortcut: 'Control+Alt+L' }
  const { page, commands } = await stage.open(more({ settings, refusedShortcuts: ['open'] }))
  await expect.poll(() => shortcut(page).textContent()).toBe('Ctrl+Alt+L')
  await page
    .getByRole('alert')
    .filter({ hasText: 'Another program, the system or the other shortcut here has these keys' })
    .waitFor()
  await shortcut(page).press('Enter')
  await page.keyboard.press('Backspace')
  await expect.poll(commands).toEqual([['changeSettings', { openShortcut: null }]])
})
