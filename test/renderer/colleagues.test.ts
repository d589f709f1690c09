// The Colleagues page: the list, and every action by pointer and by keyboard.
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Problem } from '../../app/model/problems/problem.ts'
import type { AccountView } from '../../app/model/state.ts'
import { alan, full, grace, katherine, konrad, longNames, onPage, team } from './scenes/colleague-states.ts'
import { button } from './scenes/controls.ts'
import { type WindowStage, windowStage } from './scenes/window-stage.ts'
import { NOW } from './scenes/window-states.ts'

let stage: WindowStage
beforeAll(async () => {
  stage = await windowStage()
})
afterAll(() => stage.close())

const rows = (page: Page) =>
  page
    .locator('.person .who')
    .evaluateAll((all) => all.map((row) => [...row.children].map((part) => part.textContent).join(': ')))
const focused = (page: Page) => page.evaluate(() => document.activeElement?.id ?? '')
const { people } = team.colleagues
const order = (...members: readonly (typeof grace)[]) => members.map(({ id, group }) => ({ id, group }))
const withPeople = (list: AccountView['colleagues']['people']): AccountView => ({
  ...team,
  colleagues: { ...team.colleagues, people: list },
})
const hedy = { id: 'c0ffee00-0000-4000-8000-0000000000aa', name: 'Hedy Lamarr', address: 'hedy@contoso.com' }

