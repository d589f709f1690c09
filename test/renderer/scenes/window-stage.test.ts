// The stage of the window's tests: a window in the page of the last one is like one whose page was loaded.
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { historyOf, views } from './views.ts'
import { type OpenWindow, type WindowStage, windowStage } from './window-stage.ts'

let stage: WindowStage
beforeAll(async () => {
  stage = await windowStage()
})
afterAll(() => stage.close())

/** The page without the ids that React counts, and what is not in its elements. */
async function seen({ page, commands }: OpenWindow) {
  await page.keyboard.press('Tab')
  return {
    ...(await page.evaluate(() => ({
      language: [document.documentElement.lang, document.documentElement.dir],
      html: document.body.outerHTML.replaceAll(/_r_\w+_/g, ''),
      typed: [...document.querySelectorAll('input, textarea')].map((field) => Reflect.get(field, 'value')),
      focused: document.activeElement?.textContent,
      scrolled: [...document.querySelectorAll('*')].filter((part) => part.scrollTop > 0).length,
      title: document.title,
    }))),
    commands: await commands(),
  }
}

const fillAll = async (page: Page) => {
  for (const field of await page.locator('main :is(input:not([type]), input[type=text], textarea)').all())
    await field.fill('half typed')
}

test.each<[view: string, leave: (page: Page) => Promise<void>]>([
  [
    'first start',
    async (page) => {
      await page.locator('.answers button').first().click()
      await fillAll(page)
      await page.locator('.more').click()
    },
  ],
  [
    'settings: registration',
    async (page) => {
      await fillAll(page)
      await page.locator('main').evaluate((main) => main.scrollTo(0, 1000))
    },
  ],
  [
    'shown elsewhere',
    async (page) => {
      await page.getByRole('switch').click()
      await page.locator('.entry-list button').first().click()
    },
  ],
  ['a hundred colleagues', (page) => page.locator('.person').last().press('Enter')],
  ['today', (page) => page.locator('summary').click()],
])('after %s', async (name, leave) => {
  const open = (at: string, anew: boolean) =>
    stage.open(views[at] ?? expect.unreachable(at), { history: historyOf(at), anew })
  for (const next of new Set([name, 'settings: registration', 'first start'])) {
    const loaded = await seen(await open(next, true))
    const { page } = await open(name, false)
    await leave(page)
    expect(await seen(await open(next, false)), next).toEqual(loaded)
  }
})
