// The views within "Show it elsewhere", and the way to each.
import type { Page } from 'playwright-core'
import { externalOutputKinds } from '../../../app/model/names.ts'
import type { AccountView } from '../../../app/model/state.ts'
import { foundAnswer, noOutputs, pairedAnswer, withOutputs } from './output-states.ts'
import './window-stage.ts'

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

const toHue = async (page: Page) => {
  await addPlace(page)
  await entryAt(page, externalOutputKinds.indexOf('hue')).click()
}

export const outputViews: Readonly<Record<string, OutputView>> = {
  kinds: { state: noOutputs, reach: addPlace },
  ...Object.fromEntries(
    externalOutputKinds.map((kind, at) => [
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
  'hue-waiting': {
    state: noOutputs,
    async reach(page) {
      await toHue(page)
      await page.locator('[name=host]').fill('192.168.1.7')
      await page.evaluate(() => window.standIn.answers.set('pairHue', new Promise(() => {})))
      await page.locator('.buttons button').last().click()
    },
  },
  'hue-paired': {
    state: noOutputs,
    async reach(page) {
      await toHue(page)
      await page.locator('[name=host]').fill('192.168.1.7')
      await page.evaluate((answer) => window.standIn.answers.set('pairHue', answer), pairedAnswer)
      await page.locator('.buttons button').last().click()
      await page.locator('button[type=submit]').waitFor()
    },
  },
  'wled-found': {
    state: noOutputs,
    async reach(page) {
      await addPlace(page)
      await entryAt(page, externalOutputKinds.indexOf('wled')).click()
      await page.evaluate((answer) => window.standIn.answers.set('findDevices', answer), foundAnswer)
      await page.locator('main button').first().click()
      await page.locator('.found').waitFor()
    },
  },
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
  'hue-connection': placeOf(5, 0),
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
