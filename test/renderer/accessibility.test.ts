// Accessibility of every view: keyboard, zoom, forced colours and reduced motion.

import { readdir, stat } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { languageNames, settingsPages } from '../../app/model/names.ts'
import type { AccountView } from '../../app/model/state.ts'
import { thoroughLanguages } from './scenes/checked-languages.ts'
import { focusFaults, keyboardFaults } from './scenes/keyboard-walk.ts'
import { expectEverythingFits, lostToTextSpacing, smallTargets } from './scenes/view-checks.ts'
import { inACall, views } from './scenes/views.ts'
import { viewsOfFile } from './scenes/views-in-turn.ts'
import { type WindowStage, windowStage } from './scenes/window-stage.ts'
import { following, presence, someDays } from './scenes/window-states.ts'

const otherLanguages = languageNames.filter((language) => !thoroughLanguages.includes(language))

let stage: WindowStage
beforeAll(async () => {
  stage = await windowStage()
})
afterAll(() => stage.close())

describe('in turn', () => {
  const inTurn = viewsOfFile()

  describe.each(Object.entries(views))('%s', (name, state) => {
    beforeAll(() => inTurn().show(name, state))

    test('every control is large enough for a pointer, and nothing is lost with more space between the letters', async () => {
      const { window } = inTurn()
      await window.sendState(state)
      expect(await smallTargets(window)).toEqual([])
      expect(await lostToTextSpacing(window)).toEqual([])
    })

    test('the keyboard reaches every control, with a visible focus, in every language', async () => {
      const { window } = inTurn()
      expect(await keyboardFaults(window, state, thoroughLanguages)).toEqual({})
      expect(await focusFaults(window, state, otherLanguages)).toEqual({})
    })

    test('the heading can take the focus of a control that is removed', async () => {
      const { page } = inTurn().window
      expect(await page.locator('h1').count()).toBe(1)
      expect(await page.locator('h1:not([tabindex="-1"])').count()).toBe(0)
    })

    test('everything fits into the window, at any width and zoom and in every language', async () => {
      await expectEverythingFits(inTurn().window, state)
    })
  })
})

describe.each(['light', 'dark'] as const)('with forced colours, %s', (colorScheme) => {
  const forced = { forcedColors: 'active', colorScheme, history: someDays } as const

  test('the lights keep their colours, for the right background', async () => {
    const { page } = await stage.open(
      { ...following(presence('Available', 'Available')), page: 'today' },
      forced,
    )
    await page.getByRole('option').first().waitFor()
    const pictures = await page.locator('img').evaluateAll((all) => all.map((one) => one.getAttribute('src')))
    for (const source of pictures) expect(source).toContain(`/${colorScheme}/`)
    const fills = await page.getByRole('option').evaluateAll((pieces) =>
      pieces.map((piece) => {
        const fill = piece.querySelector('.fill')
        const { backgroundColor, backgroundImage, height } = fill
          ? getComputedStyle(fill)
          : new CSSStyleDeclaration()
        return { name: piece.ariaLabel?.slice(12), look: `${backgroundColor} ${backgroundImage} ${height}` }
      }),
    )
    const lookOf = (name: string) => fills.find((fill) => fill.name === name)?.look
    const looks = ['Available', 'Busy', 'Away', 'Not known'].map(lookOf)
    expect(new Set(looks).size, looks.join('; ')).toBe(looks.length)
  })

  test.each([null, ...settingsPages])(
    'buttons have a border, and the focus ring has a system colour: %s',
    async (settingsPage) => {
      const state: AccountView = { ...inACall, page: 'settings', settingsPage }
      const opened = await stage.open(state, forced)
      const { page } = opened
      const flat = await page
        .locator('button:visible, input:visible, select:visible')
        .evaluateAll((all) =>
          all
            .filter((one) => getComputedStyle(one).borderTopWidth === '0px')
            .map((one) => one.outerHTML.slice(0, 120)),
        )
      // The system draws radio buttons.
      expect(flat.filter((html) => !html.includes('radio'))).toEqual([])
      expect(await keyboardFaults(opened, state, ['en'])).toEqual({})
    },
  )
})

test('at 200 % no heading and no step breaks within a word', async () => {
  const { page, sendState } = await stage.open(inACall)
  await page.setViewportSize({ width: 180, height: 240 })
  for (const state of [
    ...[views['first start'], views['signed out'], views.settings, inACall],
    ...settingsPages.map((page) => views[`settings: ${page}`]),
  ]) {
    for (const language of thoroughLanguages) {
      await sendState({ ...(state ?? inACall), language })
      await page.locator('main :is(h1, h2)').first().waitFor()
      const broken = await page.evaluate(() =>
        [...document.querySelectorAll('h1, h2, .stepper li, dt')].flatMap((one) =>
          [...one.childNodes].flatMap((node) =>
            [...(node.nodeValue ?? '').matchAll(/\S+/g)].flatMap(({ 0: word, index }) => {
              const range = document.createRange()
              range.setStart(node, index)
              range.setEnd(node, index + word.length)
              return range.getClientRects().length > 1 ? [word] : []
            }),
          ),
        ),
      )
      expect(broken, language).toEqual([])
    }
  }
})

test('light, time and out of office message are visible without scrolling', async () => {
  const { page, sendState } = await stage.open(inACall)
  for (const language of thoroughLanguages) {
    await sendState({ ...inACall, language })
    for (const part of [
      page.locator('h1'),
      page.locator('.hero p').last(),
      page.locator('.message').first(),
    ]) {
      const box = await part.boundingBox()
      expect(box && box.y + box.height).toBeLessThan(400)
    }
  }
})

test('Escape hides the window', async () => {
  const { page, commands } = await stage.open(inACall)
  await page.keyboard.press('Escape')
  await expect.poll(commands).toEqual([['hideWindow']])
})

test('has one level 1 heading and one of each landmark', async () => {
  const { page } = await stage.open(inACall)
  expect(await page.getByRole('heading', { level: 1 }).count()).toBe(1)
  for (const landmark of ['banner', 'main', 'contentinfo'] as const) {
    expect(await page.getByRole(landmark).count()).toBe(1)
  }
})

test('has no animations with reduced motion', async () => {
  const { page, sendState } = await stage.open(inACall, { reducedMotion: 'reduce' })
  for (const settingsPage of [null, ...settingsPages]) {
    await sendState({ ...inACall, page: 'settings', settingsPage })
    await page.locator('.entry-list, .settings-page').waitFor()
    const longest = await page.evaluate(() =>
      Math.max(
        ...[...document.querySelectorAll('*')].flatMap((part) => {
          const { transitionDuration, animationName, animationDuration } = getComputedStyle(part)
          return [transitionDuration, animationName === 'none' ? '0s' : animationDuration]
            .flatMap((list) => list.split(','))
            .map((length) => Number.parseFloat(length))
        }),
      ),
    )
    expect(longest, String(settingsPage)).toBeLessThanOrEqual(0.01)
  }
})

test('has at most 450 kB of JavaScript', async () => {
  const names = (await readdir(stage.folder, { recursive: true })).filter((name) => name.endsWith('.js'))
  const sizes = await Promise.all(names.map(async (name) => (await stat(`${stage.folder}/${name}`)).size))
  const bytes = sizes.reduce((sum, size) => sum + size, 0)
  expect(bytes).toBeLessThanOrEqual(450_000)
})
