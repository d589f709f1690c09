// The Today page: the strip by pointer and keyboard, the totals, earlier days, export and erase.
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Problem } from '../../app/model/problems/problem.ts'
import type { AccountView } from '../../app/model/state.ts'
import { type WindowStage, windowStage } from './scenes/window-stage.ts'
import { following, minutesAgo, NOW, presence, someDays, span, stateWith } from './scenes/window-states.ts'

let stage: WindowStage
beforeAll(async () => {
  stage = await windowStage()
})
afterAll(() => stage.close())

const today: AccountView = { ...following(presence('Available', 'Available')), page: 'today' }
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })
const heading = (page: Page) => page.getByRole('heading', { level: 1 })
const options = (page: Page) =>
  page.getByRole('option').evaluateAll((all) => all.map((option) => option.getAttribute('aria-label')))
const reading = (page: Page) => page.locator('.reading').textContent()
const totals = (page: Page) =>
  page
    .locator('.totals li')
    .evaluateAll((lines) => lines.map((line) => [...line.children].map((part) => part.textContent).join('|')))

describe('the pages', () => {
  test('the tabs switch between Now and Today, and mark the current page', async () => {
    const { page, commands, sendState } = await stage.open(today, { history: someDays })
    const pages = page.getByRole('navigation', { name: 'Pages' })
    const current = () => pages.locator('[aria-current=page]').textContent()
    expect(await current()).toBe('Today')
    await pages.getByRole('button', { name: 'Now' }).click()
    await expect.poll(commands).toEqual([['showPage', 'now']])
    await sendState({ ...today, page: 'now' })
    await page.getByRole('heading', { level: 1, name: 'Available' }).waitFor()
    await expect.poll(current).toBe('Now')
  })

  test('Back in the settings returns to the previous page', async () => {
    const { page, commands, sendState } = await stage.open(today, { history: someDays })
    await heading(page).waitFor()
    await sendState({ ...today, page: 'settings' })
    await button(page, 'Back').click()
    await expect.poll(commands).toEqual([['showPage', 'today']])
  })

  test('there are no tabs without an account', async () => {
    const { page } = await stage.open(stateWith({ session: { kind: 'signing-in' }, page: 'today' }))
    await page.getByRole('heading', { level: 1, name: 'Signing in' }).waitFor()
    expect(await page.getByRole('navigation').count()).toBe(0)
  })
})