describe('the list', () => {
  test('shows the light, the activity and the time of each colleague', async () => {
    const { page, faults } = await stage.open(team)
    await page.getByRole('heading', { level: 1, name: 'Colleagues' }).waitFor()
    expect(await rows(page)).toEqual([
      'Grace Hopper: Busy · In a meeting · since 10:30',
      'Alan Turing: Available · since 10:03 or earlier',
      'Katherine Johnson: In a call, out of office · since 10:42',
      'Edsger Dijkstra: Not to be seen: has left, or is not shown to you',
      'Barbara Liskov: Out of office at 10:36, not confirmed since',
      'Konrad Zuse: Not known yet',
    ])
    const pictures = await page
      .locator('.person .light-picture')
      .evaluateAll((all) => all.map((picture) => picture.getAttribute('src')?.split('/').at(-1)))
    expect(pictures).toEqual([
      'busy.svg',
      'available.svg',
      'in-a-call-oof.svg',
      'unknown.svg',
      'out-of-office-stale.svg',
      'unknown.svg',
    ])
    expect(await page.getByRole('img', { name: 'You are told when available' }).count()).toBe(2)
    expect(faults).toEqual([])
  })

  test('a truncated name has a tooltip, and is shown in full with the keyboard focus', async () => {
    const { page } = await stage.open(longNames)
    await page.keyboard.press('Tab')
    for (const name of await page.locator('.person .cut').all()) {
      const read = () =>
        name.evaluate((cut) => ({
          isCut: cut.scrollWidth > cut.clientWidth + 1,
          isTold: cut.getAttribute('title') === cut.textContent,
        }))
      const { isCut } = await read()
      const row = name.locator('xpath=ancestor::button')
      await row.focus()
      expect(await read(), (await name.textContent()) ?? '').toEqual({ isCut: false, isTold: true })
      await row.blur()
      expect(await read()).toEqual({ isCut, isTold: true })
    }
    const group = page.locator('.group-heading .cut').first()
    const isCut = () => group.evaluate((cut) => cut.scrollWidth > cut.clientWidth)
    expect(await isCut()).toBe(true)
    await page.locator('.group-heading button').nth(1).focus()
    expect(await isCut()).toBe(false)
    expect(await group.getAttribute('title')).toBe(longNames.colleagues.people[0]?.group)
  })

  test('a right-to-left name shows its start, aligned with the other names', async () => {
    const { page } = await stage.open(longNames, { viewport: { width: 260, height: 480 } })
    const texts = page.locator('.person .cut, .group-heading .cut')
    const read = await texts.evaluateAll((all) =>
      all.map((cut) => {
        const words = cut.firstChild ?? cut
        const box = cut.getBoundingClientRect()
        const range = document.createRange()
        range.setStart(words, 0)
        range.setEnd(words, 1)
        const first = range.getBoundingClientRect()
        return { left: box.left, isSeen: first.left >= box.left - 1 && first.right <= box.right + 1 }
      }),
    )
    expect(read.filter(({ isSeen }) => !isSeen)).toEqual([])
  })

  test.each(['light', 'dark', 'high-contrast'] as const)(
    'a disabled move button has less contrast than an enabled one: %s',
    async (theme) => {
      const { page } = await stage.open({ ...team, settings: { ...team.settings, theme } })
      await page.locator('.person').first().click()
      const contrasts = await page
        .locator('.group-moves button, .colleague-options button')
        .evaluateAll((all) => {
          const parts = (colour: string) => (colour.match(/[\d.]+/g) ?? []).slice(0, 3).map(Number)
          const light = (colour: string) => parts(colour).reduce((sum, part) => sum + part, 0)
          const ground = light(
            getComputedStyle(document.querySelector('.window') ?? document.body).backgroundColor,
          )
          return all.map((one) => ({
            off: one.getAttribute('aria-disabled') === 'true',
            contrast: Math.abs(light(getComputedStyle(one).color) - ground),
          }))
        })
      const of = (off: boolean) => contrasts.filter((one) => one.off === off).map(({ contrast }) => contrast)
      expect(of(true).length).toBeGreaterThan(1)
      expect(Math.max(...of(true))).toBeLessThan(Math.min(...of(false)))
    },
  )

  test('has groups with name and count, also in Russian', async () => {
    const { page, sendState } = await stage.open(team)
    const groups = () => page.getByRole('heading', { level: 2 }).allTextContents()
    await page.getByRole('heading', { level: 2, name: 'Team' }).waitFor()
    expect(await groups()).toEqual(['Team 3', 'Design 2', 'No group 1'])
    await sendState({ ...team, language: 'ru' })
    await page.getByRole('heading', { level: 1, name: 'Коллеги' }).waitFor()
    expect(await groups()).toEqual(['Team 3', 'Design 2', 'Без группы 1'])
    expect((await rows(page))[0]).toBe('Grace Hopper: Занят · На собрании · с 10:30')
  })

  test('has no heading without groups', async () => {
    const { page } = await stage.open(withPeople([konrad, { ...grace, group: '' }]))
    await page.getByText('Konrad Zuse').waitFor()
    expect(await page.getByRole('heading', { level: 2 }).count()).toBe(0)
  })

  test('a hundred rows have the same height and scroll below the header', async () => {
    const { page } = await stage.open(full)
    await page.getByText('Colleague 99 of ours').waitFor({ state: 'attached' })
    const heights = await page
      .locator('.person')
      .evaluateAll((all) => all.map((row) => Math.round(row.getBoundingClientRect().height)))
    expect(heights).toHaveLength(100)
    expect(Math.max(...heights)).toBeLessThanOrEqual(48)
    expect(new Set(heights).size).toBe(1)
    await page.getByText('Colleague 99 of ours').scrollIntoViewIfNeeded()
    await button(page, 'Settings').waitFor()
  })

  test("shows why nothing is checked: its problem, that of the user's check, or a pause", async () => {
    const late = { kind: 'timed-out', next: 'retries', host: 'graph.microsoft.com', afterMs: 30_000 } as const
    const own = { ...team, following: { ...team.following, problem: late } }
    const card = (page: Page) => page.locator('.card.warning')
    const { page, sendState } = await stage.open(own)
    await card(page).waitFor()
    const none = { kind: 'presence-unavailable', next: 'person', status: 404 } as const
    await sendState({ ...team, following: { ...team.following, problem: none } })
    await expect.poll(() => card(page).count()).toBe(0)
    await sendState({ ...team, colleagues: { ...team.colleagues, problem: late } })
    await card(page).waitFor()
    const passing = { kind: 'passing-refusal', next: 'retries', refused: 'presence-unavailable' } as const
    await sendState({ ...team, following: { ...team.following, problem: passing } })
    await expect.poll(() => card(page).count()).toBe(0)
    const paused = { ...team, pausedUntil: NOW + 1_800_000 }
    const inPause = (problem: Problem) => ({ ...paused, colleagues: { ...team.colleagues, problem } })
    await sendState(inPause({ kind: 'colleagues-unreadable', next: 'person', keptAs: 'x' }))
    await card(page).waitFor()
    await sendState(inPause(late))
    await page.getByText('Nothing is checked until 11:15.').waitFor()
    await expect.poll(() => card(page).count()).toBe(0)
  })
})

