// The views within "Show it elsewhere", and the way to each.
import type { Page } from 'playwright-core'
import type { AccountView } from '../../../app/model/state.ts'
import { enteredKinds } from '../../../renderer/elsewhere/output-fields.ts'
import { noOutputs, withOutputs } from './output-states.ts'

interface OutputView {
  state: AccountView
  reach: (page: Page) => Promise<void>
}

const entryAt = (page: Page, at: number) => page.locator('.entry-list button').nth(at)
const addPlace = (page: Page) => page.locator('.buttons button').first().click()
const placeOf = (output: number, place: number): OutputView => ({
  state: withOutputs,
  async reach(page) {
    await entryAt(page, output).click()
    await entryAt(page, place).click()
  },
})

export const outputViews: Readonly<Record<string, OutputView>> = {
  kinds: { state: noOutputs, reach: addPlace },
  ...Object.fromEntries(
    enteredKinds.map((kind, at) => [
      `new-${kind}`,
      {
        state: noOutputs,
        async reach(page: Page) {
          await addPlace(page)
          await entryAt(page, at).click()
        },
      },
    ]),
  ),
  missing: {
    state: noOutputs,
    async reach(page) {
      await addPlace(page)
      await entryAt(page, 0).click()
      await page.locator('button[type=submit]').click()
      await page.getByRole('alert').first().waitFor()
    },
  },
  working: { state: withOutputs, reach: (page) => entryAt(page, 3).click() },
  failing: { state: withOutputs, reach: (page) => entryAt(page, 1).click() },
  off: { state: withOutputs, reach: (page) => entryAt(page, 4).click() },
  removing: {
    state: withOutputs,
    async reach(page) {
      await entryAt(page, 0).click()
      await page.locator('.buttons button').last().click()
    },
  },
  connection: placeOf(0, 0),
  'kept-address': placeOf(1, 0),
  lights: placeOf(1, 1),
  hours: placeOf(2, 2),
}