describe('the strip', () => {
  test('names each light of the day and each gap with its times', async () => {
    const { page, faults } = await stage.open(today, { history: someDays })
    await page.getByRole('listbox', { name: 'Lights of the day' }).waitFor()
    expect(await options(page)).toEqual([
      '07:50–08:05 Away',
      '08:05–08:40 Available',
      '08:40–09:10 In a call',
      '09:10–09:11 Available',
      '09:11–09:30 Busy',
      '09:30–10:00 Not known',
      '10:00–10:20 Presenting',
      '10:20–10:27 Do not disturb',
      // Up to the last answer, twelve seconds ago.
      '10:27–10:44 Available',
    ])
    expect(faults).toEqual([])
  })

  test('is one tab stop, with the arrow keys, Home and End', async () => {
    const { page } = await stage.open(today, { history: someDays })
    await page.getByRole('option').last().focus()
    const steps: [key: string, words: string][] = [
      ['ArrowLeft', '10:20–10:27 Do not disturb'],
      ['ArrowLeft', '10:00–10:20 Presenting'],
      ['ArrowRight', '10:20–10:27 Do not disturb'],
      ['Home', '07:50–08:05 Away'],
      ['ArrowLeft', '07:50–08:05 Away'],
      ['End', '10:27–10:44 Available'],
      ['ArrowRight', '10:27–10:44 Available'],
    ]
    for (const [key, words] of steps) {
      await page.keyboard.press(key)
      await expect
        .poll(() => page.evaluate(() => document.activeElement?.getAttribute('aria-label')))
        .toBe(words)
      await expect.poll(() => reading(page)).toMatch(new RegExp(`^${words} · `))
      await expect.poll(() => page.locator('[role=option][tabindex="0"]').count()).toBe(1)
      await expect.poll(() => page.locator('[aria-selected=true]').getAttribute('aria-label')).toBe(words)
    }
  })

  test('the pointer selects a piece, and leaving restores the selection', async () => {
    const { page } = await stage.open(today, { history: someDays })
    await page.getByRole('option', { name: '08:40–09:10 In a call' }).hover()
    await expect.poll(() => reading(page)).toBe('08:40–09:10 In a call · 30m')
    await heading(page).hover()
    await expect.poll(() => reading(page)).toBe('10:27–10:44 Available · 17m')
    await page.getByRole('option', { name: '09:30–10:00 Not known' }).click()
    await heading(page).hover()
    await expect.poll(() => reading(page)).toBe('09:30–10:00 Not known · 30m')
  })

  test('a minute is wide enough for the pointer, and every piece is in the window', async () => {
    const { page } = await stage.open(today, { history: someDays })
    const boxes = await page.getByRole('option').evaluateAll((all) =>
      all.map((option) => {
        const { left, right, width } = option.getBoundingClientRect()
        return { left, right, width }
      }),
    )
    for (const { left, right, width } of boxes) {
      expect(width).toBeGreaterThanOrEqual(4)
      expect(left).toBeGreaterThanOrEqual(16)
      expect(right).toBeLessThanOrEqual(344)
    }
  })

  test('grows with the current light, and adds a new one from the history', async () => {
    const { page, clock, sendState, sendHistory } = await stage.open(today, { history: someDays })
    await page.getByRole('option', { name: '10:27–10:44 Available' }).waitFor()
    await clock.setFixedTime(NOW + 120_000)
    const { last } = today.following
    await sendState({
      ...today,
      following: { ...today.following, last: last && { ...last, at: NOW + 120_000 } },
    })
    await page.getByRole('option', { name: '10:27–10:47 Available' }).waitFor()
    await sendHistory([...someDays, span('busy', '10:45–10:46')])
    await page.getByRole('option', { name: '10:45–10:46 Busy' }).waitFor()
  })

  test('a stale time is not known', async () => {
    const { last } = today.following
    const { page } = await stage.open(
      {
        ...today,
        following: { ...today.following, stale: true, last: last && { ...last, at: minutesAgo(5) } },
      },
      { history: someDays },
    )
    await page.getByRole('option', { name: '10:40–10:45 Not known' }).waitFor()
  })

  test('is also shown as a list', async () => {
    const { page } = await stage.open(today, { history: someDays })
    await page.locator('summary').click()
    await page.locator('.pieces li').last().waitFor()
    const lines = await page.locator('.pieces li').allInnerTexts()
    expect(lines).toHaveLength(9)
    expect(lines[2]?.split(/\s*\n\s*/).filter(Boolean)).toEqual(['08:40–09:10 In a call', '30m'])
  })
})

test('totals: longest light first, unknown time last', async () => {
  const { page, sendState } = await stage.open(today, { history: someDays })
  await page.getByRole('heading', { name: 'In total' }).waitFor()
  expect(await totals(page)).toEqual([
    '|Available|53m',
    '|In a call|30m',
    '|Presenting|20m',
    '|Busy|19m',
    '|Away|15m',
    '|Do not disturb|7m',
    '|Not known|30m',
  ])
  await sendState({ ...today, language: 'ru' })
  await page.getByRole('heading', { name: 'Всего' }).waitFor()
  expect((await totals(page)).slice(0, 2)).toEqual(['|Доступен|53 мин', '|Звонок|30 мин'])
})

