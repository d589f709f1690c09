// The direction of the window is that of its language: layout, arrows and keys are mirrored, Latin addresses are not.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { directionOf } from '../../words/locale.ts'
import { rightToLeftLanguages } from './scenes/checked-languages.ts'
import { views } from './scenes/views.ts'
import { type WindowStage, windowStage } from './scenes/window-stage.ts'
import { following, presence, someDays } from './scenes/window-states.ts'

let stage: WindowStage
beforeAll(async () => {
  stage = await windowStage()
})
afterAll(() => stage.close())

describe.each(['en', ...rightToLeftLanguages] as const)('in %s', (language) => {
  const isMirrored = directionOf(language) === 'rtl'
  const today = { ...following(presence('Available', 'Available')), page: 'today', language } as const

  test('the day begins where the language does, and the arrow keys follow', async () => {
    const { page } = await stage.open(today, { history: someDays })
    const pieces = page.getByRole('option')
    await pieces.first().waitFor()
    const middleOf = async (index: number) => {
      const box = await pieces.nth(index).boundingBox()
      return box ? box.x + box.width / 2 : Number.NaN
    }
    expect((await middleOf(0)) > (await middleOf(-1))).toBe(isMirrored)
    const last = (await pieces.count()) - 1
    await pieces.nth(last).focus()
    await page.keyboard.press(isMirrored ? 'ArrowRight' : 'ArrowLeft')
    await expect.poll(() => pieces.nth(last - 1).getAttribute('aria-selected')).toBe('true')
    await page.keyboard.press(isMirrored ? 'ArrowLeft' : 'ArrowRight')
    await expect.poll(() => pieces.nth(last).getAttribute('aria-selected')).toBe('true')
  })

  test('arrows point the other way, and an ID is written from left to right', async () => {
    const { page, sendState } = await stage.open(today, { history: someDays })
    const arrows = page.locator('.day-switch svg')
    const mirrored = () =>
      arrows.evaluateAll((all) => all.map((icon) => new DOMMatrix(getComputedStyle(icon).transform).a < 0))
    await expect.poll(mirrored).toEqual([isMirrored, isMirrored])
    await sendState({ ...(views['settings: registration'] ?? today), language })
    const field = page.locator('input[spellcheck=false]').first()
    await field.waitFor()
    expect(await field.evaluate((one) => getComputedStyle(one).direction)).toBe('ltr')
    expect(await page.locator('main').evaluate((main) => getComputedStyle(main).direction)).toBe(
      isMirrored ? 'rtl' : 'ltr',
    )
  })
})