describe('a colleague', () => {
  test('opens with a click or Enter, and closes with Escape without hiding the window', async () => {
    const { page, commands } = await stage.open(team)
    const row = button(page, /^Grace Hopper/)
    await row.press('Enter')
    await page.getByText('grace@contoso.com').waitFor()
    expect(await row.getAttribute('aria-expanded')).toBe('true')
    await button(page, /^Alan Turing/).click()
    await page.getByText('alan@contoso.com').waitFor()
    expect(await row.getAttribute('aria-expanded')).toBe('false')
    await page.keyboard.press('Escape')
    await page.getByText('alan@contoso.com').waitFor({ state: 'detached' })
    expect(await commands()).toEqual([])
  })

  test('can be notified about once, each time, or never', async () => {
    const { page, commands } = await stage.open(team)
    await button(page, /^Alan Turing/).click()
    const field = page.getByLabel('Tell me when available', { exact: true })
    expect(await field.locator('option').allTextContents()).toEqual(['No', 'Once', 'Each time'])
    await field.selectOption('Each time')
    await expect.poll(commands).toEqual([['notifyWhenAvailable', { id: alan.id, tell: 'each-time' }]])
  })

  test('moves up and down with the buttons or Alt and the arrow keys, and keeps the focus', async () => {
    const { page, commands, sendState } = await stage.open(team)
    await button(page, /^Grace Hopper/).click()
    const [first, second, ...rest] = people
    if (!first || !second) throw new Error('The team is too small')
    const down = button(page, 'Down')
    await down.press('Enter')
    await expect.poll(commands).toEqual([['arrangeColleagues', order(second, first, ...rest)]])
    await sendState(withPeople([second, first, ...rest]))
    await expect.poll(async () => (await rows(page))[0]).toMatch(/^Alan/)
    await expect.poll(() => focused(page)).toBe(`down-${grace.id}`)
    await button(page, /^Grace Hopper/).press('Alt+ArrowUp')
    await expect.poll(async () => (await commands()).at(-1)).toEqual(['arrangeColleagues', order(...people)])
    await sendState(team)
    await expect.poll(async () => (await rows(page))[0]).toMatch(/^Grace/)
    await expect.poll(() => focused(page)).toBe(`person-${grace.id}`)
    // At the end of the group nothing moves, and the focus stays.
    await button(page, 'Up').press('Enter')
    await expect.poll(commands).toHaveLength(2)
    expect(await focused(page)).toBe(`up-${grace.id}`)
  })

  test('moves to another or a new group', async () => {
    const { page, commands } = await stage.open(team)
    await button(page, /^Grace Hopper/).click()
    const field = page.getByLabel('Group', { exact: true })
    expect(await field.inputValue()).toBe('Team')
    await field.fill('  Sales ')
    await field.press('Enter')
    const [, ...others] = people
    await expect
      .poll(commands)
      .toEqual([['arrangeColleagues', order(...others, { ...grace, group: 'Sales' })]])
  })

  test('can be removed and restored', async () => {
    const { page, commands, sendState } = await stage.open(team)
    await button(page, /^Katherine Johnson/).click()
    await button(page, 'Remove').click()
    await sendState(withPeople(people.filter(({ id }) => id !== katherine.id)))
    const undo = button(page, 'Undo')
    await undo.waitFor()
    await expect.poll(() => undo.evaluate((shown) => shown === document.activeElement)).toBe(true)
    await undo.press('Enter')
    const { id, name, address } = katherine
    await expect.poll(commands).toEqual([
      ['removeColleague', id],
      ['addColleague', { id, name, address }],
      ['notifyWhenAvailable', { id, tell: 'each-time' }],
      ['arrangeColleagues', order(...people)],
    ])
    await sendState(team)
    await expect.poll(() => focused(page)).toBe(`person-${id}`)
    await undo.waitFor({ state: 'detached' })
  })
})

