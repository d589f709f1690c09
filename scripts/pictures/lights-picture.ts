// The README's picture of the lights: each shape and modifier on a light and a dark panel, with its name. The upper row is
// in Teams' colours, the lower one in the colour-blind palette.
import type { Page } from 'playwright-core'
import {
  appLights,
  type LightName,
  outOfOfficeLights,
  presenceLights,
  type Shape,
} from '../../app/model/light.ts'
import { localLights } from '../../app/model/lights/local-light.ts'
import { type PaletteName, paletteNames } from '../../app/model/names.ts'
import { lightPicture } from '../../build/light-drawing.ts'
import { type PanelColour, panelColours } from '../../build/lights.ts'
import english from '../../words/english.ts'
import { createWords } from '../../words/translator.ts'

const { t } = createWords('en', english)
const titleOf = (shape: Shape) => t(`presence.light.${shape}`)
const cells: readonly (readonly [LightName, string])[] = [
  ...[...presenceLights, ...appLights].map((shape) => [shape, titleOf(shape)] as const),
  ...outOfOfficeLights.map(
    (shape) => [`${shape}-oof`, t('presence.status.withOutOfOffice', { title: titleOf(shape) })] as const,
  ),
  ...localLights.map(
    (light) => [`${light}-local`, t('presence.status.seenHere', { title: titleOf(light) })] as const,
  ),
  ['available-stale', 'Available, not confirmed'],
  ['in-a-call-stale', 'In a call, not confirmed'],
]

const style = `
  body { display: grid; grid-template-columns: repeat(5, 1fr); gap: 16px; width: 840px; margin: 0; padding: 20px;
    box-sizing: border-box; background: #fff; font: 13px/1.3 system-ui, sans-serif; color: #1f1f1f }
  figure { margin: 0; text-align: center; text-wrap: balance }
  div { display: grid; grid-template-columns: 1fr 1fr; margin-bottom: 6px; border: 1px solid #d6d6d6; border-radius: 8px; overflow: hidden }
  span { padding: 8px 0 4px }`

/** Writes the picture to `path`, at the page's device scale factor. */
export async function takeLightsPicture(page: Page, path: string): Promise<void> {
  const figures = cells.map(([name, words]) => {
    const on = (palette: PaletteName, panel: PanelColour) => {
      const picture = encodeURIComponent(lightPicture(name, { palette, panel }))
      return `<span style="background: ${panelColours[panel]}"><img width="32" height="32" src="data:image/svg+xml,${picture}"></span>`
    }
    const pictures = paletteNames.flatMap((palette) => [on(palette, 'light'), on(palette, 'dark')])
    return `<figure><div>${pictures.join('')}</div><figcaption>${words}</figcaption></figure>`
  })
  await page.setContent(`<!doctype html><style>${style}</style>${figures.join('')}`)
  await page.locator('body').screenshot({ path })
}
