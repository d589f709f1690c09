// Everybody can use it: axe finds nothing on any view, the keyboard reaches everything, and nothing is cut off.

import { readdir, stat } from 'node:fs/promises'
import { AxeBuilder } from '@axe-core/playwright'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { languageNames } from '../../app/settings.ts'
import type { AppState } from '../../app/state.ts'
import { full, onPage, team } from './colleague-states.ts'
import { brokenManaged, managed, managedAtFirst } from './managed-states.ts'
import {
  CLIENT_ID,
  following,
  minutesAgo,
  NOW,
  outOfOffice,
  presence,
  someDays,
  stateWith,
} from './states.ts'
import { type WindowStage, windowStage } from './window.ts'

let stage: WindowStage
beforeAll(async () => {
  stage = await windowStage()
})
afterAll(() => stage.close())

const inACall = following(
  presence('Busy', 'InACall', {
    ...outOfOffice('I am on leave until 7 December.\n'.repeat(20)),
    statusMessage: {
      message: { content: 'Heads down on the release' },
      expiryDateTime: { dateTime: '2026-11-23T17:00:00', timeZone: 'Pacific Standard Time' },
    },
    workLocation: { workLocationType: 'office' },
  }),
)
const views: Readonly<Record<string, AppState>> = {
  'out of office': inACall,
  demo: { ...inACall, session: { kind: 'demo', pretending: null } },
  stale: following(
    {},
    {
      following: {
        stale: true,
        last: inACall.following.last && { ...inACall.following.last, at: minutesAgo(12) },
        problem: { kind: 'timed-out', needs: 'time', host: 'graph.microsoft.com', afterMs: 30_000 },
      },
    },
  ),
  attention: following(
    {},
    { following: { problem: { kind: 'permission-missing', needs: 'person', permission: 'Presence.Read' } } },
  ),
  paused: following(presence('Away', 'Away'), { pausedUntil: NOW + 1_800_000, tokensKeptIn: 'memory' }),
  starting: stateWith({}),
  'first start': stateWith({ session: { kind: 'not-set-up' } }),
  'signed out': stateWith({
    session: {
      kind: 'signed-out',
      problem: { kind: 'client-unknown', needs: 'person', code: 'AADSTS700016' },
    },
    settings: { clientId: CLIENT_ID },
  }),
  'signing in': stateWith({ session: { kind: 'signing-in' } }),
  settings: { ...inACall, page: 'settings' },
  'an update on its way': {
    ...inACall,
    page: 'settings',
    update: { kind: 'downloading', version: '10.20.30', percent: 40 },
  },
  'an update ready': { ...inACall, update: { kind: 'ready', version: '10.20.30' } },
  'managed settings': { ...inACall, page: 'settings', managed },
  'managed settings that are broken': { ...inACall, page: 'settings', managed: brokenManaged },
  'managed, signed out': { ...managedAtFirst, settings: { ...managedAtFirst.settings, cloud: 'us-gov-l5' } },
  colleagues: team,
  'a hundred colleagues': full,
  'no colleague yet': onPage({ kind: 'on' }),
  'colleagues offered': onPage({ kind: 'off' }),
  'colleagues held up': onPage({
    kind: 'held-up',
    problem: { kind: 'feature-admin-consent-needed', needs: 'person', permissions: ['Presence.Read.All'] },
  }),
  today: { ...following(presence('Available', 'Available')), page: 'today' },
  'an empty day': { ...following({}), page: 'today', settings: { ...inACall.settings, keepHistory: false } },
}

describe.each(Object.entries(views))('%s', (name, state) => {
  const history = name === 'today' ? someDays : []
  test('axe finds nothing, in any theme and language', { timeout: 120_000 }, async () => {
    const { page, tell } = await stage.open(state, { reducedMotion: 'reduce', history })
    // However short the way of a colour to another one is: on it, it has neither's contrast.
    await page.addStyleTag({ content: '*, ::before, ::after { transition: none !important }' })
    for (const theme of ['light', 'dark', 'high-contrast'] as const) {
      for (const language of languageNames) {
        await tell({ ...state, language, settings: { ...state.settings, theme } })
        // The words of another language come after its theme.
        await page.locator(`html[lang=${language}] .${theme}-theme`).waitFor()
        for (const folded of await page.locator('details:not([open]) summary').all()) await folded.click()
        const { violations } = await new AxeBuilder({ page }).analyze()
        const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)
        expect(found, `${theme}, ${language}`).toEqual([])
      }
    }
  })

  test('the keyboard reaches every control and shows where it is', async () => {
    const { page } = await stage.open(state, { history })
    await page.locator('h1').waitFor()
    // Of the radio buttons of one choice the keyboard stops at the chosen one.
    const stops =
      ':is(button, input:not([type=radio]:not(:checked)), select, summary, [tabindex="0"]):visible'
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

  test.each([
    ['the usual size', { width: 360, height: 480 }],
    ['200 %', { width: 180, height: 240 }],
  ])('nothing sticks out at %s, in either language', async (_size, viewport) => {
    for (const language of languageNames) {
      const { page } = await stage.open({ ...state, language }, { viewport, history })
      const out = await page.evaluate(() =>
        [...document.querySelectorAll('#window *')]
          .filter((part) => !part.matches('.unseen, option'))
          .filter((part) => part.getBoundingClientRect().right > innerWidth + 0.5)
          .map((part) => part.outerHTML.slice(0, 120)),
      )
      expect(out, language).toEqual([])
    }
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