test('a group moves up and down', async () => {
  const { page, commands } = await stage.open(team)
  await button(page, 'Move the group Team down').press('Enter')
  const inGroup = (name: string) => people.filter(({ group }) => group === name)
  await expect
    .poll(commands)
    .toEqual([['arrangeColleagues', order(...inGroup('Design'), ...inGroup('Team'), konrad)]])
  expect(await button(page, 'Move the group Team up').getAttribute('aria-disabled')).toBe('true')
})

describe('adding', () => {
  test('searches once after typing, and adds with the arrow keys and Enter', async () => {
    const { page, commands, answer, sendState } = await stage.open(team)
    await answer('findPeople', { ok: true, value: [{ ...grace }, hedy] })
    await button(page, 'Add a colleague').click()
    const field = page.getByRole('combobox', { name: 'Name or address' })
    await expect.poll(() => field.evaluate((shown) => shown === document.activeElement)).toBe(true)
    await field.pressSequentially('he', { delay: 20 })
    await page.getByRole('option').first().waitFor()
    await expect.poll(commands).toEqual([['findPeople', 'he']])
    expect(await page.getByRole('option').allInnerTexts()).toEqual([
      expect.stringMatching(/Grace Hopper\s+in your list/),
      expect.stringMatching(/Hedy Lamarr\s+hedy@contoso.com/),
    ])
    // A colleague in the list is not added again.
    await field.press('Enter')
    await field.press('ArrowDown')
    await expect.poll(() => page.locator('[role=option][aria-selected=true]').innerText()).toContain('Hedy')
    await field.press('Enter')
    await expect.poll(commands).toEqual([
      ['findPeople', 'he'],
      ['addColleague', hedy],
    ])
    await sendState(withPeople([...people, { ...hedy, group: '', tell: 'never' }]))
    await page.getByText('Hedy Lamarr is in your list.').waitFor()
    await expect.poll(() => field.inputValue()).toBe('')
  })

  test('does not search for one letter; Escape clears the field, closes it, then hides the window', async () => {
    const { page, clock, commands } = await stage.open(team)
    await button(page, 'Add a colleague').click()
    const field = page.getByRole('combobox')
    await field.fill('h')
    await clock.runFor(1000)
    expect(await commands()).toEqual([])
    await field.press('Escape')
    await expect.poll(() => field.inputValue()).toBe('')
    await field.press('Escape')
    await field.waitFor({ state: 'detached' })
    await page.keyboard.press('Escape')
    await expect.poll(commands).toEqual([['hideWindow']])
  })

  test('reports no match and a failed search', async () => {
    const { page, answer } = await stage.open(team)
    await answer('findPeople', { ok: true, value: [] })
    await button(page, 'Add a colleague').click()
    await page.getByRole('combobox').fill('xx')
    await page.getByText(/^Nobody in your organisation/).waitFor()
    await answer('findPeople', { ok: false, problem: { kind: 'offline', next: 'waits' } })
    await page.getByRole('combobox').fill('xxx')
    await page.getByRole('alert').waitFor()
  })

  test('says that the list is full', async () => {
    const { page } = await stage.open(full)
    await button(page, 'Add a colleague').click()
    await page.getByText('The list holds 100 people. Remove somebody to add another.').waitFor()
    expect(await page.getByRole('combobox').count()).toBe(0)
  })

  test('shows the field for an empty list', async () => {
    const { page } = await stage.open(onPage({ kind: 'on' }))
    await page.getByText(/^Nobody is in your list yet/).waitFor()
    await page.getByRole('combobox', { name: 'Name or address' }).waitFor()
  })
})

const keyCodes = { Enter: 13, Escape: 27, ArrowDown: 40 }
/** The key code of a key that an input method handles (MDN, "keydown"). */
const OF_INPUT_METHOD = 229

