// The list of the settings' pages: their order, the way there and back, and that each page fits.

import { afterAll, beforeAll, expect, test } from 'vitest'
import { languageNames, settingsPages } from '../../../app/model/names.ts'
import type { AccountView } from '../../../app/model/state.ts'
import { button } from '../scenes/controls.ts'
import { inACall } from '../scenes/views.ts'
import { type OpenWindow, type WindowStage, windowStage } from '../scenes/window-stage.ts'
import { inSettings } from '../scenes/window-states.ts'

let stage: WindowStage
beforeAll(async () => {
  stage = await windowStage()
})
afterAll(() => stage.close())

/** As on Windows, which has the most settings. */
const list: AccountView = {
  ...inACall,
  page: 'settings',
  microphone: [
    { name: 'consent-store', failure: null },
    { name: 'teams-log', failure: null },
  ],
}
const titles = [
  'Account',
  'Light',
  'Notifications',
  'Show it elsewhere',
  'Checking',
  'App registration',
  'More',
  'About',
]
const pages = settingsPages.map((page, at) => ({ page, title: titles[at] ?? '' }))

const focused = ({ page }: OpenWindow) =>
  page.evaluate(() => {
    const { tagName, textContent } = document.activeElement ?? document.body
    return `${tagName} ${textContent}`
  })

test('lists its pages in this order, each with what is on it', async () => {
  const { page } = await stage.open(list)
  const entries = page.getByRole('navigation', { name: 'Settings' }).getByRole('button')
  expect(await entries.locator('.entry > span:first-child').allTextContents()).toEqual(titles)
  await button(page, 'More Start at login, history, theme, language').waitFor()
})

test.each(pages)('the way to $page and back', async ({ page: settingsPage, title }) => {
  const window = await stage.open(list)
  const { page, commands, sendState } = window
  const open = async () => {
    await button(page, new RegExp(`^${title} `)).press('Enter')
    await sendState(inSettings(list, settingsPage))
    await page.getByRole('heading', { level: 1, name: title, exact: true }).waitFor()
    await expect.poll(() => focused(window)).toBe(`H1 ${title}`)
  }
  const isBack = async () => {
    await sendState(list)
    await expect.poll(() => focused(window)).toMatch(new RegExp(`^BUTTON ${title}`))
  }
  await open()
  await page.keyboard.press('Escape')
  await isBack()
  await open()
  await button(page, 'Settings').press('Enter')
  await isBack()
  await page.keyboard.press('Escape')
  await expect
    .poll(commands)
    .toEqual([
      ['showSettingsPage', settingsPage],
      ['showPage', 'settings'],
      ['showSettingsPage', settingsPage],
      ['showPage', 'settings'],
      ['hideWindow'],
    ])
})

test('the arrow keys, Home and End move through the list', async () => {
  const window = await stage.open(list)
  await button(window.page, /^Account /).focus()
  const steps = [
    ['ArrowDown', 'Light'],
    ['ArrowUp', 'Account'],
    ['ArrowUp', 'Account'],
    ['End', 'About'],
    ['ArrowDown', 'About'],
    ['Home', 'Account'],
    ['Tab', 'Light'],
  ] as const
  for (const [key, title] of steps) {
    await window.page.keyboard.press(key)
    expect(await focused(window), key).toMatch(new RegExp(`^BUTTON ${title}`))
  }
})

test.each([null, ...settingsPages])(
  'fits into a window of the usual size without scrolling: %s',
  async (settingsPage) => {
    const { page, sendState } = await stage.open({ ...list, settingsPage })
    for (const language of languageNames) {
      await sendState({ ...list, settingsPage, language })
      const unseen = await page.locator('main').evaluate((main) => main.scrollHeight - main.clientHeight)
      expect(unseen, language).toBe(0)
    }
  },
)
