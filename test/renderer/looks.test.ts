// Compares important views with stored mosaics: they tolerate another font, and detect a lost card or a broken layout.
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type LookName, lookNames, looks, readLook, takeLook } from './looks/looks.ts'
import { unlikeness } from './looks/mosaic.ts'
import { type OpenWindow, type WindowStage, windowStage } from './scenes/window-stage.ts'

/** Of a thousand patches. Other fonts change none, the smallest loss below changes two. */
const TOLERATED = 1
const failed = join(import.meta.dirname, '..', '..', 'test-results', 'looks-that-changed')

let stage: WindowStage
beforeAll(async () => {
  stage = await windowStage()
})
afterAll(() => stage.close())

const styled =
  (css: string) =>
  ({ page }: OpenWindow) =>
    page.addStyleTag({ content: css })

async function changeOf(name: LookName, change?: (window: OpenWindow) => Promise<unknown>) {
  const { picture, mosaic } = await takeLook(stage, name, change)
  return { picture, unlike: unlikeness(await readLook(name), mosaic) }
}

test.each(lookNames)('%s is unchanged', async (name) => {
  const { picture, unlike } = await changeOf(name)
  if (unlike > TOLERATED) {
    await mkdir(failed, { recursive: true })
    await writeFile(join(failed, `${name}.png`), picture)
  }
  expect(unlike, `see ${failed}; if the change is intended: npm run looks`).toBeLessThanOrEqual(TOLERATED)
})

describe.each(['Liberation Sans, Arial', 'DejaVu Sans, Verdana'])('in %s', (font) => {
  test.each(lookNames)('%s is recognised', async (name) => {
    const { unlike } = await changeOf(name, styled(`* { font-family: ${font} !important }`))
    expect(unlike).toBeLessThanOrEqual(TOLERATED)
  })
})

test.each<[what: string, LookName, css: string]>([
  ['a lost card', 'now', '.card { display: none }'],
  ['a lost card', 'high-contrast', '.card { display: none }'],
  ['a lost card', 'stale', '.card.warning { display: none }'],
  ['a card without its surface', 'now', '.card { background: none !important }'],
  ['a lost light', 'now', '.light { visibility: hidden }'],
  ['a lost strip', 'today', '.strip-pieces { visibility: hidden }'],
  ['lost totals', 'today', '.totals { display: none }'],
  ['another brand colour', 'first-start', '.window { --colorBrandBackground: #0078d4 !important }'],
  ['another surface', 'now', '.window { background: #faf9f8 !important }'],
  ['a column that has become a row', 'settings', '.window-main { flex-direction: row !important }'],
  ['lost steps', 'first-start', '.step-buttons { display: none }'],
])('%s is detected: %s', async (_what, name, css) => {
  const { unlike } = await changeOf(name, styled(css))
  expect(unlike).toBeGreaterThan(TOLERATED)
})

test.each<[LookName]>([['today'], ['now']])('the other palette is detected: %s', async (name) => {
  const { settings, ...state } = looks[name]
  const { unlike } = await changeOf(name, ({ page, sendState }) =>
    sendState({ ...state, settings: { ...settings, palette: 'colour-blind' } }).then(() =>
      page.locator('.colour-blind-palette').waitFor(),
    ),
  )
  expect(unlike).toBeGreaterThan(TOLERATED)
})