describe('the keys of an input method', () => {
  async function composing(state: AccountView) {
    const opened = await stage.open(state)
    const protocol = await opened.page.context().newCDPSession(opened.page)
    const press = async (key: keyof typeof keyCodes, code: number = keyCodes[key]) => {
      const event = { key, code: key, windowsVirtualKeyCode: code }
      await protocol.send('Input.dispatchKeyEvent', { ...event, type: 'rawKeyDown' })
      await protocol.send('Input.dispatchKeyEvent', { ...event, type: 'keyUp' })
    }
    return {
      ...opened,
      press,
      compose: (text: string) =>
        protocol.send('Input.imeSetComposition', {
          text,
          selectionStart: text.length,
          selectionEnd: text.length,
        }),
      confirm: (text: string) => protocol.send('Input.insertText', { text }),
    }
  }

  test('choose nobody, and keep the text', async () => {
    const { page, commands, answer, compose, press, confirm } = await composing(team)
    await answer('findPeople', { ok: true, value: [hedy, { ...grace }] })
    await button(page, 'Add a colleague').click()
    const field = page.getByRole('combobox', { name: 'Name or address' })
    await expect.poll(() => field.evaluate((shown) => shown === document.activeElement)).toBe(true)
    await compose('ヘディ')
    await page.getByRole('option').first().waitFor()
    await press('Enter')
    await press('Escape')
    await press('ArrowDown', OF_INPUT_METHOD)
    await confirm('ヘディ')
    for (const key of ['Enter', 'Escape', 'ArrowDown'] as const) await press(key, OF_INPUT_METHOD)
    expect(await field.inputValue()).toBe('ヘディ')
    await press('Enter')
    await expect.poll(commands).toEqual([
      ['findPeople', 'ヘディ'],
      ['addColleague', hedy],
    ])
  })

  test('send no group, close no options and hide no window', async () => {
    const { page, commands, compose, press, confirm } = await composing(team)
    await button(page, /^Grace Hopper/).click()
    const field = page.getByLabel('Group', { exact: true })
    await field.fill('')
    await compose('えいぎょ')
    await press('Enter')
    await press('Escape')
    await confirm('営業')
    for (const key of ['Enter', 'Escape'] as const) await press(key, OF_INPUT_METHOD)
    expect(await field.inputValue()).toBe('営業')
    await press('Enter')
    await press('Escape', OF_INPUT_METHOD)
    await press('Escape')
    const [, ...others] = people
    await expect
      .poll(commands)
      .toEqual([['arrangeColleagues', order(...others, { ...grace, group: '営業' })], ['hideWindow']])
  })
})

describe('before the feature is on', () => {
  test('explains the permissions, and asks for them only after a click', async () => {
    const { page, commands, sendState } = await stage.open(onPage({ kind: 'off' }))
    await page.getByText(/Presence\.Read\.All/).waitFor()
    expect(await commands()).toEqual([])
    await page.getByRole('switch').click()
    await expect.poll(commands).toEqual([['switchFeature', { feature: 'colleagues', on: true }]])
    await sendState(onPage({ kind: 'asking' }))
    await button(page, 'Cancel').click()
    await expect.poll(async () => (await commands()).at(-1)).toEqual(['cancelSignIn'])
  })

  test('shows the problem of the feature, the consent link and another try', async () => {
    const permissions = ['Presence.Read.All', 'User.ReadBasic.All']
    const problem = { kind: 'feature-admin-consent-needed', next: 'person', permissions } as const
    const { page, commands } = await stage.open(onPage({ kind: 'held-up', problem }))
    await page.getByRole('heading', { name: 'An administrator has to allow this' }).waitFor()
    await button(page, 'Copy the consent link').waitFor()
    await button(page, 'Try again').click()
    await expect.poll(commands).toEqual([['switchFeature', { feature: 'colleagues', on: true }]])
  })

  test('has a tab only while the feature is on', async () => {
    const now = { ...team, page: 'now' as const }
    const { page, sendState } = await stage.open({ ...now, features: onPage({ kind: 'off' }).features })
    const tabs = () => page.getByRole('navigation').getByRole('button').allTextContents()
    expect(await tabs()).toEqual(['Now', 'Today'])
    await sendState(now)
    await expect.poll(tabs).toEqual(['Now', 'Today', 'Colleagues'])
  })
})
