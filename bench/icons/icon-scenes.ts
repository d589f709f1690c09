// Every set of icons on every panel that it can be drawn on, compared with the floors.
import type { LightName } from '../../app/model/light.ts'
import type { PaletteName } from '../../app/model/names.ts'
import { panelColours, panelNames, panelsOf, type Scheme } from '../../build/lights.ts'
import { figuresOf, type SetFigures } from './icon-figures.ts'
import { floors, type Measure } from './icon-floors.ts'
import { pixelsOf } from './icon-vision.ts'

/** Draws a light in 16 × 16 px. */
type Draw = (light: LightName, scheme: Scheme) => Buffer

interface Scene {
  panel: Scheme['panel']
  on: keyof typeof panelColours
  figures: SetFigures
}

/** A palette on each of its panels. */
export const scenesOf = (draw: Draw, palette: PaletteName): Scene[] =>
  panelNames.flatMap((panel) =>
    panelsOf[panel].map((on) => {
      const sight = (light: LightName) => pixelsOf(draw(light, { palette, panel }), panelColours[on])
      return { panel, on, figures: figuresOf(sight) }
    }),
  )

export const measures: readonly Measure[] = [
  'normal',
  'protanopia',
  'deuteranopia',
  'tritanopia',
  'grey',
  'shape',
  'contrast',
]

export const floorOf = (measure: Measure, { panel }: Pick<Scene, 'panel'>): number =>
  floors[measure][panel === 'either' ? 'either' : 'known']

/** The lowest value of a scene, and the light or pair that has it. */
export function worstOf({ figures }: Scene, measure: Measure): { value: number; which: string } {
  if (measure === 'contrast') return { value: figures.faintest.value, which: figures.faintest.light }
  const [worst] = figures.pairs(measure)
  return { value: worst?.value ?? Number.NaN, which: worst?.pair.join(' / ') ?? '' }
}

/** The number of pairs of lights below the floor. */
export const pairsBelow = (scene: Scene, measure: Exclude<Measure, 'contrast'>): number =>
  scene.figures.pairs(measure).filter(({ value }) => value < floorOf(measure, scene)).length
