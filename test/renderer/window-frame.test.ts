// Parts of every view: the header's buttons, the error boundary, and the focus.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type WindowStage, windowStage } from './scenes/window-stage.ts'
import { following, presence, stateWith } from './scenes/window-states.ts'

let stage: WindowStage
beforeAll(async () => {
  stage = await windowStage()
})
afterAll(() => stage.close())

const busy = () => following(presence('Busy', 'Busy'))
/** No parser accepts it; a view throws on it. */
const NO_TIME = 1e300
const broken = () => {
  const state = busy()
  const { last } = state.following
  return last ? { ...state, following: { ...state.following, last: { ...last, since: NO_TIME } } } : state
}

test('the pin shows and toggles the setting', async () => {
  const { page, commands, sendState } = await stage.open(busy())
  const pin = page.getByRole('button', { name: 'Keep the window open' })
  expect(await pin.getAttribute('aria-pressed')).toBe('false')
  await pin.click()
  const pinned = following(presence('Busy', 'Busy'), { settings: { windowPinned: true } })
  await sendState(pinned)
  await expect.poll(() => pin.getAttribute('aria-pressed')).toBe('true')
  await pin.click()
  await expect.poll(commands).toEqual([
    ['changeSettings', { windowPinned: true }],
    ['changeSettings', { windowPinned: false }],
  ])
})

test('the close button and Escape hide the window', async () => {
  const { page, commands } = await stage.open(busy())
  await page.getByRole('button', { name: 'Close' }).click()
  await page.keyboard.press('Escape')
  await expect.poll(commands).toEqual([['hideWindow'], ['hideWindow']])
})

test('the header drags the window, its buttons do not', async () => {
  const { page } = await stage.open(busy())
  const region = (selector: string) =>
    page
      .locator(selector)
      .first()
      .evaluate((part) => getComputedStyle(part).getPropertyValue('app-region'))
  expect(await region('.window-header')).toBe('drag')
  expect(await region('.window-header button')).toBe('no-drag')
})

test('a bug in a view shows an error, and the next state renders again', async () => {
  const { page, commands, sendState } = await stage.open(broken())
  await page.getByRole('heading', { name: 'This page could not be shown' }).waitFor()
  await page.getByRole('button', { name: 'Copy diagnostics' }).click()
  await expect.poll(commands).toEqual([['copyDiagnostics']])
  await sendState(busy())
  await page.getByRole('heading', { name: 'Busy', exact: true }).waitFor()
})

test('a bug on a page leaves the back button', async () => {
  const { page, commands } = await stage.open(stateWith({ ...broken(), page: 'settings' }))
  await page.getByRole('button', { name: 'Back' }).first().click()
  await expect.poll(commands).toEqual([['showPage', 'now']])
})

test('the focus is kept: at the heading of a new view, and at the settings button after Back', async () => {
  const { page, sendState } = await stage.open(busy())
  const focused = () =>
    page.evaluate(() => {
      const { tagName, textContent, ariaLabel } = document.activeElement ?? document.body
      return `${tagName} ${textContent || ariaLabel}`
    })
  await page.getByRole('button', { name: 'Settings' }).press('Enter')
  await sendState({ ...busy(), page: 'settings' })
  await page.getByRole('heading', { level: 1, name: 'Settings' }).waitFor()
  await expect.poll(focused).toBe('H1 Settings')
  await page.keyboard.press('Shift+Tab')
  await sendState(busy())
  await expect.poll(focused).toBe('BUTTON Settings')
  await page.getByRole('button', { name: 'Sign out' }).focus()
  await sendState(stateWith({ session: { kind: 'signing-in' } }))
  await expect.poll(focused).toBe('H1 Signing in')
})

test('a new view takes no focus if nothing had it', async () => {
  const { page, sendState } = await stage.open(busy())
  await sendState(stateWith({ session: { kind: 'signing-in' } }))
  await page.getByRole('heading', { name: 'Signing in' }).waitFor()
  expect(await page.evaluate(() => document.activeElement === document.body)).toBe(true)
})
