// Every set of icons on every panel that it may be put on, held against the floors.
import type { LightName } from '../../app/model/light.ts'
import type { PaletteName } from '../../app/model/names.ts'
import { panelColours, panelNames, panelsOf, type Scheme } from '../../build/lights.ts'
import { figuresOf, type SetFigures } from './icon-figures.ts'
import { floors, type Measure } from './icon-floors.ts'
import { sightOf } from './icon-sight.ts'

/** Draws a light in 16 × 16 px. */
export type Draw = (light: LightName, scheme: Scheme) => Buffer

export interface Scene {
  panel: Scheme['panel']
  on: keyof typeof panelColours
  figures: SetFigures
}

/** A palette on each of its panels. */
export const scenesOf = (draw: Draw, palette: PaletteName): Scene[] =>
  panelNames.flatMap((panel) =>
    panelsOf[panel].map((on) => {
      const sight = (light: LightName) => sightOf(draw(light, { palette, panel }), panelColours[on])
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

/** The least value of a scene, and which light or pair has it. */
export function worstOf({ figures }: Scene, measure: Measure): { value: number; which: string } {
  if (measure === 'contrast') return { value: figures.faintest.value, which: figures.faintest.light }
  const [worst] = figures.pairs(measure)
  return { value: worst?.value ?? Number.NaN, which: worst?.pair.join(' / ') ?? '' }
}

/** How many pairs of lights are nearer to each other than the floor. */
export const pairsBelow = (scene: Scene, measure: Exclude<Measure, 'contrast'>): number =>
  scene.figures.pairs(measure).filter(({ value }) => value < floorOf(measure, scene)).length