describe('earlier days', () => {
  test('can be opened as far as the history goes', async () => {
    const { page } = await stage.open(today, { history: someDays })
    const previous = button(page, 'Previous day')
    const next = button(page, 'Next day')
    const title = () => heading(page).textContent()
    await expect.poll(title).toBe('Today')
    expect(await next.getAttribute('aria-disabled')).toBe('true')
    await previous.press('Enter')
    await expect.poll(title).toBe('Yesterday')
    await page.getByText('Nothing was recorded on this day.').waitFor()
    await previous.press('Enter')
    await expect.poll(title).toBe('Saturday')
    await previous.press('Enter')
    await expect.poll(title).toBe('Friday')
    await page.getByText('20 November', { exact: true }).waitFor()
    expect(await options(page)).toEqual([
      '09:00–12:00 Available, out of office',
      '12:00–12:30 In a call, out of office',
      '12:30–16:00 Out of office',
    ])
    expect(await totals(page)).toEqual([
      '|Out of office|3h 30m',
      '|Available, out of office|3h',
      '|In a call, out of office|30m',
    ])
    // At the last day the focus stays on the button.
    expect(await previous.getAttribute('aria-disabled')).toBe('true')
    await previous.press('Enter')
    expect(await heading(page).textContent()).toBe('Friday')
    expect(await previous.evaluate((shown) => shown === document.activeElement)).toBe(true)
    await next.click()
    await expect.poll(title).toBe('Saturday')
  })

  test('go back no further than fourteen days', async () => {
    const { page } = await stage.open(today, {
      history: [span('busy', '09:00–10:00', 20), span('busy', '09:00–10:00', 14)],
    })
    for (let day = 0; day < 20; day += 1) await button(page, 'Previous day').press('Enter')
    await expect.poll(() => heading(page).textContent()).toBe('Monday')
    await page.getByText('9 November', { exact: true }).waitFor()
  })

  test('a light over midnight is split', async () => {
    const overnight = { ...span('offline', '20:00–23:00', 1), until: span('busy', '01:00–02:00').from }
    const { page } = await stage.open(today, { history: [overnight] })
    await page.getByRole('option').first().waitFor()
    expect((await options(page))[0]).toBe('00:00–01:00 Offline')
    await button(page, 'Previous day').click()
    await expect.poll(() => options(page)).toEqual(['20:00–24:00 Offline'])
  })

  test('the first day', async () => {
    const { page } = await stage.open(today)
    await page.getByText('Nothing has been recorded today yet.').waitFor()
    expect(await button(page, 'Previous day').getAttribute('aria-disabled')).toBe('true')
    expect(await button(page, 'Erase…').count()).toBe(0)
  })
})

describe('the history', () => {
  test('is exported, and the path is shown', async () => {
    const { page, commands, answer } = await stage.open(today, { history: someDays })
    await answer('exportHistory', { path: '/home/adele/Tally Light 2026-11-23.csv' })
    await button(page, 'Export as CSV…').click()
    await page.getByRole('status').getByText('Saved as /home/adele/Tally Light 2026-11-23.csv').waitFor()
    await expect.poll(commands).toEqual([['exportHistory']])
  })

  test('a cancelled export shows nothing', async () => {
    const { page, commands, answer, sendState } = await stage.open(today, { history: someDays })
    await answer('exportHistory', null)
    await button(page, 'Export as CSV…').click()
    await expect.poll(commands).toEqual([['exportHistory']])
    // A state after the answer is rendered after it.
    await sendState({ ...today, language: 'ru' })
    await page.getByRole('heading', { name: 'Всего' }).waitFor()
    expect(await page.getByRole('status').last().textContent()).toBe('')
  })

  test('a full disk is reported', async () => {
    const { page, reject } = await stage.open(today, { history: someDays })
    await reject('exportHistory', 'The disk is full.')
    await button(page, 'Export as CSV…').click()
    await page.getByRole('alert').getByText('That did not work. The disk is full.').waitFor()
  })

  test('that cannot be read is said, and a check tries again', async () => {
    const historyProblem: Problem = { kind: 'unexpected', next: 'retries', detail: 'Error: EACCES' }
    const { page, commands } = await stage.open({ ...today, historyProblem })
    await page.getByText('Error: EACCES').waitFor()
    await page.getByText('Tally Light keeps trying by itself').waitFor()
    await button(page, 'Check now').click()
    await expect.poll(commands).toEqual([['checkNow']])
  })

  test('is erased only after a confirmation, and the focus is kept', async () => {
    const { page, commands, sendHistory } = await stage.open(today, { history: someDays })
    const focused = () => page.evaluate(() => document.activeElement?.textContent)
    await button(page, 'Erase…').press('Enter')
    await page.getByText('Erase every recorded day? This cannot be undone.').waitFor()
    await expect.poll(focused).toBe('Keep')
    await page.keyboard.press('Enter')
    await expect.poll(focused).toBe('Erase…')
    expect(await commands()).toEqual([])
    await page.keyboard.press('Enter')
    await button(page, 'Erase').press('Enter')
    await page.getByRole('status').getByText('All recorded days are erased.').waitFor()
    await expect.poll(focused).toBe('All recorded days are erased.')
    await expect.poll(commands).toEqual([['eraseHistory']])
    await sendHistory([])
    await page.getByText('Nothing has been recorded today yet.').waitFor()
  })

  test('says that nothing is recorded, and opens the settings', async () => {
    const { page, commands } = await stage.open(
      { ...today, settings: { ...today.settings, keepHistory: false } },
      { history: someDays },
    )
    await page.getByText('Days are not being recorded').waitFor()
    await button(page, 'Open settings').click()
    await expect.poll(commands).toEqual([['showSettingsPage', 'more']])
  })
})
