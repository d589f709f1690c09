// Accessibility of every view: keyboard, zoom, forced colours and reduced motion.

import { readdir, stat } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { settingsPages } from '../../app/model/names.ts'
import { thoroughLanguages } from './scenes/checked-languages.ts'
import { expectEverythingFits, lostToTextSpacing, smallTargets } from './scenes/view-checks.ts'
import { historyOf, inACall, views } from './scenes/views.ts'
import { type OpenWindow, type WindowStage, windowStage } from './scenes/window-stage.ts'
import { following, presence, someDays } from './scenes/window-states.ts'

let stage: WindowStage
beforeAll(async () => {
  stage = await windowStage()
})
afterAll(() => stage.close())

describe.each(Object.entries(views))('%s', (name, state) => {
  // Opened once for both tests.
  let opened: OpenWindow
  beforeAll(async () => {
    opened = await stage.open(state, { history: historyOf(name) })
    await opened.page.locator('h1').waitFor()
  })

  test('the keyboard reaches every control, with a visible focus', async () => {
    const { page } = opened
    // Tab stops only at the checked radio button of a group.
    const stops =
      ':is(button, input:not([type=radio]:not(:checked)), select, summary, [tabindex="0"]):not(:disabled):visible'
    const controls = await page.locator(stops).count()
    const reached = new Set<string>()
    for (let step = 0; step <= controls; step += 1) {
      await page.keyboard.press('Tab')
      const place = await page.evaluate(() => {
        const focused = document.activeElement
        if (!focused || focused === document.body) return null
        const { outlineStyle, boxShadow } = getComputedStyle(focused)
        // Fluent shows the focus with an outline or a shadow of the element, or around its parent.
        const around = focused.parentElement
          ? getComputedStyle(focused.parentElement, '::after').borderStyle
          : 'none'
        const seen = outlineStyle !== 'none' || boxShadow !== 'none' || around !== 'none'
        const all = [...document.querySelectorAll('*')]
        return { place: `${all.indexOf(focused)}`, seen, html: focused.outerHTML.slice(0, 80) }
      })
      if (!place) continue
      expect(place.seen, place.html).toBe(true)
      reached.add(place.place)
    }
    expect(reached.size).toBe(controls)
  })

  test('every control is large enough for a pointer, and nothing is lost with more space between the letters', async () => {
    expect(await smallTargets(opened)).toEqual([])
    expect(await lostToTextSpacing(opened)).toEqual([])
  })

  test('everything fits into the window, at any width and zoom and in every language', async () => {
    await expectEverythingFits(opened, state)
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
      const { page } = await stage.open({ ...inACall, page: 'settings', settingsPage }, forced)
      const flat = await page
        .locator('button:visible, input:visible, select:visible')
        .evaluateAll((all) =>
          all
            .filter((one) => getComputedStyle(one).borderTopWidth === '0px')
            .map((one) => one.outerHTML.slice(0, 120)),
        )
      // The system draws radio buttons.
      expect(flat.filter((html) => !html.includes('radio'))).toEqual([])
      const stops = await page
        .locator('button:visible, input:not([type=radio]):visible, select:visible')
        .count()
      for (let stop = 0; stop < stops; stop += 1) {
        await page.keyboard.press('Tab')
        const outline = await page.evaluate(() => {
          const focused = document.activeElement ?? document.body
          const { outlineStyle, outlineColor } = getComputedStyle(focused)
          return {
            style: outlineStyle,
            seen: !outlineColor.endsWith(', 0)'),
            html: focused.outerHTML.slice(0, 120),
          }
        })
        expect(outline.style, outline.html).not.toBe('none')
        expect(outline.seen, outline.html).toBe(true)
      }
    },
  )
})

test('at 200 % no heading and no step breaks within a word', async () => {
  for (const state of [
    ...[views['first start'], views['signed out'], views.settings, inACall],
    ...settingsPages.map((page) => views[`settings: ${page}`]),
  ]) {
    for (const language of thoroughLanguages) {
      const { page } = await stage.open(
        { ...(state ?? inACall), language },
        { viewport: { width: 180, height: 240 } },
      )
      const broken = await page.locator('h1, h2, .stepper li, dt').evaluateAll((all) =>
        all.flatMap((one) =>
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
  for (const language of thoroughLanguages) {
    const { page } = await stage.open({ ...inACall, language })
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
