// The views that matter look as they did: with any font, but not with a lost card, another palette or a broken layout.
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type LookName, lookNames, looks, mosaicNow, openLook, readLook } from './looks/looks.ts'
import { unlikeness } from './looks/mosaic.ts'
import { type OpenWindow, type WindowStage, windowStage } from './scenes/window-stage.ts'

/** Of a thousand patches. Other fonts change none, the smallest loss below changes two. */
const TOLERATED = 1
const failed = join(import.meta.dirname, '..', '..', 'test-results', 'looks-that-changed')

const losses: readonly (readonly [what: string, LookName, css: string])[] = [
  ['a lost card', 'now', '.card { display: none }'],
  ['a lost card', 'high-contrast', '.card { display: none }'],
  ['a lost card', 'stale', '.card.warning { display: none }'],
  ['a card without its surface', 'now', '.card { background: none !important }'],
  ['a lost light', 'now', '.light { visibility: hidden }'],
  ['a lost strip', 'today', '.strip-pieces { visibility: hidden }'],
  ['lost totals', 'today', '.totals { display: none }'],
  ['another brand colour', 'first-start-check', '.window { --colorBrandBackground: #0078d4 !important }'],
  ['another surface', 'now', '.window { background: #faf9f8 !important }'],
  ['a column that has become a row', 'settings', '.palettes { flex-direction: row !important }'],
  ['lost steps', 'first-start-check', '.step-buttons { display: none }'],
  ['lost answers', 'first-start', '.answers { display: none }'],
]
const withPalette: readonly LookName[] = ['today', 'now']

let stage: WindowStage
beforeAll(async () => {
  stage = await windowStage()
})
afterAll(() => stage.close())

describe.each(lookNames)('%s', (name) => {
  let window: OpenWindow
  beforeAll(async () => {
    window = await openLook(stage, name)
  })
  const unlikenessNow = async () => unlikeness(await readLook(name), await mosaicNow(window))
  async function unlikenessWith(content: string) {
    const style = await window.page.addStyleTag({ content })
    const unlike = await unlikenessNow()
    await style.evaluate((element) => element.parentNode?.removeChild(element))
    return unlike
  }

  test('looks as it did', async () => {
    const unlike = await unlikenessNow()
    if (unlike > TOLERATED) {
      await mkdir(failed, { recursive: true })
      await window.page.screenshot({ animations: 'disabled', path: join(failed, `${name}.png`) })
    }
    expect(unlike, `see ${failed}; if it is meant to look so: npm run looks`).toBeLessThanOrEqual(TOLERATED)
  })

  test.each(['Liberation Sans, Arial', 'DejaVu Sans, Verdana'])('in %s it is known again', async (font) => {
    expect(await unlikenessWith(`* { font-family: ${font} !important }`)).toBeLessThanOrEqual(TOLERATED)
  })

  test.each(losses.filter(([, look]) => look === name))('%s is seen: %s', async (_what, _name, css) => {
    expect(await unlikenessWith(css)).toBeGreaterThan(TOLERATED)
  })

  test.each(withPalette.filter((look) => look === name))('the other palette is seen: %s', async () => {
    const { settings, ...state } = looks[name]
    await window.sendState({ ...state, settings: { ...settings, palette: 'colour-blind' } })
    await window.page.locator('.colour-blind-palette').waitFor()
    expect(await unlikenessNow()).toBeGreaterThan(TOLERATED)
  })
})
