// Everybody can use it: the keyboard reaches everything, nothing is cut off, and the system's own colours do no harm.
import { readdir, stat } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { languageNames } from '../../app/model/names.ts'
import { expectNothingSticksOut } from './scenes/view-checks.ts'
import { historyOf, inACall, views } from './scenes/views.ts'
import { type OpenWindow, type WindowStage, windowStage } from './scenes/window-stage.ts'
import { following, presence, someDays } from './scenes/window-states.ts'

let stage: WindowStage
beforeAll(async () => {
  stage = await windowStage()
})
afterAll(() => stage.close())

describe.each(Object.entries(views))('%s', (name, state) => {
  // Opened once: the second test goes on where the first one ends.
  let opened: OpenWindow
  beforeAll(async () => {
    opened = await stage.open(state, { history: historyOf(name) })
    await opened.page.locator('h1').waitFor()
  })

  test('the keyboard reaches every control and shows where it is', async () => {
    const { page } = opened
    // Of the radio buttons of one choice the keyboard stops at the chosen one.
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
        // Fluent draws a button's focus as the element's own outline or ring, a switch's around its field.
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

  test('nothing is outside the window, at any width, any zoom and in every language', async () => {
    await expectNothingSticksOut(opened, state)
  })
})

describe.each(['light', 'dark'] as const)(
  'where the system puts its own colours over all, %s',
  (colorScheme) => {
    const forced = { forcedColors: 'active', colorScheme, history: someDays } as const

    test('the lights keep theirs, made for the ground they lie on', async () => {
      const { page } = await stage.open(
        { ...following(presence('Available', 'Available')), page: 'today' },
        forced,
      )
      await page.getByRole('option').first().waitFor()
      const pictures = await page
        .locator('img')
        .evaluateAll((all) => all.map((one) => one.getAttribute('src')))
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

    test('buttons keep an edge, and where the keyboard is, is drawn in a colour of the system', async () => {
      const { page } = await stage.open({ ...inACall, page: 'settings' }, forced)
      const flat = await page
        .locator('button:visible, input:visible, select:visible')
        .evaluateAll((all) =>
          all
            .filter((one) => getComputedStyle(one).borderTopWidth === '0px')
            .map((one) => one.outerHTML.slice(0, 120)),
        )
      // The radio buttons and the page tabs are drawn by the system, and underlined.
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
    })
  },
)

test('at 200 % no heading and no step breaks inside a word', async () => {
  for (const state of [views['first start'], views['signed out'], views.settings, inACall]) {
    for (const language of languageNames) {
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

test('the glance needs no scrolling: light, since when, and the out-of-office message', async () => {
  for (const language of languageNames) {
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
  const { page, asked } = await stage.open(inACall)
  await page.keyboard.press('Escape')
  await expect.poll(asked).toEqual([['hideWindow']])
})

test('there is one heading, one main part, and a name for each part that has a landmark', async () => {
  const { page } = await stage.open(inACall)
  expect(await page.getByRole('heading', { level: 1 }).count()).toBe(1)
  for (const landmark of ['banner', 'main', 'contentinfo'] as const) {
    expect(await page.getByRole(landmark).count()).toBe(1)
  }
})

test('nothing moves for those who asked for no motion', async () => {
  const { page } = await stage.open({ ...inACall, page: 'settings' }, { reducedMotion: 'reduce' })
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
  expect(longest).toBeLessThanOrEqual(0.01)
})

test('the window keeps to its size: at most 450 kB of JavaScript', async () => {
  const names = (await readdir(stage.folder, { recursive: true })).filter((name) => name.endsWith('.js'))
  const sizes = await Promise.all(names.map(async (name) => (await stat(`${stage.folder}/${name}`)).size))
  const bytes = sizes.reduce((sum, size) => sum + size, 0)
  expect(bytes).toBeLessThanOrEqual(450_000)
})
